"""Counting days and months as the law counts them.

The day of the event is not counted and a day ends at midnight, so a term of *n* days ends on the event's day + n.
A term of months ends on the same day number, or on the last day of a month that lacks it.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta


def add_days(start: date, days: int) -> date:
    """Give the last day of a term of `days` calendar days that starts after `start`."""
    return start + timedelta(days=days)


def add_months(start: date, months: int) -> date:
    """Give the last day of a term of `months`, clipped to the end of the month."""
    year, month0 = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month0 + 1, min(start.day, monthrange(year, month0 + 1)[1]))
