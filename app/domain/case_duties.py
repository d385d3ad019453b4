"""What the reporter is owed, by which day, and how that stands (Wbk art. 2(2)(h), (i); PROTOCOL 6.1, 6.2).

Nothing here is kept: a duty follows from the law and the facts of the case on the day it is looked at. Where the
organisation's policy says that the clocks wait for release, a counsellor's seven days before it are a promise of the
counsellor's own, which nobody can miss in the sense of the law.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Final

from app.domain.deadlines import NEVER, deadlines_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from app.domain.case import Clocked
    from app.domain.law import Law

NEAR_DAYS: Final = 2
"""So many days before its last day a duty is near; then the first reminder goes out."""
REMINDED: Final = (timedelta(days=-NEAR_DAYS), timedelta(), timedelta(days=1))
"""When there is a reminder, counted from the last day of a duty."""

UNDATED: Final = NEVER - timedelta(days=1)
"""Sorts an open case in which no day counts behind every case with a day, and before those that are closed."""


class Owed(IntEnum):
    """What is owed, by the number of the act that fulfils it; also the detail of a recorded miss."""

    ACKNOWLEDGEMENT = 2
    FEEDBACK = 3


class Standing(StrEnum):
    """How a duty stands. What was fulfilled after its last day stays missed."""

    OPEN = "open"
    NEAR = "near"
    MISSED = "missed"
    MET = "met"


@dataclass(frozen=True, slots=True)
class CaseDuty:
    """One duty of a case: the last day, and the day it was fulfilled."""

    owed: Owed
    due: date
    fulfilled_on: date | None
    is_promise: bool = False
    """The counsellor's own word, not a duty of the law; it is near or met, and never missed."""

    def standing(self, today: date) -> Standing:
        """Say how it stands on a day."""
        if not self.is_promise and (self.fulfilled_on or today) > self.due:
            return Standing.MISSED
        if self.fulfilled_on is not None:
            return Standing.MET
        return Standing.NEAR if today >= self.near_on else Standing.OPEN

    @property
    def near_on(self) -> date:
        """The first day on which it is near."""
        return self.due - timedelta(days=NEAR_DAYS)


def duties_of(law: Law, a_case: Clocked, *, at_release: bool) -> tuple[CaseDuty, ...]:
    """Give what is owed in a case, acknowledgement first; nothing on a track without a clock.

    at_release: by the policy of the case the clocks start when the reporter releases it.
    """
    is_waiting = at_release and a_case.released_on is None
    start = a_case.received_on if is_waiting or not at_release else a_case.released_on or a_case.received_on
    said = max(a_case.acknowledged_on, start) if a_case.acknowledged_on is not None else None
    limits = deadlines_of(law, a_case.track, start, said)
    if limits is None:
        return ()
    # Feedback and a dismissal confirm receipt too, when the acknowledgement itself was contested.
    received = _first(said, a_case.feedback_on, a_case.dismissed_on)
    acknowledgement = CaseDuty(Owed.ACKNOWLEDGEMENT, limits[0].last_day, received, is_promise=is_waiting)
    if is_waiting:
        return (acknowledgement,)
    answered = _first(a_case.feedback_on, a_case.dismissed_on)
    return acknowledgement, CaseDuty(Owed.FEEDBACK, limits[1].last_day, answered)


def limit_of(duties: Iterable[CaseDuty], owed: Owed) -> date | None:
    """Give the last day of one duty; None where it is not owed."""
    return next((duty.due for duty in duties if duty.owed is owed), None)


def missed(duties: Iterable[CaseDuty], today: date) -> tuple[CaseDuty, ...]:
    """Give the duties that were not fulfilled in time, also those fulfilled later."""
    return tuple(duty for duty in duties if duty.standing(today) is Standing.MISSED)


def next_look_on(duties: Iterable[CaseDuty], *, is_closed: bool) -> date:
    """Give the day from which a duty that stands open is near; without one `UNDATED`, and `NEVER` in a closed case.

    An index, not a fact: it orders the worklist, so that what was missed stays on top; no reminder is due before it.
    """
    if is_closed:
        return NEVER
    return min((duty.near_on for duty in duties if duty.fulfilled_on is None), default=UNDATED)


def _first(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)
