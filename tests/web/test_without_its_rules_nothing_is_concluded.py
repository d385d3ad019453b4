"""A released case whose policy version is not loaded: whether both sides must be heard cannot be told, so all waits."""

from collections.abc import Callable

import pytest

from app.cli.case_answer import refusal_of
from app.domain.errors import PolicyNotLoadedError
from app.domain.investigation import check_heard
from app.policies.policy_loader import load_policies
from app.services import organisation_policy
from crypto.duty import DutyKind
from tests.acts import act, done
from tests.releasing import file_of, follow, officer, officer_closes, officer_says, released, takes_step
from tests.world import CounsellorKeys, Reporter, World

BEGUN, HEARD, OUTCOME = "investigation-started", "other-side-heard", "outcome-recorded"
REFUSED = {"error": "rules-missing"}


@pytest.fixture
def carla(sqlite_world: World) -> CounsellorKeys:
    follow(sqlite_world, "senzer")
    return officer(sqlite_world)


@pytest.fixture
def reporter(sqlite_world: World, carla: CounsellorKeys) -> Reporter:
    """A released and acknowledged case of somebody whose rules demand that both sides are heard."""
    reporter = released(sqlite_world, carla)
    done(sqlite_world, reporter, DutyKind.ACK_SENT)
    return reporter


@pytest.fixture
def lose_rules(monkeypatch: pytest.MonkeyPatch, reporter: Reporter) -> Callable[[], None]:
    """Take the files of rules away, or put them back."""
    assert reporter.sent

    def lose() -> None:
        monkeypatch.setattr(organisation_policy, "load_policies", tuple)

    return lose


def test_nobody_gives_feedback_or_closes_by_guessing(
    sqlite_world: World, reporter: Reporter, carla: CounsellorKeys, lose_rules: Callable[[], None]
) -> None:
    done(sqlite_world, reporter, DutyKind.FEEDBACK_GIVEN)
    lose_rules()
    answer = officer_says(sqlite_world, reporter, carla, DutyKind.FEEDBACK_GIVEN)
    assert (answer.status_code, answer.json()) == (503, REFUSED)
    assert officer_closes(sqlite_world, reporter, carla).json() == REFUSED
    assert act(sqlite_world, reporter, DutyKind.CLOSED).json() == REFUSED
    assert takes_step(sqlite_world, reporter, carla, BEGUN).status_code == 201
    assert takes_step(sqlite_world, reporter, carla, OUTCOME).json() == REFUSED


def test_the_officer_is_told_and_can_record_what_was_heard(
    sqlite_world: World, reporter: Reporter, carla: CounsellorKeys, lose_rules: Callable[[], None]
) -> None:
    lose_rules()
    takes_step(sqlite_world, reporter, carla, BEGUN)
    found = file_of(sqlite_world, reporter, carla)
    assert (found["mustHear"], found["rulesMissing"]) == (True, True)
    assert found["openSteps"] == ["reporter-heard", HEARD]
    assert takes_step(sqlite_world, reporter, carla, HEARD).status_code == 201
    assert officer_says(sqlite_world, reporter, carla, DutyKind.FEEDBACK_GIVEN).status_code == 201
    assert officer_closes(sqlite_world, reporter, carla).status_code == 201


def test_the_rules_put_back_say_what_they_said(
    sqlite_world: World,
    reporter: Reporter,
    carla: CounsellorKeys,
    lose_rules: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lose_rules()
    monkeypatch.setattr(organisation_policy, "load_policies", load_policies)
    assert file_of(sqlite_world, reporter, carla)["rulesMissing"] is False
    answer = officer_says(sqlite_world, reporter, carla, DutyKind.FEEDBACK_GIVEN)
    assert (answer.status_code, answer.json()) == (400, {"error": "policy"})


def test_a_case_without_rules_of_its_own_waits_for_nothing(sqlite_world: World) -> None:
    bram = officer(sqlite_world)
    reporter = released(sqlite_world, bram)
    done(sqlite_world, reporter, DutyKind.ACK_SENT)
    assert file_of(sqlite_world, reporter, bram)["mustHear"] is False
    assert officer_says(sqlite_world, reporter, bram, DutyKind.FEEDBACK_GIVEN).status_code == 201


def test_who_cannot_be_asked_is_never_taken_for_no() -> None:
    with pytest.raises(PolicyNotLoadedError):
        check_heard((), must_hear=None)
    check_heard((HEARD,), must_hear=None)
    check_heard((), must_hear=False)


def test_a_terminal_says_what_waits_and_who_can_help() -> None:
    told = refusal_of(PolicyNotLoadedError(), {})
    assert told.code == "rules-missing"
    assert "Record that the other side was heard" in told.sentence
    assert "zegel doctor" in told.sentence
