"""Where clocks wait for release there is no last day for feedback; and a policy's own duties are shown as tasks."""

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from app.policies.policy_loader import load_policies
from app.services import organisation_policy
from crypto.tree import EventType
from tests.acts import ACK, CLOSED, FEEDBACK, PLAN, act, act_body, done, events_of, file_of, mailbox_of
from tests.policies.reading import changed
from tests.releasing import file_of as released_file
from tests.releasing import officer, release
from tests.web.test_a_case_keeps_the_policy_of_its_day import FIRST, follow
from tests.world import World


@pytest.fixture
def waiting(sqlite_world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """The world's organisation says that counsellors are not designated recipients."""
    folder = tmp_path / "policies"
    folder.mkdir()
    changed(folder, *FIRST, base="model_private_employer", name="bakkerij")
    monkeypatch.setattr(organisation_policy, "load_policies", partial(load_policies, folder))
    follow(sqlite_world, "bakkerij")
    return sqlite_world


def test_a_promise_before_release_is_never_missed_nor_recorded(waiting: World) -> None:
    reporter = waiting.report()
    waiting.clock.day += timedelta(days=60)
    done(waiting, reporter, PLAN, ACK)
    assert file_of(waiting, reporter)["missed"] == mailbox_of(waiting, reporter)["missed"] == []
    assert [kind for kind, _ in events_of(waiting, reporter)] == [EventType.RECEIVED, EventType.ACK]


def test_feedback_before_release_names_no_last_day_and_still_comes_before_closing(waiting: World) -> None:
    reporter = waiting.report()
    done(waiting, reporter, ACK)
    assert act(waiting, reporter, CLOSED).json() == {"error": "policy"}
    assert waiting.answer(reporter, act_body(waiting, reporter, FEEDBACK)).json() == {"error": "policy"}
    assert waiting.answer(reporter, act_body(waiting, reporter, FEEDBACK, due=0)).status_code == 201
    assert act(waiting, reporter, CLOSED).status_code == 201


def test_what_the_organisations_own_text_asks_is_in_the_case_file(sqlite_world: World) -> None:
    follow(sqlite_world, "senzer")
    reporter = sqlite_world.report()
    tasks = {(task["rule"], task["act"]): task for task in file_of(sqlite_world, reporter)["tasks"]}
    respond = tasks["SZ-22", "respond"]
    assert (respond["by"], respond["enforcement"], respond["blocks"]) == ("2027-02-28", "block", ["close"])
    assert set(respond["says"]) == {"nl", "en"}
    assert not any(act_name in {"report", "investigate"} for _, act_name in tasks)
    done(sqlite_world, reporter, ACK, FEEDBACK)
    assert not any(task["act"] == "respond" for task in file_of(sqlite_world, reporter)["tasks"])


def test_without_a_policy_there_are_no_tasks(sqlite_world: World) -> None:
    assert file_of(sqlite_world, sqlite_world.report())["tasks"] == []


def test_register_and_clocks_start_when_the_reporter_releases_the_case(waiting: World) -> None:
    carla = officer(waiting)
    reporter = waiting.report()
    waiting.clock.day += timedelta(days=2)
    assert waiting.store.read(lambda work: work.register.of_case(reporter.keys.case_id)) is None
    release(waiting, reporter, carla)
    row = waiting.store.read(lambda work: work.register.of_case(reporter.keys.case_id))
    assert row is not None
    assert row.received_on == waiting.clock.day
    found = released_file(waiting, reporter, carla)
    assert found["ackLimit"] == (waiting.clock.day + timedelta(days=7)).isoformat()
