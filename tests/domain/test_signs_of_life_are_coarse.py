"""What is told of drills: calendar weeks that are over, months, and two missed in a row; never a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.drills import (
    WEEKS_LIMIT,
    KeyDrill,
    has_missed_two,
    last_opened_month,
    month_before,
    month_of,
    week_of,
    weeks_since_opened,
)
from app.domain.ids import BoxKid

KEY, OTHER = BoxKid(bytes(16)), BoxKid(b"\1" * 16)
MONDAY = date(2026, 11, 23)


def opened(day: date, key: BoxKid = KEY) -> KeyDrill:
    return KeyDrill(key, month_of(day), week_of(day))


def missed(month: str, key: BoxKid = KEY) -> KeyDrill:
    return KeyDrill(key, month, None)


def test_this_week_is_told_next_week() -> None:
    drills = [opened(MONDAY)]
    for days in range(7):
        assert weeks_since_opened(drills, MONDAY + timedelta(days=days)) is None
    for days in range(7, 14):
        assert weeks_since_opened(drills, MONDAY + timedelta(days=days)) == 1


def test_the_newest_opening_that_may_be_told_counts() -> None:
    drills = [opened(date(2026, 10, 5)), opened(MONDAY)]
    assert weeks_since_opened(drills, MONDAY) == 7
    assert weeks_since_opened(drills, MONDAY + timedelta(days=7)) == 1


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(0, 400))
def test_nobody_can_tell_two_days_of_a_week_apart_nor_is_anybody_made_fresher(day: date, later: int) -> None:
    today = day + timedelta(days=later)
    weeks = weeks_since_opened([opened(day)], today)
    monday = opened(week_of(day))
    assert weeks == weeks_since_opened([monday], today)
    if weeks is not None and weeks < WEEKS_LIMIT:
        assert weeks * 7 >= later - 6
        assert weeks >= later // 7


def test_longer_ago_than_a_quarter_is_one_number() -> None:
    drills = [opened(date(2026, 1, 5))]
    assert weeks_since_opened(drills, date(2026, 4, 13)) == weeks_since_opened(drills, date(2029, 1, 1)) == 13


@pytest.mark.parametrize(
    ("drills", "said"),
    [
        ([], False),
        ([missed("2026-10")], False),
        ([missed("2026-09"), missed("2026-10")], True),
        ([missed("2026-09"), missed("2026-10"), missed("2026-11")], True),
        ([missed("2026-10"), missed("2026-11")], False),
        ([missed("2026-08"), opened(date(2026, 9, 30)), missed("2026-10")], False),
        ([opened(date(2026, 8, 3)), missed("2026-09"), missed("2026-10")], True),
        ([missed("2026-09"), missed("2026-10"), opened(date(2026, 11, 9))], False),
        ([missed("2026-07"), missed("2026-10")], True),
        ([missed("2026-09"), missed("2026-10"), opened(date(2026, 10, 8), OTHER)], False),
    ],
)
def test_two_missed_in_a_row_are_told(drills: list[KeyDrill], said: bool) -> None:
    assert has_missed_two(drills, MONDAY) is said


def test_who_returns_is_told_from_the_week_after() -> None:
    drills = [missed("2026-09"), missed("2026-10"), opened(MONDAY)]
    assert has_missed_two(drills, MONDAY + timedelta(days=6))
    assert not has_missed_two(drills, MONDAY + timedelta(days=7))


def test_the_last_month_is_that_of_the_drill() -> None:
    assert last_opened_month([missed("2026-11"), opened(date(2026, 9, 30)), opened(date(2026, 8, 1))]) == "2026-09"
    assert last_opened_month([missed("2026-11")]) is None


@pytest.mark.parametrize(
    ("months", "month"), [(0, "2026-01"), (1, "2025-12"), (12, "2025-01"), (13, "2024-12"), (25, "2023-12")]
)
def test_months_are_counted_over_the_year(months: int, month: str) -> None:
    assert month_before(date(2026, 1, 31), months) == month
