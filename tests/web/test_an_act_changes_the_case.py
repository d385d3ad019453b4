"""Signed acts of the counsellor: each is checked, kept, changes the days of the case, and becomes an event."""

from datetime import timedelta

import pytest

from crypto.encoding import b64, unb64
from crypto.primitives import hash_
from crypto.tree import EventType
from tests.acts import (
    ACK,
    CLOSED,
    FEEDBACK,
    NOT_A_REPORT,
    PLAN,
    UNABLE,
    ZEROS,
    act,
    act_body,
    alone,
    done,
    due_of,
    events_of,
    file_of,
    mailbox_of,
    path_of,
    signed,
)
from tests.people import VINCENT
from tests.world import World


def test_a_case_goes_from_receipt_to_closure(world: World) -> None:
    reporter = world.report()
    done(world, reporter, ACK, PLAN, FEEDBACK, CLOSED)
    day = world.clock.day.isoformat()
    (item,) = world.as_counsellor("GET", "/w/v1/cases").json()["cases"]
    for told in (item, file_of(world, reporter), mailbox_of(world, reporter)):
        days = [told[name] for name in ("feedbackOn", "closedOn", "dismissedOn", "unableOn", "missed")]
        assert days == [day, day, None, None, []]
    kinds = [kind for kind, _ in events_of(world, reporter)]
    assert kinds == [EventType.RECEIVED, EventType.ACK, EventType.FEEDBACK, EventType.CLOSED]


def test_a_statement_is_in_the_log_by_its_hash_and_its_signer(sqlite_world: World) -> None:
    reporter = sqlite_world.report()
    done(sqlite_world, reporter, ACK)
    statement = unb64(file_of(sqlite_world, reporter)["duties"][0])
    event = sqlite_world.store.read(lambda work: work.events.of_case(reporter.keys.case_id))[1]
    assert hash_("duty", statement) in event.event
    assert event.due_on == sqlite_world.clock.day + timedelta(days=7)


def test_a_case_is_closed_with_a_statement_alone(sqlite_world: World) -> None:
    reporter = sqlite_world.report()
    done(sqlite_world, reporter, ACK, FEEDBACK)
    statement = signed(sqlite_world, reporter, CLOSED, ZEROS)
    first, again = (alone(sqlite_world, reporter, statement) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json() == {"receivedOn": sqlite_world.clock.day.isoformat()}
    assert len(file_of(sqlite_world, reporter)["duties"]) == 3
    assert [kind for kind, _ in events_of(sqlite_world, reporter)].count(EventType.CLOSED) == 1


@pytest.mark.parametrize("reason", [1, 2, 3, 4, 5])
def test_no_report_takes_the_place_of_both_duties(sqlite_world: World, reason: int) -> None:
    reporter = sqlite_world.report()
    assert act(sqlite_world, reporter, NOT_A_REPORT, detail=reason).status_code == 201
    sqlite_world.clock.day += timedelta(days=200)
    found = file_of(sqlite_world, reporter)
    assert (found["missed"], found["feedbackOn"]) == ([], None)
    assert found["dismissedOn"] is not None
    assert events_of(sqlite_world, reporter)[-1] == (EventType.DISMISSED, reason)
    assert act(sqlite_world, reporter, CLOSED).status_code == 201


def test_who_cannot_go_on_says_so_and_the_duties_stay(sqlite_world: World) -> None:
    reporter = sqlite_world.report()
    done(sqlite_world, reporter, UNABLE)
    sqlite_world.clock.day += timedelta(days=8)
    found = file_of(sqlite_world, reporter)
    assert found["unableOn"] is not None
    assert [one["duty"] for one in found["missed"]] == [ACK]
    assert act(sqlite_world, reporter, UNABLE).json() == {"error": "policy"}


def test_a_repeated_act_doubles_nothing(world: World) -> None:
    reporter = world.report()
    body = act_body(world, reporter, ACK)
    assert [world.answer(reporter, body).status_code for _ in range(3)] == [201, 200, 200]
    assert len(file_of(world, reporter)["duties"]) == 1
    assert len(events_of(world, reporter)) == 2


@pytest.mark.parametrize("before", [(), (ACK,)])
def test_nothing_is_closed_before_feedback(world: World, before: tuple[int, ...]) -> None:
    reporter = world.report()
    done(world, reporter, *before)
    kept = file_of(world, reporter)
    assert act(world, reporter, CLOSED).json() == {"error": "policy"}
    assert alone(world, reporter, signed(world, reporter, CLOSED, ZEROS)).json() == {"error": "policy"}
    found = file_of(world, reporter)
    assert found["closedOn"] is None
    assert (found["duties"], len(found["envelopes"])) == (kept["duties"], len(kept["envelopes"]))


def test_advice_is_closed_without_feedback(sqlite_world: World) -> None:
    reporter = sqlite_world.report(track=1)
    assert act(sqlite_world, reporter, CLOSED).status_code == 201


@pytest.mark.parametrize(
    ("before", "refused"),
    [
        ((), FEEDBACK),
        ((ACK,), ACK),
        ((ACK, FEEDBACK), FEEDBACK),
        ((ACK, FEEDBACK), NOT_A_REPORT),
        ((NOT_A_REPORT,), NOT_A_REPORT),
        ((ACK, FEEDBACK, CLOSED), CLOSED),
        ((ACK, FEEDBACK, CLOSED), PLAN),
        ((NOT_A_REPORT, CLOSED), ACK),
    ],
)
def test_an_act_out_of_order_is_refused(sqlite_world: World, before: tuple[int, ...], refused: int) -> None:
    reporter = sqlite_world.report()
    done(sqlite_world, reporter, *before)
    assert act(sqlite_world, reporter, refused).json() == {"error": "policy"}
    assert len(file_of(sqlite_world, reporter)["duties"]) == len(before)


def test_feedback_names_its_own_last_day(sqlite_world: World) -> None:
    reporter = sqlite_world.report()
    done(sqlite_world, reporter, ACK)
    right = act_body(sqlite_world, reporter, FEEDBACK)
    limit = due_of(sqlite_world, reporter, FEEDBACK)
    for due in (0, limit - 1, limit + 1):
        wrong = act_body(sqlite_world, reporter, FEEDBACK, due=due)
        assert sqlite_world.answer(reporter, wrong).json() == {"error": "policy"}
    assert sqlite_world.answer(reporter, right).status_code == 201


def test_another_counsellor_cannot_act(sqlite_world: World) -> None:
    reporter = sqlite_world.report()
    vincent = sqlite_world.enrol(VINCENT)
    sqlite_world.publish()
    body = act_body(sqlite_world, reporter, ACK)
    forged = act_body(sqlite_world, reporter, ACK, who=vincent)["duty"]
    assert sqlite_world.answer(reporter, body | {"duty": forged}).json() == {"error": "policy"}
    statement = b64(signed(sqlite_world, reporter, CLOSED, ZEROS))
    path = f"{path_of(reporter)}/statements"
    assert sqlite_world.as_counsellor("POST", path, {"statement": statement}, who=vincent).status_code == 404


def test_a_revoked_counsellor_closes_nothing(sqlite_world: World) -> None:
    reporter = sqlite_world.report()
    done(sqlite_world, reporter, ACK, FEEDBACK)
    sqlite_world.set_state(sqlite_world.vera, "revoked")
    answer = alone(sqlite_world, reporter, signed(sqlite_world, reporter, CLOSED, ZEROS))
    assert answer.json() == {"error": "policy"}


@pytest.mark.parametrize("kind", [ACK, FEEDBACK, PLAN, UNABLE, NOT_A_REPORT])
def test_what_needs_a_message_does_not_come_alone(sqlite_world: World, kind: int) -> None:
    reporter = sqlite_world.report()
    statement = unb64(act_body(sqlite_world, reporter, kind)["duty"])
    assert alone(sqlite_world, reporter, statement).json() == {"error": "policy"}


def test_a_closure_alone_speaks_of_nothing(sqlite_world: World) -> None:
    reporter = sqlite_world.report()
    done(sqlite_world, reporter, ACK, FEEDBACK)
    statement = signed(sqlite_world, reporter, CLOSED, b"\x01" * 32)
    assert alone(sqlite_world, reporter, statement).json() == {"error": "policy"}
    assert file_of(sqlite_world, reporter)["closedOn"] is None


def test_yesterdays_statement_is_refused(sqlite_world: World) -> None:
    reporter = sqlite_world.report()
    done(sqlite_world, reporter, ACK, FEEDBACK)
    yesterday = sqlite_world.clock.day - timedelta(days=1)
    statement = signed(sqlite_world, reporter, CLOSED, ZEROS, day=yesterday)
    assert alone(sqlite_world, reporter, statement).json() == {"error": "policy"}


def test_a_miss_stands_in_the_log_before_the_late_act(sqlite_world: World) -> None:
    reporter = sqlite_world.report()
    sqlite_world.clock.day += timedelta(days=9)
    done(sqlite_world, reporter, ACK)
    assert events_of(sqlite_world, reporter) == [
        (EventType.RECEIVED, 0),
        (EventType.DEADLINE_MISSED, ACK),
        (EventType.ACK, 0),
    ]
    assert file_of(sqlite_world, reporter)["missed"] == [{"duty": ACK, "due": "2026-11-30"}]
    done(sqlite_world, reporter, FEEDBACK)
    assert [kind for kind, _ in events_of(sqlite_world, reporter)].count(EventType.DEADLINE_MISSED) == 1


def test_closed_cases_come_last_in_the_worklist(sqlite_world: World) -> None:
    closed, advice, fresh = sqlite_world.report(), sqlite_world.report(track=1), sqlite_world.report()
    done(sqlite_world, closed, ACK, FEEDBACK, CLOSED)
    ids = [item["caseId"] for item in sqlite_world.as_counsellor("GET", "/w/v1/cases").json()["cases"]]
    assert ids == [b64(one.keys.case_id) for one in (fresh, advice, closed)]
