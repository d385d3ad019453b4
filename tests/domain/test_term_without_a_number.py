"""Immediately, as soon as possible, within reasonable time: no number is made up. And hours are no days."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from app.domain.deadlines import acknowledgement_deadline
from app.domain.law import Law, LawError, Unit
from app.domain.term_calendar import NotInDaysError, civil_day, outer_day, strict_day
from app.domain.track import Track
from app.policies.law_loader import dutch_law

LAW = dutch_law()
DAY = date(2026, 11, 21)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def test_immediately_ends_on_the_day_itself_even_on_a_saturday() -> None:
    term = LAW.term("register_entry", DAY)
    assert term.unit is Unit.IMMEDIATELY
    assert strict_day(term, DAY, LAW.free_days) == outer_day(LAW, term, DAY) == DAY


@pytest.mark.parametrize(
    "key", ["authority_refusal", "employer_meeting", "register_destruction", "other_body_feedback"]
)
def test_a_term_without_a_number_has_no_last_day(key: str) -> None:
    term = LAW.term(key, DAY)
    assert term.number is None
    assert strict_day(term, DAY, LAW.free_days) is None
    assert outer_day(LAW, term, DAY) is None


def test_seventy_two_hours_are_not_made_into_days() -> None:
    with pytest.raises(NotInDaysError, match="hours"):
        strict_day(LAW.term("data_breach_notice", DAY), DAY, LAW.free_days)


def test_a_clock_that_has_no_number_in_the_law_is_an_error_and_no_guess() -> None:
    term = replace(LAW.term("employer_acknowledgement", DAY), unit=Unit.AS_SOON_AS_POSSIBLE, number=None)
    changed = Law({**LAW.versions, term.key: (term,)}, LAW.extension, LAW.free_days, ())
    with pytest.raises(LawError, match=r"Wbk 2\(2\)\(h\).*no number"):
        acknowledgement_deadline(changed, Track.MELDING, DAY)


@pytest.mark.parametrize(
    ("key", "last_day"),
    [
        ("draft_report_comment", "2026-12-19"),
        ("huis_investigation_start", "2027-01-02"),
        ("huis_investigation_end", "2027-11-21"),
        ("authority_evaluation", "2029-11-21"),
    ],
)
def test_weeks_and_years_are_counted(key: str, last_day: str) -> None:
    end = strict_day(LAW.term(key, DAY), DAY, LAW.free_days)
    assert end is not None
    assert end.isoformat() == last_day


def test_a_year_from_leap_day_is_the_last_of_february() -> None:
    term = LAW.term("huis_investigation_end", date(2028, 2, 29))
    assert strict_day(term, date(2028, 2, 29), LAW.free_days) == date(2029, 2, 28)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        ("2026-12-18T23:30:00+00:00", "2026-12-19"),  # winter: one hour ahead of UTC
        ("2026-12-18T22:59:59+00:00", "2026-12-18"),
        ("2026-07-01T22:00:00+00:00", "2026-07-02"),  # summer: two hours
        ("2026-07-01T21:59:59+00:00", "2026-07-01"),
        ("2026-11-21T23:59:00-05:00", "2026-11-22"),
    ],
)
def test_the_day_of_an_instant_is_the_day_in_amsterdam(instant: str, day: str) -> None:
    assert civil_day(datetime.fromisoformat(instant), AMSTERDAM).isoformat() == day


def test_an_instant_without_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="in which zone"):
        civil_day(datetime(2026, 11, 21, 12), AMSTERDAM)  # noqa: DTZ001 - that is the point
    assert civil_day(datetime(2026, 11, 21, 12, tzinfo=UTC), AMSTERDAM) == DAY
