"""Every wrong consent and every wrong record is refused, and changes nothing: the case stays where it was."""

import dataclasses
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from crypto.consent_make import sign_token
from crypto.consent_token import Purpose, parse_token
from crypto.encoding import b64
from tests.acts import file_of, mailbox_of, path_of
from tests.handing_over import (
    agree,
    consent_body,
    forged,
    give,
    hand_over,
    record_for,
    scope_of,
    token_for,
    withdraw,
)
from tests.people import VINCENT, Person
from tests.world import CounsellorKeys, Reporter, World

WILMA = Person("Wilma Bos", "internal; OO", "wilma", "een derde lange zin voor wilma")


@pytest.fixture
def others(sqlite_world: World) -> tuple[CounsellorKeys, CounsellorKeys]:
    made = sqlite_world.enrol(VINCENT), sqlite_world.enrol(WILMA)
    sqlite_world.publish()
    return made


def is_still_veras(world: World, reporter: Reporter) -> bool:
    """Nothing moved and nothing was recorded of moving."""
    found = file_of(world, reporter)
    return bool(found["assignee"] == b64(world.vera.identity_pk) and found["rewraps"] == [])


@pytest.mark.parametrize(
    "wrong",
    ["another case", "another scope", "a counsellor signed", "expired", "from the future", "nobody listed", "extern"],
)
def test_a_wrong_token_is_not_taken(
    sqlite_world: World, others: tuple[CounsellorKeys, CounsellorKeys], wrong: str
) -> None:
    world, (vincent, _) = sqlite_world, others
    reporter, other = world.report(), world.report()
    right = token_for(world, reporter, vincent)
    seed = reporter.keys.sign_seed
    token, scope = {
        "another case": (token_for(world, other, vincent), scope_of(world, other)),
        "another scope": (right, scope_of(world, other)),
        "a counsellor signed": (sign_token(parse_token(right), world.vera.identity_seed), ()),
        "expired": (sign_token(forged(right, issued=parse_token(right).issued - 40, expires=1), seed), ()),
        "from the future": (sign_token(forged(right, issued=parse_token(right).issued + 3), seed), ()),
        "nobody listed": (sign_token(forged(right, recipient_kid=b"\x01" * 16), seed), ()),
        "extern": (sign_token(forged(right, purpose=Purpose.EXTERNAL, space=2), seed), ()),
    }[wrong]
    answer = give(world, reporter, consent_body(world, reporter, token, scope=scope))
    assert (answer.status_code, answer.json()) == (400, {"error": "policy"})
    assert mailbox_of(world, reporter)["consents"] == []
    assert is_still_veras(world, reporter)


def test_a_scope_without_the_report_is_not_taken(
    sqlite_world: World, others: tuple[CounsellorKeys, CounsellorKeys]
) -> None:
    reporter = sqlite_world.report()
    sqlite_world.write(reporter)
    scope = scope_of(sqlite_world, reporter)[1:]
    token = token_for(sqlite_world, reporter, others[0], scope=scope)
    assert give(sqlite_world, reporter, consent_body(sqlite_world, reporter, token, scope=scope)).status_code == 400


@pytest.mark.usefixtures("others")
def test_the_counsellor_of_the_case_is_no_recipient(sqlite_world: World) -> None:
    reporter = sqlite_world.report()
    token = token_for(sqlite_world, reporter, sqlite_world.vera)
    assert give(sqlite_world, reporter, consent_body(sqlite_world, reporter, token)).status_code == 400


def test_a_token_is_kept_once_and_its_id_is_never_used_again(
    world: World,
) -> None:
    vincent = world.enrol(VINCENT)
    world.publish()
    reporter, other = world.report(), world.report()
    token = token_for(world, reporter, vincent)
    body = consent_body(world, reporter, token)
    assert [give(world, reporter, body).status_code for _ in range(2)] == [201, 200]
    assert len(mailbox_of(world, reporter)["consents"]) == 1
    again = token_for(world, other, vincent)
    stolen = sign_token(forged(again, token_id=parse_token(token).token_id), other.keys.sign_seed)
    assert give(world, other, consent_body(world, other, stolen)).status_code == 400


def test_one_consent_for_a_new_counsellor_stands_at_a_time(
    sqlite_world: World, others: tuple[CounsellorKeys, CounsellorKeys]
) -> None:
    world, (vincent, wilma) = sqlite_world, others
    reporter = world.report()
    first = agree(world, reporter, vincent)
    second = consent_body(world, reporter, token_for(world, reporter, wilma))
    assert give(world, reporter, second).status_code == 400
    assert withdraw(world, reporter, first).status_code == 201
    assert give(world, reporter, second).status_code == 201


WRONG_RECORDS: dict[str, Callable[[World, Reporter, bytes, Any], bytes]] = {
    "to another key": lambda world, reporter, token, who: record_for(
        world, reporter, who[1], token, said=forged(token, recipient_kid=who[1].box.kid)
    ),
    "fewer messages": lambda world, reporter, token, who: record_for(
        world,
        reporter,
        who[0],
        token,
        said=forged(
            token, scope=parse_token(token_for(world, reporter, who[0], scope=scope_of(world, reporter)[:1])).scope
        ),
        wanted=scope_of(world, reporter)[:1],
    ),
    "another token": lambda world, reporter, token, who: record_for(
        world, reporter, who[0], token, said=forged(token, token_id=b"\x09" * 16)
    ),
    "wrapped by another counsellor": lambda world, reporter, token, who: record_for(
        world, reporter, who[0], token, by=dataclasses.replace(world.vera, identity_seed=who[0].identity_seed)
    ),
}


def _of_another_case(world: World, _: Reporter, token: bytes, who: Any) -> bytes:
    other = world.report()
    said = parse_token(token_for(world, other, who[0]))
    return record_for(world, other, who[0], token, said=said)


WRONG_RECORDS["of another case"] = _of_another_case


@pytest.mark.parametrize("wrong", list(WRONG_RECORDS))
def test_a_record_that_is_not_exactly_what_was_allowed_is_refused(
    sqlite_world: World, others: tuple[CounsellorKeys, CounsellorKeys], wrong: str
) -> None:
    reporter = sqlite_world.report()
    sqlite_world.write(reporter)
    token = agree(sqlite_world, reporter, others[0])
    record = WRONG_RECORDS[wrong](sqlite_world, reporter, token, others)
    answer = hand_over(sqlite_world, reporter, token, record)
    assert (answer.status_code, answer.json()) == (400, {"error": "policy"})
    assert is_still_veras(sqlite_world, reporter)
    assert mailbox_of(sqlite_world, reporter)["consents"][0]["state"] == "given"


def test_a_wider_record_is_refused(sqlite_world: World, others: tuple[CounsellorKeys, CounsellorKeys]) -> None:
    reporter = sqlite_world.report()
    token = agree(sqlite_world, reporter, others[0])
    sqlite_world.write(reporter, "Dit kwam later.")
    wider = parse_token(token_for(sqlite_world, reporter, others[0])).scope
    record = record_for(sqlite_world, reporter, others[0], token, said=forged(token, scope=wider))
    assert hand_over(sqlite_world, reporter, token, record).status_code == 400
    exact = record_for(sqlite_world, reporter, others[0], token, wanted=scope_of(sqlite_world, reporter)[:1])
    assert hand_over(sqlite_world, reporter, token, exact).status_code == 201


@pytest.mark.parametrize("over", ["withdrawn", "expired", "retired", "unknown"])
def test_nothing_is_carried_out_on_a_consent_that_does_not_stand(
    sqlite_world: World, others: tuple[CounsellorKeys, CounsellorKeys], over: str
) -> None:
    reporter = sqlite_world.report()
    token = agree(sqlite_world, reporter, others[0])
    record = record_for(sqlite_world, reporter, others[0], token)
    if over == "withdrawn":
        assert [withdraw(sqlite_world, reporter, token).status_code for _ in range(2)] == [201, 200]
    elif over == "expired":
        sqlite_world.clock.day += timedelta(days=15)
    elif over == "retired":
        sqlite_world.set_state(others[0], "retired")
    else:
        token = sign_token(forged(token, token_id=b"\x08" * 16), reporter.keys.sign_seed)
    answer = hand_over(sqlite_world, reporter, token, record)
    assert (answer.status_code, answer.json()) == (400, {"error": "policy"})
    assert is_still_veras(sqlite_world, reporter)


def test_only_the_reporter_withdraws_and_only_what_stands(
    sqlite_world: World, others: tuple[CounsellorKeys, CounsellorKeys]
) -> None:
    reporter = sqlite_world.report()
    token = agree(sqlite_world, reporter, others[0])
    assert withdraw(sqlite_world, reporter, token, seed=sqlite_world.vera.identity_seed).status_code == 400
    hand_over(sqlite_world, reporter, token, record_for(sqlite_world, reporter, others[0], token))
    assert withdraw(sqlite_world, reporter, token).status_code == 400
    assert mailbox_of(sqlite_world, reporter)["consents"][0]["state"] == "used"


def test_a_repeated_record_does_it_once_and_a_former_counsellor_does_nothing(world: World) -> None:
    vincent = world.enrol(VINCENT)
    world.publish()
    reporter = world.report()
    token = agree(world, reporter, vincent)
    record = record_for(world, reporter, vincent, token)
    assert [hand_over(world, reporter, token, record).status_code for _ in range(2)] == [201, 200]
    another = record_for(world, reporter, vincent, token)
    assert hand_over(world, reporter, token, another).status_code == 404
    assert world.answer(reporter, world.answer_body(reporter)).status_code == 404
    assert world.as_counsellor("GET", path_of(reporter)).status_code == 404


def test_a_follow_up_is_sealed_to_the_new_counsellor(
    sqlite_world: World, others: tuple[CounsellorKeys, CounsellorKeys]
) -> None:
    reporter = sqlite_world.report()
    token = agree(sqlite_world, reporter, others[0])
    hand_over(sqlite_world, reporter, token, record_for(sqlite_world, reporter, others[0], token))
    assert sqlite_world.write(reporter).json() == {"error": "policy"}
    envelope = sqlite_world.seal_from_reporter(reporter, "Dag.", to=others[0])
    body = sqlite_world.message_body(reporter) | {"envelope": b64(envelope)}
    assert sqlite_world.as_reporter("POST", "/r/v1/messages", body, token=reporter.token).status_code == 201
