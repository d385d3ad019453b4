"""A reporter contests what claims to be an acknowledgement, feedback or a dismissal: then it was not given."""

from datetime import timedelta

import pytest

from crypto.duty import sign_duty
from crypto.encoding import b64, day_of, unb64
from crypto.primitives import hash_
from crypto.tree import EventType
from tests.acts import (
    ACK,
    CLOSED,
    CONTEST,
    FEEDBACK,
    NOT_A_REPORT,
    PLAN,
    UNABLE,
    act,
    contest,
    contest_of,
    done,
    events_of,
    file_of,
    mailbox_of,
    signed,
)
from tests.world import World


@pytest.mark.parametrize(
    ("acts", "claim", "name"),
    [
        ((ACK, FEEDBACK, CLOSED), ACK, "acknowledgedOn"),
        ((ACK, FEEDBACK, CLOSED), FEEDBACK, "feedbackOn"),
        ((NOT_A_REPORT, CLOSED), NOT_A_REPORT, "dismissedOn"),
    ],
)
def test_a_contested_claim_counts_as_not_given(world: World, acts: tuple[int, ...], claim: int, name: str) -> None:
    reporter = world.report()
    done(world, reporter, *acts)
    statement = contest_of(world, reporter, claim)
    named = b64(statement[72:104])
    assert contest(world, reporter, statement).status_code == 201
    (item,) = world.as_counsellor("GET", "/w/v1/cases").json()["cases"]
    assert (item[name], item["closedOn"]) == (None, None)
    assert file_of(world, reporter)["contested"] == mailbox_of(world, reporter)["contested"] == [named]
    assert events_of(world, reporter)[-1] == (EventType.CONTEST, 0)


def test_a_contest_is_kept_once(world: World) -> None:
    reporter = world.report()
    done(world, reporter, ACK)
    statement = contest_of(world, reporter, ACK)
    answers = [contest(world, reporter, statement) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 200, 200]
    assert answers[0].json() == answers[2].json()
    assert [kind for kind, _ in events_of(world, reporter)].count(EventType.CONTEST) == 1
    assert len(file_of(world, reporter)["duties"]) == 2


def test_what_was_contested_can_be_given_again(sqlite_world: World) -> None:
    reporter = sqlite_world.report()
    done(sqlite_world, reporter, ACK, FEEDBACK)
    contest(sqlite_world, reporter, contest_of(sqlite_world, reporter, FEEDBACK))
    assert act(sqlite_world, reporter, CLOSED).json() == {"error": "policy"}
    sqlite_world.clock.day += timedelta(days=1)
    done(sqlite_world, reporter, FEEDBACK, CLOSED)
    again = contest_of(sqlite_world, reporter, FEEDBACK)
    assert contest(sqlite_world, reporter, again).status_code == 201
    assert len(file_of(sqlite_world, reporter)["contested"]) == 2


def test_a_claim_that_was_contested_is_not_contested_again(sqlite_world: World) -> None:
    reporter = sqlite_world.report()
    done(sqlite_world, reporter, ACK)
    contest(sqlite_world, reporter, contest_of(sqlite_world, reporter, ACK))
    first = file_of(sqlite_world, reporter)["duties"][0]
    sqlite_world.clock.day += timedelta(days=1)
    done(sqlite_world, reporter, ACK)
    again = signed(sqlite_world, reporter, CONTEST, hash_("duty", unb64(first)))
    assert contest(sqlite_world, reporter, again).json() == {"error": "policy"}
    (item,) = sqlite_world.as_counsellor("GET", "/w/v1/cases").json()["cases"]
    assert item["acknowledgedOn"] == sqlite_world.clock.day.isoformat()


def test_a_contest_after_the_last_day_makes_a_miss_at_once(sqlite_world: World) -> None:
    reporter = sqlite_world.report()
    done(sqlite_world, reporter, ACK)
    sqlite_world.clock.day += timedelta(days=30)
    assert mailbox_of(sqlite_world, reporter)["missed"] == []
    contest(sqlite_world, reporter, contest_of(sqlite_world, reporter, ACK))
    assert mailbox_of(sqlite_world, reporter)["missed"] == [{"duty": ACK, "due": "2026-11-30"}]
    assert events_of(sqlite_world, reporter)[-2:] == [(EventType.CONTEST, 0), (EventType.DEADLINE_MISSED, ACK)]


@pytest.mark.parametrize(("acts", "named"), [((PLAN,), PLAN), ((UNABLE,), UNABLE), ((ACK, FEEDBACK, CLOSED), CLOSED)])
def test_nothing_else_is_contested(sqlite_world: World, acts: tuple[int, ...], named: int) -> None:
    reporter = sqlite_world.report()
    done(sqlite_world, reporter, *acts)
    before = file_of(sqlite_world, reporter)
    statement = contest_of(sqlite_world, reporter, named)
    assert contest(sqlite_world, reporter, statement).json() == {"error": "policy"}
    assert file_of(sqlite_world, reporter) == before


def test_a_contest_of_a_statement_that_is_not_there_is_refused(sqlite_world: World) -> None:
    reporter, other = sqlite_world.report(), sqlite_world.report()
    done(sqlite_world, other, ACK)
    named = hash_("duty", unb64(file_of(sqlite_world, other)["duties"][0]))
    for ref in (named, bytes(32), b"\x01" * 32):
        statement = signed(sqlite_world, reporter, CONTEST, ref)
        assert contest(sqlite_world, reporter, statement).json() == {"error": "policy"}
    assert file_of(sqlite_world, reporter)["duties"] == []


def test_only_the_reporter_contests_and_only_contests(sqlite_world: World) -> None:
    reporter = sqlite_world.report()
    done(sqlite_world, reporter, ACK)
    named = contest_of(sqlite_world, reporter, ACK)[72:104]
    org, case_id, day = sqlite_world.root.org_id, reporter.keys.case_id, day_of(sqlite_world.clock.day)
    by_vera = sign_duty(CONTEST, 0, 0, org, case_id, sqlite_world.vera.identity_seed, named, day, 0)
    by_reporter = sign_duty(CLOSED, 0, 0, org, case_id, reporter.keys.sign_seed, bytes(32), day, 0)
    closed = sign_duty(CLOSED, 0, 0, org, case_id, sqlite_world.vera.identity_seed, bytes(32), day, 0)
    for statement in (by_vera, by_reporter, closed):
        assert contest(sqlite_world, reporter, statement).json() == {"error": "policy"}
    assert file_of(sqlite_world, reporter)["contested"] == []


def test_a_contest_needs_the_session_of_its_case(sqlite_world: World) -> None:
    reporter, other = sqlite_world.report(), sqlite_world.report()
    done(sqlite_world, reporter, ACK)
    statement = contest_of(sqlite_world, reporter, ACK)
    assert contest(sqlite_world, other, statement).json() == {"error": "policy"}
    answer = sqlite_world.as_reporter("POST", "/r/v1/statements", {"statement": b64(statement)})
    assert answer.json() == {"error": "denied"}
