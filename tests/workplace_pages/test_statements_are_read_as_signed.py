"""What was done in a case is read from signed statements alone, and a contest takes back what it names."""

from collections.abc import Callable
from typing import Any

import pytest

NOTHING = {"acknowledged": None, "feedback": None, "dismissed": None, "unable": None, "closed": None}


@pytest.fixture
def read(run_script: Callable[[str], Any]) -> dict[str, Any]:
    result = run_script("statements.mjs")
    assert isinstance(result, dict)
    return result


def test_each_act_stands_with_its_day(read: dict[str, Any]) -> None:
    day = read["day"]
    assert read["plain"] == NOTHING | {"acknowledged": day, "feedback": day + 1, "closed": day + 1}
    assert read["dismissed"] == NOTHING | {"dismissed": day}


def test_a_contest_opens_the_duty_and_a_closed_case_again(read: dict[str, Any]) -> None:
    day = read["day"]
    assert read["contested"] == NOTHING | {"acknowledged": day}
    assert read["contestedReceipt"] == NOTHING
    assert read["contestedAndGivenAgain"] == NOTHING | {"acknowledged": day, "feedback": day + 3}
    assert read["kinds"] == [[2, None, None], [3, 2, None], [5, None, None], [9, None, 3]]


def test_only_the_reporter_can_contest_and_only_what_was_said(read: dict[str, Any]) -> None:
    assert read["forgedContest"]["feedback"] == read["day"] + 1
    assert read["contestOfNothing"] == 0


@pytest.mark.parametrize("which", ["byAnother", "otherCase", "overAMessage", "changed"])
def test_what_does_not_hold_counts_for_nothing(read: dict[str, Any], which: str) -> None:
    assert read[which] == 0
