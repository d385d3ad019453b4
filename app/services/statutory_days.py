"""The days of a case by the law that comes with this version of the service (`app/policies/law_nl.toml`).

`at_release`: by the organisation's policy the legal clocks start when the reporter releases the case. Then no term for
feedback runs yet, and the last day to acknowledge is the counsellor's own promise, counted like the law's.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from app.domain import deadlines
from app.policies.law_loader import dutch_law

if TYPE_CHECKING:
    from datetime import date

    from app.domain.track import Track


@lru_cache(maxsize=256)
def ack_limit(track: Track, received_on: date) -> date | None:
    """Give the last day to acknowledge receipt, the law's or the counsellor's own; None on a track without clock."""
    return deadlines.ack_limit(dutch_law(), track, received_on)


def feedback_limit(
    track: Track, received_on: date, acknowledged_on: date | None, *, at_release: bool = False
) -> date | None:
    """Give the last day for feedback, None when no clock runs; a late or missing acknowledgement buys no time."""
    if at_release:
        return None
    return deadlines.feedback_limit(dutch_law(), track, received_on, acknowledged_on)
