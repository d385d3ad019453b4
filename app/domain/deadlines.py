"""The two clocks of a report to an employer (Wbk art. 2(2)(h) and (i); PROTOCOL 6.1).

A deadline is no row: it is what these rules say about the facts of a case. The nominal date counts here; the
Algemene termijnenwet may move the outer date, which is never used to delay.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from app.domain.term_calendar import add_days, add_months
from app.domain.track import Track, has_clock

ACKNOWLEDGE_WITHIN_DAYS: Final = 7
FEEDBACK_WITHIN_MONTHS: Final = 3

NEVER: Final = date(9999, 12, 31)
"""Sorts a case without a clock behind every case that has one."""


def ack_limit(track: Track, received_on: date) -> date | None:
    """Give the last day to acknowledge receipt; None on a track without clock."""
    return add_days(received_on, ACKNOWLEDGE_WITHIN_DAYS) if has_clock(track) else None


def feedback_limit(track: Track, received_on: date, acknowledged_on: date | None) -> date | None:
    """Give the last day for feedback; a late or missing acknowledgement buys no time."""
    limit = ack_limit(track, received_on)
    if limit is None:
        return None
    return add_months(min(acknowledged_on or limit, limit), FEEDBACK_WITHIN_MONTHS)


def next_look_on(track: Track, received_on: date, acknowledged_on: date | None) -> date:
    """Give the day of the nearest duty that stands open, `NEVER` without one. An index, not a fact."""
    if acknowledged_on is None:
        return ack_limit(track, received_on) or NEVER
    return feedback_limit(track, received_on, acknowledged_on) or NEVER
