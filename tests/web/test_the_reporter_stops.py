"""Ending and destroying at the reporter's wish: what goes, what stays, and that nobody else can ask for it."""

from typing import Any

import httpx
import pytest

from crypto.tree import EventType
from tests.acts import ACK, FEEDBACK, done, events_of, file_of, mailbox_of, path_of
from tests.world import Reporter, World


def end(world: World, reporter: Reporter) -> httpx.Response:
    return world.as_reporter("POST", "/r/v1/end", {}, token=world.open(reporter))


def destroy(world: World, reporter: Reporter) -> dict[str, Any]:
    answer = world.as_reporter("DELETE", "/r/v1/case", token=world.open(reporter))
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert isinstance(told, dict)
    return told


def is_gone(world: World, reporter: Reporter) -> bool:
    signed_in = world.as_reporter("POST", "/r/v1/open", world.open_body(reporter))
    return signed_in.status_code == 403 and world.as_counsellor("GET", path_of(reporter)).status_code == 404


def test_advice_is_ended_by_the_reporter_alone(world: World) -> None:
    reporter = world.report(track=1)
    assert [end(world, reporter).status_code for _ in range(2)] == [201, 200]
    assert file_of(world, reporter)["closedOn"] == world.clock.day.isoformat()
    assert [kind for kind, _ in events_of(world, reporter)] == [EventType.RECEIVED, EventType.CLOSED]


def test_an_owed_answer_is_not_ended_by_a_click(sqlite_world: World) -> None:
    reporter = sqlite_world.report()
    assert end(sqlite_world, reporter).json() == {"error": "policy"}
    done(sqlite_world, reporter, ACK, FEEDBACK)
    assert end(sqlite_world, reporter).status_code == 201


@pytest.mark.parametrize("track", [1, 2])
def test_a_report_that_nobody_answered_is_taken_back(world: World, track: int) -> None:
    reporter = world.report(track=track)
    assert destroy(world, reporter) == {"outcome": "erased", "until": None, "stays": ["log", "backups"]}
    assert is_gone(world, reporter)
    assert world.store.read(lambda work: work.register.count()) == 0


def test_advice_is_destroyed_also_after_an_answer(sqlite_world: World) -> None:
    reporter = sqlite_world.report(track=1)
    done(sqlite_world, reporter, ACK)
    assert destroy(sqlite_world, reporter)["stays"] == ["log", "memory", "backups"]
    assert is_gone(sqlite_world, reporter)


def test_a_report_that_is_dealt_with_is_kept_and_says_so(sqlite_world: World) -> None:
    reporter = sqlite_world.report()
    done(sqlite_world, reporter, ACK)
    told = destroy(sqlite_world, reporter)
    assert (told["outcome"], told["until"]) == ("kept", None)
    assert told["stays"] == ["register", "log", "memory", "backups"]
    done(sqlite_world, reporter, FEEDBACK)
    end(sqlite_world, reporter)
    assert destroy(sqlite_world, reporter)["until"] == "2028-11-23"
    assert mailbox_of(sqlite_world, reporter)["closedOn"] is not None


def test_the_session_ends_with_the_case(sqlite_world: World) -> None:
    reporter = sqlite_world.report(track=1)
    token = sqlite_world.open(reporter)
    assert sqlite_world.as_reporter("DELETE", "/r/v1/case", token=token).status_code == 200
    assert sqlite_world.as_reporter("GET", "/r/v1/case", token=token).status_code == 403
