"""A line of the statutory register (Wbk art. 2a): that a report came in and how it was handled, never what it says.

The law asks for a register and sets no fields. These are the ones with which an employer can account for a report: a
random number, the day and the channel of receipt, what was owed and when it was done, how it ended, and until when and
on what ground it is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from app.domain.errors import CaseOpenError, NotLaterError, ReasonMissingError, StillNeededError

if TYPE_CHECKING:
    from app.domain.case import Case
    from app.domain.case_duties import CaseDuty
    from app.domain.retention import Keeping

REASON_LIMIT: Final = 500
"""Characters of a reason for keeping longer or for destroying."""


class Outcome(StrEnum):
    """How far it came, as a class and without content."""

    IN_PROGRESS = "in_progress"
    ANSWERED = "answered"
    CLOSED = "closed"
    NOT_A_REPORT = "not_a_report"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterLine:
    """One report in the register. Id: 16 random bytes, which say nothing about order or number."""

    register_id: bytes
    channel: str
    received_on: date
    released_on: date | None
    acknowledged_on: date | None
    feedback_on: date | None
    dismissed_on: date | None
    closed_on: date | None
    missed: tuple[CaseDuty, ...]
    outcome: Outcome
    keeping: Keeping | None
    """None while the case is open: no term runs yet."""
    extended_to: date | None
    extension_reason: str | None

    @property
    def destroy_on(self) -> date | None:
        """The day on which it is destroyed; None while the case is open."""
        if self.keeping is None:
            return None
        return max(self.keeping.until, self.extended_to or self.keeping.until)


@dataclass(frozen=True, slots=True)
class Destruction:
    """That a report was destroyed, when and why; nothing leads back to the case."""

    destruction_id: bytes
    destroyed_on: date
    reason: str


def outcome_of(a_case: Case) -> Outcome:
    """Say how far a case came."""
    if a_case.dismissed_on is not None:
        return Outcome.NOT_A_REPORT
    if a_case.closed_on is not None:
        return Outcome.CLOSED
    return Outcome.ANSWERED if a_case.feedback_on is not None else Outcome.IN_PROGRESS


def checked_reason(text: str) -> str:
    """Give a reason as it is kept: one paragraph.

    Raises:
        ReasonMissingError: there is none, or it is longer than 500 characters.

    """
    reason = " ".join(text.split())
    if not 1 <= len(reason) <= REASON_LIMIT:
        raise ReasonMissingError
    return reason


def check_extension(line: RegisterLine, until: date) -> None:
    """Check that a report may be kept until a later day.

    Raises:
        CaseOpenError: it is not closed, so no term runs that could be extended.
        NotLaterError: it is kept until that day already.

    """
    if line.destroy_on is None:
        raise CaseOpenError
    if until <= line.destroy_on:
        raise NotLaterError


def check_destruction(line: RegisterLine, today: date, *, by_keeper: bool) -> None:
    """Check that a report may be destroyed today.

    by_keeper: by the counsellor who holds the case. The employer waits for the day that the reporter was told, because
    what it would destroy may be the reporter's own evidence (Wbk art. 17eb).

    Raises:
        CaseOpenError: it is not closed.
        StillNeededError: the employer is too early.

    """
    if line.destroy_on is None:
        raise CaseOpenError
    if not by_keeper and today < line.destroy_on:
        raise StillNeededError
