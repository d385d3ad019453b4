"""The only place that asks what time it is. Everywhere else, time is an argument."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from datetime import time as clock_time
from typing import Final, Protocol
from zoneinfo import ZoneInfo

LATE: Final = clock_time(23, 59)


class Clock(Protocol):
    """What the edge asks; tests give a fixed one."""

    def today(self) -> date:
        """Give the civil day in the service's time zone."""

    def time_of_day(self) -> clock_time:
        """Give the local time in that zone; it decides which of today's jobs are due and is kept nowhere."""

    def seconds(self) -> int:
        """Give whole seconds since 1970-01-01 UTC; for challenges, kept nowhere."""

    def monotonic(self) -> float:
        """Give seconds that only go forward; for sessions and waiting."""


@dataclass(frozen=True)
class SystemClock:
    """The machine's clock; `fixed_day` is the demo's moved day and nothing else's."""

    zone: ZoneInfo
    fixed_day: date | None = None

    def today(self) -> date:
        """Take the UTC instant, convert it to the zone, then take the date (PROTOCOL 2)."""
        return self.fixed_day or datetime.now(UTC).astimezone(self.zone).date()

    def time_of_day(self) -> clock_time:
        """Local time in the zone; a moved day is taken as nearly over, so that all its jobs are due."""
        return LATE if self.fixed_day is not None else datetime.now(UTC).astimezone(self.zone).time()

    def seconds(self) -> int:
        """Whole seconds since 1970-01-01 UTC."""
        return int(time.time())

    def monotonic(self) -> float:
        """Seconds of a clock that is never set back."""
        return time.monotonic()
