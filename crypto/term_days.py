"""Which days do not end a term: weekends, generally recognised holidays, Good Friday, equated days (6.1).

Algemene termijnenwet article 3. Liberation Day counts every year, King's Day on the day it is celebrated.
"""

import datetime as dt
from functools import cache
from typing import Final

# Article 3(3): days equated by decree in the Staatscourant (decree on equating days, for 2026-2028). Dated
# data: a missing decree gives an outer limit that is too early, never too late, and binds nobody.
EQUATED_DAYS: Final = frozenset(
    {
        dt.date(2026, 1, 2),
        dt.date(2026, 5, 15),
        dt.date(2027, 5, 7),
        dt.date(2028, 4, 28),
        dt.date(2028, 5, 26),
    }
)

_SATURDAY: Final = 5
_SUNDAY: Final = 6


def is_free_day(date: dt.date) -> bool:
    """Say whether a term cannot end on this day."""
    return date.weekday() >= _SATURDAY or date in EQUATED_DAYS or date in holidays(date.year)


@cache
def holidays(year: int) -> frozenset[dt.date]:
    """Return the holidays of a year that article 3 names, Good Friday included."""
    easter = easter_sunday(year)
    moving = (-2, 0, 1, 39, 49, 50)  # Good Friday, Easter (2), Ascension, Whit (2)
    kings_day = dt.date(year, 4, 27)
    if kings_day.weekday() == _SUNDAY:
        kings_day = dt.date(year, 4, 26)
    fixed = {dt.date(year, 1, 1), kings_day, dt.date(year, 5, 5), dt.date(year, 12, 25), dt.date(year, 12, 26)}
    return frozenset(fixed | {easter + dt.timedelta(days=days) for days in moving})


def easter_sunday(year: int) -> dt.date:
    """Return Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leaps, remainder = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - correction + 15) % 30
    weekday = (32 + 2 * remainder + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return dt.date(year, month, day + 1)
