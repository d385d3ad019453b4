"""Every wrong consent and every wrong record to release a case is refused, and nobody is let in."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from crypto.consent_make import sign_token
from crypto.consent_token import Purpose, parse_token
from tests.acts import mailbox_of
from tests.handing_over import (
    ask,
    consent_body,
    forged,
    give,
    hand_over,
    record_for,
    request_body,
    scope_of,
    token_for,
    withdraw,
)
from tests.people import VINCENT, Person
from tests.releasing import move, officer, owner_of, path_of, release, release_token, released
from tests.world import CounsellorKeys, Reporter, World

BAS = Person("Bas Kok", "", "bas", "een zin die bas goed onthoudt")


@pytest.fixture
def officers(sqlite_world: World) -> tuple[CounsellorKeys, CounsellorKeys]:
    return officer(sqlite_world), officer(sqlite_world, BAS)


def nobody_is_in(world: World, reporter: Reporter, officers: tuple[CounsellorKeys, ...]) -> bool:
    a_case = world.store.read(lambda work: work.cases.view(reporter.keys.case_id))
    assert a_case is not None
    seen = [world.as_counsellor("GET", path_of(reporter), who=who).status_code for who in officers]
    lists = [world.as_counsellor("GET", "/w/v1/released-cases", who=who).json()["cases"] for who in officers]
    mailbox = mailbox_of(world, reporter)
    return (a_case.released_on, seen, lists, mailbox["spaces"], mailbox["rewraps"]) == (
        None,
        [404] * len(officers),
        [[]] * len(officers),
        [],
        [],
    )


@pytest.mark.parametrize(
    "wrong",
    [
        "another case",
        "another scope",
        "a counsellor signed",
        "expired",
        "too long",
        "from the future",
        "nobody listed",
        "a counsellor's key",
        "counsellor's space",
        "a space outside",
        "another purpose",
        "only what the counsellor wrote",
    ],
)
def test_a_wrong_token_is_not_taken(
    sqlite_world: World, officers: tuple[CounsellorKeys, CounsellorKeys], wrong: str
) -> None:
    world, (carla, _) = sqlite_world, officers
    reporter, other = world.report(), world.report()
    assert world.answer(reporter, world.answer_body(reporter)).status_code == 201
    right, seed = release_token(world, reporter, carla), reporter.keys.sign_seed
    summary = scope_of(world, reporter)[1:]

    def changed(**members: Any) -> bytes:
        return sign_token(forged(right, **members), seed)

    issued = parse_token(right).issued
    token, scope = {
        "another case": (release_token(world, other, carla), scope_of(world, other)),
        "another scope": (right, scope_of(world, other)),
        "a counsellor signed": (sign_token(parse_token(right), world.vera.identity_seed), ()),
        "expired": (changed(issued=issued - 30, expires=issued - 1), ()),
        "too long": (changed(expires=issued + 32), ()),
        "from the future": (changed(issued=issued + 3), ()),
        "nobody listed": (changed(recipient_kid=b"\x01" * 16), ()),
        "a counsellor's key": (
            changed(recipient_id=world.vera.identity_pk, recipient_kid=world.vera.box.kid),
            (),
        ),
        "counsellor's space": (changed(space=0), ()),
        "a space outside": (changed(space=2), ()),
        "another purpose": (changed(purpose=Purpose.HAND_OVER), ()),
        "only what the counsellor wrote": (release_token(world, reporter, carla, scope=summary), summary),
    }[wrong]
    answer = give(world, reporter, consent_body(world, reporter, token, scope=scope))
    assert (answer.status_code, answer.json()) == (400, {"error": "policy"})
    assert mailbox_of(world, reporter)["consents"] == []
    assert nobody_is_in(world, reporter, officers)


def _made_by(world: World, reporter: Reporter, token: bytes, who: Any) -> bytes:
    return record_for(world, reporter, who[0], token, by=replace(world.vera, identity_seed=who[0].identity_seed))


def _scope(world: World, reporter: Reporter, who: Any, count: int) -> bytes:
    return parse_token(release_token(world, reporter, who[0], scope=scope_of(world, reporter)[:count])).scope


WRONG_RECORDS: dict[str, Callable[[World, Reporter, bytes, Any], bytes]] = {
    "to another officer": lambda world, reporter, token, who: record_for(
        world, reporter, who[1], token, said=forged(token, recipient_kid=who[1].box.kid)
    ),
    "of another token": lambda world, reporter, token, who: record_for(
        world, reporter, who[0], token, said=forged(token, token_id=b"\x09" * 16)
    ),
    "made by an officer": _made_by,
    "narrower": lambda world, reporter, token, who: record_for(
        world,
        reporter,
        who[0],
        token,
        said=forged(token, scope=_scope(world, reporter, who, 1)),
        wanted=scope_of(world, reporter)[:1],
    ),
}


@pytest.mark.parametrize("wrong", list(WRONG_RECORDS))
def test_a_record_that_is_not_exactly_what_was_allowed_is_refused(
    sqlite_world: World, officers: tuple[CounsellorKeys, CounsellorKeys], wrong: str
) -> None:
    world = sqlite_world
    reporter = world.report()
    world.write(reporter)
    token = release_token(world, reporter, officers[0])
    assert give(world, reporter, consent_body(world, reporter, token)).status_code == 201
    record = WRONG_RECORDS[wrong](world, reporter, token, officers)
    answer = hand_over(world, reporter, token, record)
    assert (answer.status_code, answer.json()) == (400, {"error": "policy"})
    assert nobody_is_in(world, reporter, officers)
    assert mailbox_of(world, reporter)["consents"][0]["state"] == "given"


def test_a_wider_record_is_refused(sqlite_world: World, officers: tuple[CounsellorKeys, CounsellorKeys]) -> None:
    world = sqlite_world
    reporter = world.report()
    token = release_token(world, reporter, officers[0])
    assert give(world, reporter, consent_body(world, reporter, token)).status_code == 201
    world.write(reporter, "Dit kwam later.")
    wider = forged(token, scope=_scope(world, reporter, officers, 2))
    assert (
        hand_over(world, reporter, token, record_for(world, reporter, officers[0], token, said=wider)).status_code
        == 400
    )
    assert nobody_is_in(world, reporter, officers)


@pytest.mark.parametrize("over", ["withdrawn", "expired", "retired", "unknown", "of another case"])
def test_nothing_is_carried_out_on_a_consent_that_does_not_stand(
    sqlite_world: World, officers: tuple[CounsellorKeys, CounsellorKeys], over: str
) -> None:
    world = sqlite_world
    reporter, other = world.report(), world.report()
    token = release_token(world, reporter, officers[0])
    assert give(world, reporter, consent_body(world, reporter, token)).status_code == 201
    record, named = record_for(world, reporter, officers[0], token), reporter
    if over == "withdrawn":
        assert withdraw(world, reporter, token).status_code == 201
    elif over == "expired":
        world.clock.day += timedelta(days=15)
    elif over == "retired":
        world.set_state(officers[0], "retired")
    elif over == "unknown":
        token = sign_token(forged(token, token_id=b"\x08" * 16), reporter.keys.sign_seed)
    else:
        named = other
    assert hand_over(world, named, token, record).status_code == 400
    assert nobody_is_in(world, reporter, officers)
    assert nobody_is_in(world, other, officers)


def test_a_used_token_is_not_taken_again_and_cannot_be_taken_back(
    sqlite_world: World, officers: tuple[CounsellorKeys, CounsellorKeys]
) -> None:
    world = sqlite_world
    reporter = world.report()
    token = release_token(world, reporter, officers[0])
    body = consent_body(world, reporter, token)
    assert [give(world, reporter, body).status_code for _ in range(2)] == [201, 200]
    assert hand_over(world, reporter, token, record_for(world, reporter, officers[0], token)).status_code == 201
    again = record_for(world, reporter, officers[0], token)
    assert hand_over(world, reporter, token, again).status_code == 400
    assert withdraw(world, reporter, token).status_code == 400
    moved = sign_token(forged(token, recipient_id=officers[1].identity_pk), reporter.keys.sign_seed)
    assert give(world, reporter, consent_body(world, reporter, moved)).status_code == 400
    assert world.as_counsellor("GET", path_of(reporter), who=officers[1]).status_code == 404


@pytest.mark.parametrize("state", ["advice", "closed"])
def test_what_is_no_open_report_is_not_released(
    sqlite_world: World, officers: tuple[CounsellorKeys, CounsellorKeys], state: str
) -> None:
    world = sqlite_world
    reporter = world.report(track=1 if state == "advice" else 2)
    if state == "closed":
        day = world.clock.day
        world.store.write(lambda work: _close(work, reporter, day))
    token = release_token(world, reporter, officers[0])
    assert give(world, reporter, consent_body(world, reporter, token)).status_code == 400
    assert ask(world, reporter, request_body(world, reporter, officers[0], purpose=5, space=1)).status_code == 400
    assert nobody_is_in(world, reporter, officers)


def _close(work: Any, reporter: Reporter, day: Any) -> None:
    a_case = work.cases.view(reporter.keys.case_id)
    work.cases.note_act(replace(a_case, acknowledged_on=day, feedback_on=day, closed_on=day), day)


def test_who_talks_in_confidence_never_investigates(sqlite_world: World) -> None:
    """One account with both roles: neither a release to the counsellor, nor a hand-over to the officer."""
    world = sqlite_world
    carla, vincent = officer(world), world.enrol(VINCENT)
    world.publish()
    reporter = world.report()
    own = owner_of(world, carla)
    move(world, carla, owner_of(world, world.vera))
    token = release_token(world, reporter, carla)
    assert give(world, reporter, consent_body(world, reporter, token)).status_code == 400
    move(world, carla, own)
    assert give(world, reporter, consent_body(world, reporter, token)).status_code == 201
    assert hand_over(world, reporter, token, record_for(world, reporter, carla, token)).status_code == 201
    move(world, vincent, own)
    over = token_for(world, reporter, vincent)
    assert give(world, reporter, consent_body(world, reporter, over)).status_code == 400


def test_no_deputy_of_a_case_officer_is_let_in_by_a_consent_that_nothing_carries_out(
    sqlite_world: World, officers: tuple[CounsellorKeys, CounsellorKeys]
) -> None:
    world, (carla, bas) = sqlite_world, officers
    reporter = released(world, carla)
    token = token_for(world, reporter, bas, purpose=Purpose.DEPUTY, space=1)
    assert give(world, reporter, consent_body(world, reporter, token)).json() == {"error": "policy"}
    assert ask(world, reporter, request_body(world, reporter, bas, purpose=3, space=1)).json() == {"error": "policy"}
    assert world.as_counsellor("GET", path_of(reporter), who=bas).status_code == 404
    # Who is away or leaves is followed by a release to the next officer, on the reporter's word.
    release(world, reporter, bas)
    assert world.as_counsellor("GET", path_of(reporter), who=carla).status_code == 404
    assert world.as_counsellor("GET", path_of(reporter), who=bas).status_code == 200
