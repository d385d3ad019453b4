"""The conditional route and the prepared deputy: released on a recorded, logged miss, and on nothing else."""

from datetime import date

import pytest

from crypto.consent_token import Purpose, parse_token
from crypto.encoding import day_of, unb64
from crypto.primitives import hash_
from crypto.release import verify_release
from crypto.tree import EventType
from tests.acts import (
    ACK,
    DISPUTE,
    UNABLE,
    act,
    alone,
    contest,
    contest_of,
    done,
    events_of,
    mailbox_of,
    path_of,
    signed,
)
from tests.going_outside import HILDE, enrolled, fetch, opened, packages_for, pass_days, prepare
from tests.handing_over import withdraw
from tests.people import VINCENT
from tests.world import CounsellorKeys, World

RELEASED_ON = date(2026, 12, 3)
"""Of a report of 23 November: due on the 30th, recorded on 1 December, and two days to take it back."""
TO_MISS = 8
DEPUTY = Purpose.PREPARED_DEPUTY


@pytest.fixture
def hilde(world: World) -> CounsellorKeys:
    return enrolled(world, HILDE)


@pytest.fixture
def vincent(world: World) -> CounsellorKeys:
    made = world.enrol(VINCENT)
    world.publish()
    return made


def test_a_silent_employer_opens_the_route_and_the_note_proves_why(world: World, hilde: CounsellorKeys) -> None:
    reporter = world.report("Het begin.")
    token = prepare(world, reporter, hilde)
    pass_days(world, TO_MISS + 1)
    assert packages_for(world, hilde) == []
    pass_days(world, 1)
    assert world.clock.day == RELEASED_ON
    (listed,) = packages_for(world, hilde)
    assert (listed["state"], listed["wasReleased"]) == ("waiting", True)
    (seen,) = mailbox_of(world, reporter)["packages"]
    assert (seen["state"], seen["tokenId"]) == (
        "waiting",
        listed and mailbox_of(world, reporter)["consents"][0]["tokenId"],
    )
    assert mailbox_of(world, reporter)["consents"][0]["state"] == "released"
    answer = fetch(world, hilde, listed["id"]).json()
    package = opened(world, hilde, answer)
    assert b"Het begin." in package.messages[0].body
    today, report_day = day_of(world.clock.day), package.messages[0].day
    release = verify_release(
        answer["releaseNote"], world.root, package.token, package.rewrap.hash, answer["proof"], today, report_day
    )
    assert (release.duty, release.released) == ("ack", day_of(RELEASED_ON))
    assert events_of(world, reporter)[-1] == (EventType.ROUTED_EXTERNAL, 6)
    assert parse_token(token).hash == hash_("consent-token", token)


def test_what_was_done_in_time_opens_nothing(world: World, hilde: CounsellorKeys) -> None:
    reporter = world.report()
    prepare(world, reporter, hilde)
    done(world, reporter, ACK)
    pass_days(world, TO_MISS + 4)
    assert packages_for(world, hilde) == []


def test_taken_back_in_the_two_days_it_is_gone_for_good(world: World, hilde: CounsellorKeys) -> None:
    reporter = world.report()
    token = prepare(world, reporter, hilde)
    pass_days(world, TO_MISS + 1)
    assert withdraw(world, reporter, token).status_code == 201
    pass_days(world, 2)
    assert packages_for(world, hilde) == []
    (consent,) = mailbox_of(world, reporter)["consents"]
    assert (consent["state"], unb64(consent["token"]), consent["scope"]) == ("withdrawn", bytes(208), [])
    assert mailbox_of(world, reporter)["rewraps"] == []
    assert (EventType.CONSENT, 127) in events_of(world, reporter)


def test_taken_back_too_late_is_said_and_counts_for_the_future(world: World, hilde: CounsellorKeys) -> None:
    reporter = world.report()
    token = prepare(world, reporter, hilde)
    pass_days(world, TO_MISS + 2)
    late = withdraw(world, reporter, token)
    assert (late.status_code, late.json()) == (409, {"error": "already-released"})
    assert events_of(world, reporter)[-1] == (EventType.CONSENT, 127)
    (listed,) = packages_for(world, hilde)
    assert listed["state"] == "withdrawn"
    assert fetch(world, hilde, listed["id"]).status_code == 400
    assert withdraw(world, reporter, token).status_code == 409
    assert events_of(world, reporter).count((EventType.CONSENT, 127)) == 1


def test_a_dispute_suspends_until_the_reporter_contests_it(world: World, hilde: CounsellorKeys) -> None:
    reporter = world.report()
    assert world.answer(reporter, world.answer_body(reporter)).status_code == 201
    prepare(world, reporter, hilde)
    pass_days(world, TO_MISS)
    sent = world.store.read(lambda work: work.envelopes.hash_at(reporter.keys.case_id, 0, 1, 0))
    assert sent is not None
    disputed = alone(world, reporter, signed(world, reporter, DISPUTE, sent[0]))
    assert disputed.status_code == 201, disputed.text
    pass_days(world, 3)
    assert packages_for(world, hilde) == []
    assert mailbox_of(world, reporter)["consents"][0]["state"] == "suspended"
    assert contest(world, reporter, contest_of(world, reporter, DISPUTE)).status_code == 201
    assert mailbox_of(world, reporter)["consents"][0]["state"] == "given"
    pass_days(world, 1)
    assert [one["state"] for one in packages_for(world, hilde)] == ["waiting"]


@pytest.mark.parametrize("state", ["retired", "revoked"])
def test_a_recipient_who_is_gone_gets_nothing(world: World, hilde: CounsellorKeys, state: str) -> None:
    reporter = world.report()
    prepare(world, reporter, hilde)
    world.set_state(hilde, state)
    pass_days(world, TO_MISS + 4)
    assert packages_for(world, hilde) == []
    (consent,) = mailbox_of(world, reporter)["consents"]
    assert (consent["state"] == "expired") == (state == "revoked")


def test_an_item_ends_on_its_last_day(world: World, hilde: CounsellorKeys) -> None:
    reporter = world.report()
    prepare(world, reporter, hilde, life=TO_MISS + 1)
    pass_days(world, TO_MISS + 2)
    assert packages_for(world, hilde) == []
    (consent,) = mailbox_of(world, reporter)["consents"]
    assert (consent["state"], unb64(consent["token"])) == ("expired", bytes(208))


def test_a_deputy_holds_the_case_after_six_silent_days_and_no_duty_is_counted_as_missed(
    world: World, vincent: CounsellorKeys
) -> None:
    reporter = world.report("Het begin.", track=1)
    prepare(world, reporter, vincent, purpose=DEPUTY)
    pass_days(world, 5)
    assert (EventType.DEADLINE_MISSED, 0) not in events_of(world, reporter)
    pass_days(world, 1)
    assert events_of(world, reporter)[-1] == (EventType.DEADLINE_MISSED, 0)
    assert world.as_counsellor("GET", path_of(reporter)).status_code == 200
    assert mailbox_of(world, reporter)["missed"] == []
    pass_days(world, 1)
    assert world.as_counsellor("GET", path_of(reporter)).status_code == 404
    found = world.as_counsellor("GET", path_of(reporter), who=vincent).json()
    assert found["missed"] == []
    assert events_of(world, reporter)[-1] == (EventType.HANDOVER, 7)
    (listed,) = packages_for(world, vincent)
    package = opened(world, vincent, fetch(world, vincent, listed["id"]).json())
    assert b"Het begin." in package.messages[0].body


def test_a_deputy_comes_in_on_a_signed_inability(world: World, vincent: CounsellorKeys) -> None:
    reporter = world.report()
    prepare(world, reporter, vincent, purpose=DEPUTY)
    done(world, reporter, ACK)
    pass_days(world, 1)
    assert act(world, reporter, UNABLE).status_code == 201
    pass_days(world, 1)
    assert world.as_counsellor("GET", path_of(reporter), who=vincent).status_code == 200


def test_without_a_prepared_deputy_five_days_are_not_logged(world: World) -> None:
    reporter = world.report()
    pass_days(world, 7)
    assert (EventType.DEADLINE_MISSED, 0) not in events_of(world, reporter)
