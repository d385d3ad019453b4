"""Both clocks, for every day of twenty years, and every length of delay."""

import datetime as dt

import pytest

from crypto import duty, term_days
from crypto.errors import PolicyError

FIRST = dt.date(2020, 1, 1)
DAYS = [FIRST + dt.timedelta(days=days) for days in range(20 * 366)]
# Dates of Easter as printed in almanacs; 2038 is the latest there is, 2285 the earliest.
EASTER = ["2023-04-09", "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2028-04-16", "2030-04-21"]
RARE_EASTER = ["2038-04-25", "2285-03-22", "1954-04-18", "1981-04-19", "2049-04-18", "2076-04-19"]


def _months_by_counting(date: dt.date, months: int) -> dt.date:
    """Another way to add months: walk from month to month, then step back to the last day there is."""
    year, month = date.year, date.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    for day in range(date.day, 27, -1):
        try:
            return dt.date(year, month, day)
        except ValueError:
            continue
    return dt.date(year, month, date.day)


def test_every_receipt_day_has_its_terms() -> None:
    for receipt in DAYS:
        limits = duty.clocks("employer", receipt)
        assert (limits.ack_limit - receipt).days == 7
        assert limits.feedback_limit == _months_by_counting(limits.ack_limit, 3)
        assert 88 + 7 <= (limits.feedback_limit - receipt).days <= 92 + 7


def test_a_prompt_acknowledgement_starts_the_feedback_term_and_a_late_one_buys_no_time() -> None:
    for receipt in DAYS:
        unanswered = duty.clocks("employer", receipt).feedback_limit
        limits = [
            duty.clocks("employer", receipt, receipt + dt.timedelta(days=late)).feedback_limit
            for late in (0, 1, 5, 6, 7, 8, 40)
        ]
        assert limits[0] == _months_by_counting(receipt, 3)
        assert limits == sorted(limits)
        assert set(limits[4:]) == {unanswered}


def test_an_authority_counts_from_receipt() -> None:
    for receipt in DAYS:
        plain, extended = duty.clocks("authority", receipt), duty.clocks("authority", receipt, None, extended=True)
        assert plain.feedback_limit == _months_by_counting(receipt, 3)
        assert extended.feedback_limit == extended.feedback_atw == _months_by_counting(receipt, 6)
        assert plain.ack_limit == extended.ack_limit == receipt + dt.timedelta(days=7)


def test_an_outer_limit_is_a_day_on_which_a_term_can_end() -> None:
    for day in DAYS:
        end = duty.atw_end(day)
        assert end.weekday() < 5
        assert not term_days.is_free_day(end)
        assert all(term_days.is_free_day(day + dt.timedelta(days=n)) for n in range((end - day).days))
        assert duty.atw_end(end) == end
        assert 0 <= (end - day).days <= 5


@pytest.mark.parametrize("easter", EASTER + RARE_EASTER)
def test_easter_is_where_the_almanac_says(easter: str) -> None:
    date = dt.date.fromisoformat(easter)

    assert term_days.easter_sunday(date.year) == date


def test_holidays_of_2026_are_the_eleven_of_the_law() -> None:
    assert {day.isoformat() for day in term_days.holidays(2026)} == {
        "2026-01-01",
        "2026-04-03",
        "2026-04-05",
        "2026-04-06",
        "2026-04-27",
        "2026-05-05",
        "2026-05-14",
        "2026-05-24",
        "2026-05-25",
        "2026-12-25",
        "2026-12-26",
    }


def test_kings_day_moves_to_saturday_when_it_falls_on_sunday() -> None:
    assert dt.date(2025, 4, 26) in term_days.holidays(2025)
    assert dt.date(2025, 4, 27) not in term_days.holidays(2025)


def test_equated_days_are_the_published_ones() -> None:
    assert duty.atw_end(dt.date(2026, 1, 2)) == dt.date(2026, 1, 5)
    assert duty.atw_end(dt.date(2025, 1, 3)) == dt.date(2025, 1, 3)


@pytest.mark.parametrize(
    ("profile", "ack_sent", "extended"),
    [("sparren", None, False), ("", None, False), ("employer", None, True), ("authority", dt.date(2026, 1, 1), False)],
)
def test_terms_that_do_not_exist_are_policy(profile: str, ack_sent: dt.date | None, extended: bool) -> None:
    with pytest.raises(PolicyError):
        duty.clocks(profile, dt.date(2026, 1, 2), ack_sent, extended)
