"""The page offers what the service would take, names the next duty first, and knows a promise from a duty."""

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def case(run_script: Callable[[str], Any]) -> dict[str, Any]:
    result = run_script("case_state.mjs")
    assert isinstance(result, dict)
    return result


def test_the_next_duty_comes_first_and_what_is_done_last(case: dict[str, Any]) -> None:
    assert case["fresh"] == [
        ["acknowledge", "open", "2026-11-30", None],
        ["feedback", "open", "2027-02-28", None],
    ]
    assert case["acked"] == [
        ["feedback", "open", "2027-02-25", None],
        ["acknowledge", "met", "2026-11-30", "2026-11-25"],
    ]
    assert [duty[1] for duty in case["answered"]] == ["met", "met"]


def test_saying_that_it_is_no_report_meets_both_duties(case: dict[str, Any]) -> None:
    assert [(duty[0], duty[1]) for duty in case["dismissed"]] == [("acknowledge", "met"), ("feedback", "met")]


def test_feedback_confirms_receipt_when_the_confirmation_was_contested(case: dict[str, Any]) -> None:
    assert [duty[3] for duty in case["contestedAfterFeedback"]] == ["2026-12-01", "2026-12-01"]


def test_a_promise_before_release_is_the_only_date_and_is_never_missed(case: dict[str, Any]) -> None:
    before, after = case["promise"]
    assert before == [["acknowledge", "open", "2026-11-30", None]]
    assert after == [["acknowledge", "near", "2026-11-30", None]]
    assert case["promiseKeptLate"] == [["acknowledge", "met", "2026-11-30", "2026-12-15"]]
    assert case["sparren"] == []


def test_an_early_confirmation_brings_feedback_forward_and_a_late_one_does_not(case: dict[str, Any]) -> None:
    assert case["ifToday"] == ["2027-02-24", None, None]


def test_only_what_the_service_would_take_is_offered(case: dict[str, Any]) -> None:
    may = case["may"]
    assert may["fresh"] == ["acknowledge", "answer", "dismiss", "plan", "unable"]
    assert may["acked"] == ["answer", "dismiss", "feedback", "plan", "unable"]
    assert may["answered"] == may["dismissed"] == ["answer", "close", "plan", "unable"]
    assert may["closed"] == ["answer"]
    assert may["sparren"] == ["acknowledge", "answer", "close", "dismiss", "feedback", "plan", "unable"]
    assert case["why"] == ["receipt", "feedback"]


def test_a_miss_can_be_disputed_for_three_days_after_the_last_one(case: dict[str, Any]) -> None:
    assert case["disputable"] == [None, 0, 0, None, None]


def test_a_row_of_the_worklist_knows_answered_and_closed(case: dict[str, Any]) -> None:
    assert case["rows"] == [
        ["feedback", "open", None],
        ["close", "met", "2026-12-01"],
        ["close", "met", "2026-12-02"],
        ["none", "closed", "2026-12-03"],
    ]
