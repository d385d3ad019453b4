"""Purpose 2: a package for an authority or helper, on exactly the reporter's word; how far it came is told as it is."""

from datetime import date

import pytest

from crypto.consent_token import Purpose, parse_token
from crypto.duty import sign_duty
from crypto.encoding import b64, day_of
from crypto.tree import EventType
from tests.acts import ACK, contest, done, events_of, file_of, mailbox_of
from tests.going_outside import (
    AUTHORITY,
    HILDE,
    OMARS_DESK,
    enrolled,
    fetch,
    opened,
    outside_token,
    own_record,
    packages_for,
    said,
    state_it,
)
from tests.handing_over import consent_body, give, hand_over, record_for, withdraw
from tests.world import TODAY, CounsellorKeys, Reporter, World

RECEIVED, ANSWERED, DECLINED = 7, 8, 10


@pytest.fixture
def hilde(world: World) -> CounsellorKeys:
    return enrolled(world, HILDE)


def sent(world: World, reporter: Reporter, who: CounsellorKeys, *, space: int = 2) -> bytes:
    """The reporter sends everything alone; gives the token."""
    token = outside_token(world, reporter, who, space=space)
    body = consent_body(world, reporter, token, rewrap=b64(own_record(world, reporter, who, token)))
    response = give(world, reporter, body)
    assert response.status_code == 201, response.text
    return token


def test_the_reporter_sends_alone_and_the_counsellor_sees_no_package(world: World, hilde: CounsellorKeys) -> None:
    reporter = world.report("Het begin.")
    done(world, reporter, ACK)
    sent(world, reporter, hilde)
    assert events_of(world, reporter)[-2:] == [(EventType.CONSENT, 2), (EventType.ROUTED_EXTERNAL, 2)]
    (listed,) = packages_for(world, hilde)
    assert (listed["state"], listed["ackLimit"]) == ("waiting", None)
    answer = fetch(world, hilde, listed["id"]).json()
    package = opened(world, hilde, answer)
    assert [one.type for one in package.messages] == [1, 4]
    assert (answer["releaseNote"], answer["proof"]) == (None, None)
    assert file_of(world, reporter)["packages"] == []
    assert [one["state"] for one in mailbox_of(world, reporter)["packages"]] == ["fetched"]


def test_the_counsellor_wraps_on_the_reporters_word_and_sees_that_package(world: World, hilde: CounsellorKeys) -> None:
    reporter = world.report("Het begin.")
    token = outside_token(world, reporter, hilde)
    assert give(world, reporter, consent_body(world, reporter, token)).status_code == 201
    assert packages_for(world, hilde) == []
    assert hand_over(world, reporter, token, record_for(world, reporter, hilde, token)).status_code == 201
    (listed,) = packages_for(world, hilde)
    assert b"Het begin." in opened(world, hilde, fetch(world, hilde, listed["id"]).json()).messages[0].body
    assert [one["state"] for one in file_of(world, reporter)["packages"]] == ["fetched"]


def test_an_authority_has_the_terms_of_the_law_and_signs_what_it_did(world: World) -> None:
    desk = enrolled(world, OMARS_DESK, AUTHORITY)
    reporter = world.report()
    token = sent(world, reporter, desk)
    (listed,) = packages_for(world, desk)
    assert (listed["ackLimit"], listed["feedbackLimit"]) == ("2026-11-30", "2027-02-23")
    ack = said(world, reporter, desk, token, RECEIVED, due=day_of(date(2026, 11, 30)))
    assert state_it(world, desk, listed["id"], ack).status_code == 400
    fetch(world, desk, listed["id"])
    wrong = said(world, reporter, desk, token, RECEIVED, due=day_of(TODAY))
    assert state_it(world, desk, listed["id"], wrong).status_code == 400
    assert state_it(world, desk, listed["id"], ack, reference="Z/17").json()["state"] == "acknowledged"
    assert state_it(world, desk, listed["id"], ack).status_code == 200
    answer = said(world, reporter, desk, token, ANSWERED, due=day_of(date(2027, 2, 23)))
    assert state_it(world, desk, listed["id"], answer).json()["state"] == "answered"
    (seen,) = mailbox_of(world, reporter)["packages"]
    assert (seen["state"], seen["reference"], len(seen["statements"])) == ("answered", "Z/17", 2)
    assert mailbox_of(world, reporter)["duties"] == []
    kinds = [kind for kind, _ in events_of(world, reporter)]
    assert kinds[-2:] == [EventType.EXTERNAL_ACK, EventType.EXTERNAL_FEEDBACK]


def test_who_declines_sends_nothing_on(world: World, hilde: CounsellorKeys) -> None:
    reporter = world.report()
    token = sent(world, reporter, hilde)
    (listed,) = packages_for(world, hilde)
    fetch(world, hilde, listed["id"])
    declined = state_it(world, hilde, listed["id"], said(world, reporter, hilde, token, DECLINED))
    assert declined.json()["state"] == "declined"
    assert state_it(world, hilde, listed["id"], said(world, reporter, hilde, token, ANSWERED)).status_code == 400


def test_statements_about_another_package_or_by_another_key_are_refused(world: World, hilde: CounsellorKeys) -> None:
    desk = enrolled(world, OMARS_DESK, AUTHORITY)
    reporter, other = world.report(), world.report()
    token, theirs = sent(world, reporter, hilde), sent(world, other, hilde)
    package = next(
        one for one in packages_for(world, hilde) if one["id"] == mailbox_of(world, reporter)["packages"][0]["id"]
    )
    fetch(world, hilde, package["id"])
    for wrong in (
        said(world, reporter, hilde, theirs, RECEIVED),
        said(world, other, hilde, theirs, RECEIVED),
        said(world, reporter, desk, token, RECEIVED),
        said(world, reporter, hilde, token, RECEIVED, space=0),
        said(world, reporter, hilde, token, 2),
    ):
        assert state_it(world, hilde, package["id"], wrong).status_code == 400
    assert state_it(world, desk, package["id"], said(world, reporter, hilde, token, RECEIVED)).status_code == 404
    assert fetch(world, desk, package["id"]).status_code == 404
    assert fetch(world, world.vera, package["id"]).status_code == 404


def test_taken_back_before_it_was_fetched_nothing_is_left_of_it(world: World, hilde: CounsellorKeys) -> None:
    reporter = world.report()
    token = sent(world, reporter, hilde)
    assert withdraw(world, reporter, token).status_code == 201
    (listed,) = packages_for(world, hilde)
    assert listed["state"] == "withdrawn"
    assert fetch(world, hilde, listed["id"]).status_code == 400
    content = world.store.read(lambda work: work.packages.content(bytes.fromhex(listed["id"])))
    assert content == b""


def test_taken_back_after_it_was_fetched_it_stays_fetched(world: World, hilde: CounsellorKeys) -> None:
    reporter = world.report()
    token = sent(world, reporter, hilde)
    fetch(world, hilde, packages_for(world, hilde)[0]["id"])
    assert withdraw(world, reporter, token).status_code == 201
    assert packages_for(world, hilde)[0]["state"] == "fetched"
    assert events_of(world, reporter)[-1] == (EventType.CONSENT, 127)


def test_a_space_outside_belongs_to_one_recipient(world: World, hilde: CounsellorKeys) -> None:
    desk = enrolled(world, OMARS_DESK, AUTHORITY)
    reporter = world.report()
    sent(world, reporter, hilde)
    token = outside_token(world, reporter, desk)
    body = consent_body(world, reporter, token, rewrap=b64(own_record(world, reporter, desk, token)))
    assert give(world, reporter, body).status_code == 400
    sent(world, reporter, desk, space=3)
    assert len(packages_for(world, desk)) == 1


@pytest.mark.parametrize("wrong", ["case", "recipient", "expired", "scope", "signed", "replayed", "purpose"])
def test_no_other_token_lets_anything_out(world: World, hilde: CounsellorKeys, wrong: str) -> None:
    desk = enrolled(world, OMARS_DESK, AUTHORITY)
    reporter, other = world.report(), world.report()
    token = outside_token(world, reporter, hilde)
    record = own_record(world, reporter, hilde, token)
    scope: tuple[bytes, ...] = ()
    if wrong == "case":
        token = outside_token(world, other, hilde)
    elif wrong == "recipient":
        token = outside_token(world, reporter, desk)
    elif wrong == "expired":
        world.clock.day = world.clock.day.replace(month=12, day=30)
    elif wrong == "scope":
        world.write(reporter)
        token = outside_token(world, reporter, hilde)
    elif wrong == "signed":
        # Signed by the counsellor: its shape is right, and its author is not the reporter.
        body = bytearray(token)
        body[144:] = sign_duty(9, 0, 0, bytes(16), bytes(16), world.vera.identity_seed, bytes(32), 1, 0)[112:]
        token = bytes(body)
    elif wrong == "replayed":
        assert withdraw_unused(world, reporter, token)
    else:
        token = outside_token(world, reporter, hilde, purpose=Purpose.CONDITIONAL_EXTERNAL, duty=2)
    answer = give(world, reporter, consent_body(world, reporter, token, scope=scope, rewrap=b64(record)))
    assert answer.status_code in ({200, 400} if wrong == "replayed" else {400}), answer.text
    assert packages_for(world, hilde) == []


def withdraw_unused(world: World, reporter: Reporter, token: bytes) -> bool:
    """Give a token without a record and take it back; the same bytes must open nothing later."""
    assert give(world, reporter, consent_body(world, reporter, token)).status_code == 201
    assert withdraw(world, reporter, token).status_code == 201
    late = hand_over(world, reporter, token, record_for(world, reporter, hilde_of(world), token))
    return late.status_code == 400 and parse_token(token).purpose is Purpose.EXTERNAL


def hilde_of(world: World) -> CounsellorKeys:
    return world.make_keys(HILDE, 6)


def test_by_hand_the_reporter_says_so_and_the_counsellor_needs_the_reporters_message(world: World) -> None:
    reporter = world.report()
    place = (world.root.org_id, reporter.keys.case_id)
    day = day_of(world.clock.day)
    own = sign_duty(6, 1, 0, *place, reporter.keys.sign_seed, bytes(32), day, 0)
    assert contest(world, reporter, own).status_code == 201
    assert events_of(world, reporter)[-1] == (EventType.ROUTED_EXTERNAL, 0)
    path = f"/w/v1/cases/{reporter.keys.case_id.hex()}/statements"
    for flags, ref, status in (
        (1, bytes(32), 400),
        (0, world_hash(world, reporter), 400),
        (1, world_hash(world, reporter), 201),
    ):
        raw = sign_duty(6, flags, 0, *place, world.vera.identity_seed, ref, day, 0)
        assert world.as_counsellor("POST", path, {"statement": b64(raw)}).status_code == status


def test_the_reporter_may_name_an_own_message_that_says_when_and_where(sqlite_world: World) -> None:
    world, reporter = sqlite_world, sqlite_world.report()
    place, day = (world.root.org_id, reporter.keys.case_id), day_of(sqlite_world.clock.day)
    for ref, status in ((world_hash(world, reporter), 201), (b"\x01" * 32, 400)):
        raw = sign_duty(6, 1, 0, *place, reporter.keys.sign_seed, ref, day, 0)
        assert contest(world, reporter, raw).status_code == status


def world_hash(world: World, reporter: Reporter) -> bytes:
    found = world.store.read(lambda work: work.envelopes.hash_at(reporter.keys.case_id, 0, 0, 0))
    assert found is not None
    return found[0]
