"""Ways to stop: what the reporter can end or have destroyed, and what stays whoever asks (PROTOCOL 3.4, 7.7).

Nobody asks why. Where a duty to answer runs, it is not ended by a click: the counsellor is asked to in a message.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.errors import StopError
from app.domain.track import Track

if TYPE_CHECKING:
    from datetime import date

    from app.domain.case import Case


class Stays(StrEnum):
    """What is still there afterwards."""

    ORDER = "order"
    """Everything, while a court or authority orders disclosure."""
    LOG = "log"
    REGISTER = "register"
    RELEASED = "released"
    MEMORY = "memory"
    BACKUPS = "backups"


@dataclass(frozen=True, slots=True)
class Ending:
    """Whether a case was erased, until when it is kept otherwise, and what stays."""

    is_erased: bool
    until: date | None
    stays: tuple[Stays, ...]


def ended(a_case: Case, today: date) -> Case:
    """Give the case as it is when the reporter has ended the talk.

    Raises:
        StopError: an answer is still owed.

    """
    if a_case.closed_on is not None:
        return a_case
    is_answered = a_case.feedback_on is not None or a_case.dismissed_on is not None
    if a_case.track is not Track.SPARREN and not is_answered:
        raise StopError
    return replace(a_case, closed_on=today)


def can_be_erased(a_case: Case, *, is_answered: bool) -> bool:
    """Say whether the reporter's wish alone is enough to destroy a case now.

    is_answered: a counsellor wrote or signed something, so the report is being dealt with.
    """
    if a_case.released_on is not None:
        return False
    return a_case.track is Track.SPARREN or not is_answered


def kept(a_case: Case, until: date | None, *, is_ordered: bool = False) -> Ending:
    """Say what stays of a case that is not destroyed at the reporter's wish alone.

    is_ordered: an order to disclose is open that the reporter may know of.
    """
    ordered = (Stays.ORDER,) if is_ordered else ()
    released = (Stays.RELEASED,) if a_case.released_on is not None else ()
    return Ending(False, until, (*ordered, Stays.REGISTER, *released, Stays.LOG, Stays.MEMORY, Stays.BACKUPS))  # noqa: FBT003


def erased(*, is_answered: bool) -> Ending:
    """Say what stays of a case that is gone."""
    memory = (Stays.MEMORY,) if is_answered else ()
    return Ending(True, None, (Stays.LOG, *memory, Stays.BACKUPS))  # noqa: FBT003
