"""Signs of life (*levensteken*): each month every key gets a sealed drill; who holds the key opens it (PROTOCOL 7.8).

What is told of it is coarse on purpose. Reporters learn calendar weeks, and nothing of a week that still runs: who asks
every day learns no day. Auditors and administrators learn months.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from app.domain.ids import BoxKid

WEEKS_LIMIT: Final = 13
"""A quarter of a year; longer ago is told as this number."""
KEPT_MONTHS: Final = 12
"""Drills of so many months before this one are kept."""
_MISSED: Final = 2
"""So many drills in a row say that somebody may not be there."""
_MONTHS_OF_A_YEAR: Final = 12
_WEEK: Final = 7


@dataclass(frozen=True, slots=True)
class KeyDrill:
    """One month's drill of one key (kid of 16 bytes, month `YYYY-MM`); `opened_week` is a Monday, None: not opened."""

    kid_box: BoxKid
    month: str
    opened_week: date | None


def month_of(day: date) -> str:
    """Give the month of a day as `YYYY-MM`."""
    return f"{day:%Y-%m}"


def month_before(day: date, months: int) -> str:
    """Give the month so many months before that of a day, as `YYYY-MM`."""
    count = day.year * _MONTHS_OF_A_YEAR + day.month - 1 - months
    return f"{count // _MONTHS_OF_A_YEAR:04d}-{count % _MONTHS_OF_A_YEAR + 1:02d}"


def week_of(day: date) -> date:
    """Give the Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


def weeks_since_opened(drills: Iterable[KeyDrill], today: date) -> int | None:
    """Count calendar weeks since the newest opening in a week that is over: 1 is last week, at most `WEEKS_LIMIT`.

    None when nothing was opened before this week.
    """
    this_week = week_of(today)
    weeks = [drill.opened_week for drill in drills if drill.opened_week is not None and drill.opened_week < this_week]
    if not weeks:
        return None
    return min(WEEKS_LIMIT, (this_week - max(weeks)).days // _WEEK)


def has_missed_two(drills: Sequence[KeyDrill], today: date) -> bool:
    """Say whether the two newest drills whose month is over were left unopened, and this month's is not known opened.

    A month without a drill is not missed: there was nothing to open. A person's keys count together: one is enough.
    """
    this_month, this_week = month_of(today), week_of(today)
    if any(one.month == this_month and one.opened_week and one.opened_week < this_week for one in drills):
        return False
    over = sorted({one.month for one in drills if one.month < this_month})[-_MISSED:]
    return len(over) == _MISSED and all(one.opened_week is None for one in drills if one.month in over)


def last_opened_month(drills: Iterable[KeyDrill]) -> str | None:
    """Give the newest month whose drill was opened, as `YYYY-MM`; None when none was."""
    return max((drill.month for drill in drills if drill.opened_week is not None), default=None)
