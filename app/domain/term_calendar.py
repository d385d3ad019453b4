"""Counting days, working days and months as the law counts them. Time zone and calendar are arguments.

The day of the event is not counted and a day ends at midnight in the Netherlands, so a term of *n* days ends on the
event's day + n. A term of months ends on the same day number, or on the last day of a month that lacks it.

Two dates come of a term. The *strict* one is the plain count; it alone makes a duty missed. The *outer* one is what
the Algemene termijnenwet would make of it; whether that act applies is not settled for every term (LAW.md), so it
delays nothing.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Final

from app.domain.law import LawError, Unit

if TYPE_CHECKING:
    from app.domain.holidays import FreeDays
    from app.domain.law import Extension, Law, Term

_DAY: Final = timedelta(days=1)
_IN_DAYS: Final = {Unit.DAYS: _DAY, Unit.WEEKS: 7 * _DAY}
_IN_MONTHS: Final = {Unit.MONTHS: 1, Unit.YEARS: 12}
_SHORTEST_MONTH: Final = 28
_SHORT: Final = 13
"""Days. A longer term holds two working days whatever the holidays are, so nothing need be counted."""


class NotInDaysError(LawError):
    """The term is counted in hours: a calendar of days cannot say when it ends."""


def civil_day(instant: datetime, zone: tzinfo) -> date:
    """Give the day in `zone` on which an instant falls, whatever the machine's own zone is.

    Raises:
        ValueError: the instant does not say its offset from UTC.

    """
    if instant.utcoffset() is None:
        raise ValueError("An instant without offset is no instant: say in which zone it was read.")
    return instant.astimezone(zone).date()


def add_months(start: date, months: int) -> date:
    """Give the last day of a term of `months`, clipped to the end of the month."""
    year, month0 = divmod(start.year * 12 + start.month - 1 + months, 12)
    in_every_month = start.day <= _SHORTEST_MONTH
    day = start.day if in_every_month else min(start.day, monthrange(year, month0 + 1)[1])
    return date(year, month0 + 1, day)


def add_working_days(start: date, days: int, calendar: FreeDays, *, equated_counts: bool = True) -> date:
    """Give the last day of a term of working days. The law has no word for them, so the text that uses them decides.

    equated_counts: an equated day is no working day, the careful reading; False where a text says that it is one.
    """
    end = start
    for _ in range(days):
        end += _DAY
        while calendar.is_free(end, equated_counts=equated_counts):
            end += _DAY
    return end


def strict_day(term: Term, start: date, calendar: FreeDays) -> date | None:
    """Give the last day of a term by plain count; None for a term that has no number, such as "reasonable".

    *Immediately* ends on the day of the event itself.

    Raises:
        NotInDaysError: the term is counted in hours.
        YearUnknownError: a term of working days reaches a year without data.

    """
    count, unit = term.number or 0, term.unit
    if unit in _IN_DAYS:
        return start + count * _IN_DAYS[unit]
    if unit in _IN_MONTHS:
        return add_months(start, count * _IN_MONTHS[unit])
    if unit is Unit.WORKING_DAYS:
        return add_working_days(start, count, calendar)
    if unit is Unit.HOURS:
        raise NotInDaysError(f"“{term.key}” is counted in hours, and only days are kept here.")
    return start if unit is Unit.IMMEDIATELY else None


def outer_day(law: Law, term: Term, start: date) -> date | None:
    """Give the last day as the Algemene termijnenwet would extend it; the strict day where it is too long for that.

    Raises:
        NotInDaysError, YearUnknownError: as in `strict_day`, and for a strict day in a year without data.

    """
    strict = strict_day(term, start, law.free_days)
    return extended_day(law, term, start, strict) if strict is not None else None


def extended_day(law: Law, term: Term, start: date, strict: date) -> date:
    """Give what the Algemene termijnenwet would make of a strict day that was computed before.

    Raises:
        YearUnknownError: the strict day is in a year without data.

    """
    if not law.extension.covers(term):
        return strict
    end = _with_working_days(term, start, strict, law.extension, law.free_days)
    while law.free_days.is_free(end):
        end += _DAY
    return end


def _with_working_days(term: Term, start: date, end: date, extension: Extension, calendar: FreeDays) -> date:
    """Extend a short term until it holds as many working days as article 2 asks."""
    if term.unit is not Unit.DAYS or not extension.from_days <= (term.number or 0) <= _SHORT:
        return end
    found, day = 0, start
    while found < extension.working_days:
        day += _DAY
        found += not calendar.is_free(day)
    return max(day, end)
