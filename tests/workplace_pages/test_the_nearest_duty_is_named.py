"""Each row of the worklist names its next duty, its day, and whether that is near, missed or met."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from app.domain.case_duties import NEAR_DAYS, REMINDED, CaseDuty, Owed


@pytest.fixture
def duties(run_script: Callable[[str], Any]) -> dict[str, Any]:
    result = run_script("duties.mjs")
    assert isinstance(result, dict)
    return result


def test_near_means_the_same_as_in_reminders_and_on_the_service(duties: dict[str, Any]) -> None:
    assert duties["nearDays"] == NEAR_DAYS == -REMINDED[0].days
    due = CaseDuty(Owed.ACKNOWLEDGEMENT, date(2026, 11, 30), None)
    shown = {"firstDay": 23, "threeDaysLeft": 27, "twoDaysLeft": 28, "lastDay": 30}
    for name, day in shown.items():
        assert duties[name][1] == due.standing(date(2026, 11, day))


def test_receipt_comes_first_and_is_near_in_its_last_two_days(duties: dict[str, Any]) -> None:
    assert duties["firstDay"] == ["acknowledge", "open", 7, "2026-11-30"]
    assert duties["threeDaysLeft"] == ["acknowledge", "open", 3, "2026-11-30"]
    assert duties["twoDaysLeft"] == ["acknowledge", "near", 2, "2026-11-30"]


def test_the_last_day_itself_is_not_too_late(duties: dict[str, Any]) -> None:
    assert duties["lastDay"] == ["acknowledge", "near", 0, "2026-11-30"]
    assert duties["dayAfter"] == ["acknowledge", "missed", -1, "2026-11-30"]


def test_feedback_is_next_after_receipt(duties: dict[str, Any]) -> None:
    assert duties["afterAcknowledging"] == ["feedback", "open", 91, "2027-02-25"]
    assert duties["answerThreeDaysLeft"] == ["feedback", "open", 3, "2027-02-25"]
    assert duties["answerTwoDaysLeft"] == ["feedback", "near", 2, "2027-02-25"]


def test_just_advice_has_no_day(duties: dict[str, Any]) -> None:
    assert duties["sparren"] == ["none", "none", 0, None]


def test_the_bar_never_looks_empty_nor_full_before_the_end(duties: dict[str, Any]) -> None:
    assert duties["shares"] == [2, 57, 98, 100]


def test_a_late_act_stays_a_miss(duties: dict[str, Any]) -> None:
    assert (duties["done"], duties["doneLate"]) == ("met", "missed")
