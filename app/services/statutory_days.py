"""The days of a case by the law that comes with this version of the service (`app/policies/law_nl.toml`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain import deadlines
from app.policies.law_loader import dutch_law

if TYPE_CHECKING:
    from datetime import date

    from app.domain.track import Track


def ack_limit(track: Track, received_on: date) -> date | None:
    """Give the last day to acknowledge receipt; None on a track without clock."""
    return deadlines.ack_limit(dutch_law(), track, received_on)


def feedback_limit(track: Track, received_on: date, acknowledged_on: date | None) -> date | None:
    """Give the last day for feedback; a late or missing acknowledgement buys no time."""
    return deadlines.feedback_limit(dutch_law(), track, received_on, acknowledged_on)


def next_look_on(track: Track, received_on: date, acknowledged_on: date | None) -> date:
    """Give the day of the nearest duty that stands open, `NEVER` without one. An index, not a fact."""
    return deadlines.next_look_on(dutch_law(), track, received_on, acknowledged_on)
