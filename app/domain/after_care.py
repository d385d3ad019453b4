"""After-care: when the counsellor asks how somebody is doing after the case was closed (Wbk art. 17e).

Detriment often comes later than the report. The rhythm is that of the organisation's policy, in months after closing;
where it is silent the months below hold, which are ours. Nothing here is a term of the law, and nothing is ever missed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.domain.term_calendar import add_months
from app.domain.track import Track

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from app.domain.policy import Policy

DEFAULT_MONTHS: Final = (1, 6, 12)
_STEP: Final = "after-care-"


@dataclass(frozen=True, slots=True)
class CheckIn:
    """One moment: so many months after closing, its day, and the day on which it was asked; None: not yet."""

    months: int
    due_on: date
    asked_on: date | None

    def waits(self, today: date) -> bool:
        """Say whether it is time to ask."""
        return self.asked_on is None and today >= self.due_on


def step_of(months: int) -> str:
    """Give the name under which it is kept that somebody asked."""
    return f"{_STEP}{months}"


def check_ins(
    policy: Policy | None, track: Track, closed_on: date | None, dismissed_on: date | None, steps: Mapping[str, date]
) -> tuple[CheckIn, ...]:
    """Give the moments of a closed case, in order; none while it is open, after advice, and for what was no report."""
    if closed_on is None or dismissed_on is not None or track is Track.SPARREN:
        return ()
    months = (policy.parameters.aftercare_after_months if policy is not None else ()) or DEFAULT_MONTHS
    return tuple(CheckIn(one, add_months(closed_on, one), steps.get(step_of(one))) for one in months)
