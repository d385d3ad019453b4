"""Days on which a term cannot end: weekends, recognised holidays, Good Friday, equated days (Atw article 3).

Holidays follow rules, so they hold for every year. Equated days are named one by one in decrees, so they are known
for some years only; asking about another year is an error that names the year.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_SATURDAY: Final = 5
_SUNDAY: Final = 6


class YearUnknownError(LookupError):
    """The decree on equated days for this year is not in the data, so the calendar of that year is incomplete."""


@dataclass(frozen=True, slots=True)
class HolidayRule:
    """A holiday on a fixed day of the year, or so many days from Easter Sunday."""

    name: str
    article: str
    month: int | None
    day: int | None
    from_easter: int | None
    """Days after Easter Sunday, negative before it; None for a fixed day."""
    if_sunday: int
    """Days to move by when a fixed day is a Sunday; 0 leaves it there."""
    valid_from: date
    valid_to: date | None
    source: str

    def on(self, year: int) -> date | None:
        """Give the day in a year; None when the rule does not hold on it."""
        found = self._day(year)
        holds = self.valid_from <= found and (self.valid_to is None or found <= self.valid_to)
        return found if holds else None

    def _day(self, year: int) -> date:
        if self.month is None or self.day is None:
            return easter_sunday(year) + timedelta(days=self.from_easter or 0)
        fixed = date(year, self.month, self.day)
        return fixed + timedelta(days=self.if_sunday) if fixed.weekday() == _SUNDAY else fixed


@dataclass(frozen=True, slots=True)
class EquatedDay:
    """A day that a decree equates with a holiday (Atw article 3(3))."""

    day: date
    provenance: str
    source: str


@dataclass(frozen=True, slots=True)
class FreeDays:
    """The days of the known years that are no working days, weekends aside."""

    first_year: int
    last_year: int
    holidays: frozenset[date]
    equated: frozenset[date]

    def is_free(self, day: date, *, equated_counts: bool = True) -> bool:
        """Say whether a day is a Saturday, Sunday, holiday or, unless told otherwise, equated day.

        Raises:
            YearUnknownError: the equated days of that year are not known. A weekend needs no decree.

        """
        if day.weekday() >= _SATURDAY:
            return True
        if not self.first_year <= day.year <= self.last_year:
            raise YearUnknownError(
                f"The equated days of {day.year} are not known, only those of {self.first_year} to {self.last_year}: "
                f"whether {day} is a free day cannot be said before the decree for {day.year} is in the law data."
            )
        return day in self.holidays or (equated_counts and day in self.equated)


def free_days(rules: Iterable[HolidayRule], equated: Iterable[EquatedDay], first_year: int, last_year: int) -> FreeDays:
    """Work the rules out for the years of which the equated days are known, both inclusive."""
    years = range(first_year, last_year + 1)
    worked_out = (rule.on(year) for rule in rules for year in years)
    return FreeDays(
        first_year=first_year,
        last_year=last_year,
        holidays=frozenset(day for day in worked_out if day is not None),
        equated=frozenset(one.day for one in equated),
    )


def easter_sunday(year: int) -> date:
    """Give Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leaps, remainder = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - correction + 15) % 30
    weekday = (32 + 2 * remainder + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)
