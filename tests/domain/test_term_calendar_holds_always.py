"""What must hold for every term and every day: nothing depends on the machine, later starts end no earlier."""

import os
import time
from calendar import monthrange
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.deadlines import acknowledgement_deadline, feedback_deadline, outer_limit
from app.domain.holidays import YearUnknownError
from app.domain.law import Term, Unit
from app.domain.term_calendar import add_months, add_working_days, civil_day, outer_day, strict_day
from app.domain.track import Track
from app.policies.law_loader import dutch_law
from crypto.duty import atw_end, clocks

LAW = dutch_law()
CALENDAR = LAW.free_days
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DAY = timedelta(days=1)
FIRST, LAST = date(2023, 2, 18), date(2028, 6, 30)
"""From the first day of the law, as long as every term of half a year ends in a year whose decree is known."""

starts = st.dates(FIRST, LAST)
tracks = st.sampled_from([Track.MELDING, Track.KLACHT, Track.EXTERN])
delays = st.none() | st.integers(0, 400)


@contextmanager
def machine_in(zone: str) -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = zone
    time.tzset()
    try:
        yield
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        time.tzset()


def every_date(received_on: date, delay: int | None) -> list[date]:
    acknowledged_on = None if delay is None else received_on + delay * DAY
    found: list[date] = []
    for track in (Track.MELDING, Track.EXTERN):
        for deadline in (
            acknowledgement_deadline(LAW, track, received_on),
            feedback_deadline(LAW, track, received_on, acknowledged_on),
        ):
            assert deadline is not None
            found += [deadline.last_day, outer_limit(LAW, deadline)]
    return found


@given(st.datetimes(datetime(2023, 2, 19), datetime(2028, 6, 1), timezones=st.just(UTC)), delays)  # noqa: DTZ001
def test_no_date_depends_on_the_time_zone_of_the_machine(instant: datetime, delay: int | None) -> None:
    seen = set()
    for zone in ("UTC", "Pacific/Kiritimati", "America/Los_Angeles", "Europe/Amsterdam"):
        with machine_in(zone):
            received_on = civil_day(instant, AMSTERDAM)
            seen.add((received_on, *every_date(received_on, delay)))
    assert len(seen) == 1


def test_the_machine_really_was_in_another_zone() -> None:
    instant = datetime(2026, 12, 18, 11, 30, tzinfo=UTC)
    days = set()
    for zone in ("Pacific/Kiritimati", "America/Los_Angeles"):
        with machine_in(zone):
            days.add(instant.astimezone().date())
    assert len(days) == 2


@given(starts, st.integers(0, 60), st.sampled_from(LAW.terms))
def test_a_later_start_never_ends_earlier(start: date, later: int, term: Term) -> None:
    if term.unit is Unit.HOURS or start + later * DAY > LAST:
        return
    first, second = (strict_day(term, day, CALENDAR) for day in (start, start + later * DAY))
    assert (first is None) == (second is None)
    if first is not None and second is not None:
        assert start <= first <= second


@given(starts, st.integers(0, 60), tracks)
def test_the_outer_date_is_never_before_the_strict_one_and_never_falls_back(
    start: date, later: int, track: Track
) -> None:
    ends = []
    for received_on in (start, min(start + later * DAY, LAST)):
        deadline = feedback_deadline(LAW, track, received_on, None)
        assert deadline is not None
        outer = outer_limit(LAW, deadline)
        assert deadline.last_day <= outer
        assert not CALENDAR.is_free(outer)
        assert all(CALENDAR.is_free(outer - n * DAY) for n in range(1, (outer - deadline.last_day).days + 1))
        ends.append((deadline.last_day, outer))
    assert ends == sorted(ends)


@given(starts, tracks, delays, delays)
def test_acknowledging_later_never_brings_the_feedback_nearer(
    received_on: date, track: Track, one: int | None, other: int | None
) -> None:
    earlier, later = sorted((one, other), key=lambda delay: 400 if delay is None else delay)
    ends = []
    for delay in (earlier, later):
        deadline = feedback_deadline(LAW, track, received_on, None if delay is None else received_on + delay * DAY)
        assert deadline is not None
        ends.append(deadline.last_day)
    assert ends[0] <= ends[1] <= add_months(received_on + 7 * DAY, 3)


@given(st.dates(date(1990, 1, 1), date(2190, 1, 1)), st.integers(1, 120))
def test_months_keep_the_day_number_or_take_the_last_day(start: date, months: int) -> None:
    end = add_months(start, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == min(start.day, monthrange(end.year, end.month)[1])


@given(starts, st.integers(1, 30))
def test_a_term_of_working_days_holds_exactly_so_many(start: date, days: int) -> None:
    end = add_working_days(start, days, CALENDAR)
    assert sum(not CALENDAR.is_free(start + n * DAY) for n in range(1, (end - start).days + 1)) == days
    assert not CALENDAR.is_free(end)


@given(starts, st.integers(3, 90))
def test_a_term_of_three_days_or_more_holds_two_working_days(start: date, days: int) -> None:
    term = replace(LAW.term("employer_acknowledgement", start), number=days)
    end = outer_day(LAW, term, start)
    assert end is not None
    assert sum(not CALENDAR.is_free(start + n * DAY) for n in range(1, (end - start).days + 1)) >= 2


def test_three_days_over_easter_are_extended_until_there_are_two_working_days() -> None:
    term = replace(LAW.term("employer_acknowledgement", date(2026, 4, 2)), number=3)
    # Thursday before Easter: Friday to Sunday hold no working day, so Tuesday and Wednesday must be in it.
    assert outer_day(LAW, term, date(2026, 4, 2)) == date(2026, 4, 8)


def test_seven_days_hold_two_working_days_so_article_2_extends_no_acknowledgement() -> None:
    day, scanned = date(2026, 1, 1), 0
    while day + 7 * DAY <= date(2028, 12, 31):
        assert sum(not CALENDAR.is_free(day + n * DAY) for n in range(1, 8)) >= 2
        scanned += 1
        day += DAY
    assert scanned == 1096 - 7  # the last week ends in 2029, of which nothing is known yet


def test_rules_and_protocol_agree_wherever_both_have_data() -> None:
    day, compared, outer_compared = date(2023, 2, 18), 0, 0
    while day < date(2043, 2, 18):
        for delay in (None, 0, 7, 40):
            sent = None if delay is None else day + delay * DAY
            agreed = clocks("employer", day, sent)
            mine = acknowledgement_deadline(LAW, Track.MELDING, day), feedback_deadline(LAW, Track.MELDING, day, sent)
            assert mine[0] is not None
            assert mine[1] is not None
            assert (mine[0].last_day, mine[1].last_day) == (agreed.ack_limit, agreed.feedback_limit)
            compared += 1
            if day >= date(2026, 1, 1) and max(agreed.feedback_atw, agreed.ack_atw) <= date(2028, 12, 31):
                assert outer_limit(LAW, mine[0]) == agreed.ack_atw
                assert outer_limit(LAW, mine[1]) == agreed.feedback_atw
                outer_compared += 1
        extended = feedback_deadline(LAW, Track.EXTERN, day, None, extended=True)
        assert extended is not None
        assert extended.last_day == clocks("authority", day, None, extended=True).feedback_limit
        day += DAY
    assert compared > 29_000
    assert outer_compared > 3_900


def test_each_free_day_is_free_in_the_protocol_too() -> None:
    for day in (date(2026, 1, 1) + n * DAY for n in range(1096)):
        assert CALENDAR.is_free(day) == (atw_end(day) != day)


@pytest.mark.parametrize("year", [2022, 2029, 2035])
def test_a_year_without_a_decree_is_named_and_not_guessed(year: int) -> None:
    weekday = next(date(year, 3, day) for day in range(1, 8) if date(year, 3, day).weekday() == 2)
    with pytest.raises(YearUnknownError, match=f"The equated days of {year} are not known, only those of 2023 to 2028"):
        CALENDAR.is_free(weekday)
    assert CALENDAR.is_free(date(year, 3, 1) + (5 - date(year, 3, 1).weekday()) % 7 * DAY)  # a Saturday needs no decree


def test_the_strict_date_needs_no_decree_and_only_the_outer_one_fails() -> None:
    deadline = acknowledgement_deadline(LAW, Track.MELDING, date(2031, 3, 5))
    assert deadline is not None
    assert deadline.last_day == date(2031, 3, 12)
    with pytest.raises(YearUnknownError, match="2031"):
        outer_limit(LAW, deadline)
