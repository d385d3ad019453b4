"""What may be done in a case, in which order, and what the case is after it (PROTOCOL 6.2; Wbk art. 2(2)(h), (i)).

RECEIVED → ACKNOWLEDGED → ANSWERED → CLOSED. On a track with a clock nothing is closed before feedback was given, or
before it was said to be no report. Whoever reported may contest a word that was given; then it counts as not given,
and a closed case is open again. Each function gives the case as it is after the act and keeps nothing.
"""

from __future__ import annotations

from dataclasses import replace
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Final

from app.domain.errors import (
    AcknowledgementMissingError,
    AlreadyAcknowledgedError,
    AlreadyAnsweredError,
    AlreadyDismissedError,
    AlreadyUnableError,
    CaseClosedError,
    DutyError,
    FeedbackMissingError,
    NotContestableError,
)
from app.domain.track import has_clock

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from app.domain.case import Case


class CaseAct(IntEnum):
    """Acts by the number under which they are signed (WBY1)."""

    ACCEPT = 1
    ACKNOWLEDGE = 2
    GIVE_FEEDBACK = 3
    PLAN = 4
    CLOSE = 5
    ROUTE_BY_HAND = 6
    CONTEST = 9
    SAY_UNABLE = 10
    DISPUTE = 11
    DISMISS = 14


class CaseState(StrEnum):
    """How far a case is."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    ANSWERED = "answered"
    DISMISSED = "dismissed"
    CLOSED = "closed"


CONTESTABLE: Final = frozenset({CaseAct.ACKNOWLEDGE, CaseAct.GIVE_FEEDBACK, CaseAct.DISMISS})
"""What claims that a duty to the reporter was fulfilled; nothing else can be contested."""


def state_of(a_case: Case) -> CaseState:
    """Give the furthest state of a case."""
    reached = (
        (a_case.closed_on, CaseState.CLOSED),
        (a_case.feedback_on, CaseState.ANSWERED),
        (a_case.dismissed_on, CaseState.DISMISSED),
        (a_case.acknowledged_on, CaseState.ACKNOWLEDGED),
    )
    return next((state for day, state in reached if day is not None), CaseState.RECEIVED)


def acknowledged(a_case: Case, today: date) -> Case:
    """Say that receipt is confirmed.

    Raises:
        CaseClosedError, AlreadyAcknowledgedError: too late, or said before.

    """
    _check_open(a_case)
    if a_case.acknowledged_on is not None:
        raise AlreadyAcknowledgedError
    return replace(a_case, acknowledged_on=today)


def answered(a_case: Case, today: date) -> Case:
    """Say what was looked at, found and done, and what cannot be said.

    Raises:
        CaseClosedError, AlreadyAnsweredError: too late, or given before.
        AcknowledgementMissingError: on a track with a clock the receipt is confirmed first.

    """
    _check_open(a_case)
    if a_case.feedback_on is not None:
        raise AlreadyAnsweredError
    if has_clock(a_case.track) and a_case.acknowledged_on is None:
        raise AcknowledgementMissingError
    return replace(a_case, feedback_on=today)


def planned(a_case: Case, _today: date) -> Case:
    """Tell what will be done; a plan can be told more than once and moves no day.

    Raises:
        CaseClosedError: the case is closed.

    """
    _check_open(a_case)
    return a_case


def dismissed(a_case: Case, today: date) -> Case:
    """Say that this is no report; it takes the place of acknowledgement and feedback.

    Raises:
        CaseClosedError, AlreadyDismissedError, AlreadyAnsweredError: too late, said before, or treated as a report.

    """
    _check_open(a_case)
    if a_case.dismissed_on is not None:
        raise AlreadyDismissedError
    if a_case.feedback_on is not None:
        raise AlreadyAnsweredError
    return replace(a_case, dismissed_on=today)


def closed(a_case: Case, today: date) -> Case:
    """Close a case.

    Raises:
        CaseClosedError: it is closed.
        FeedbackMissingError: the reporter has had no feedback, and was not told that it is no report.

    """
    _check_open(a_case)
    if has_clock(a_case.track) and a_case.feedback_on is None and a_case.dismissed_on is None:
        raise FeedbackMissingError
    return replace(a_case, closed_on=today)


def unable(a_case: Case, today: date) -> Case:
    """Say that the counsellor cannot go on with the case.

    Raises:
        CaseClosedError, AlreadyUnableError: too late, or said before.

    """
    _check_open(a_case)
    if a_case.unable_on is not None:
        raise AlreadyUnableError
    return replace(a_case, unable_on=today)


def contested(a_case: Case, act: int) -> Case:
    """Take back what a contested word had fulfilled; a closed case is open again.

    Raises:
        NotContestableError: that act claims no duty as fulfilled.

    """
    if act == CaseAct.ACKNOWLEDGE:
        return replace(a_case, acknowledged_on=None, closed_on=None)
    if act == CaseAct.GIVE_FEEDBACK:
        return replace(a_case, feedback_on=None, closed_on=None)
    if act == CaseAct.DISMISS:
        return replace(a_case, dismissed_on=None, closed_on=None)
    raise NotContestableError


CHANGES: Final[dict[CaseAct, Callable[[Case, date], Case]]] = {
    CaseAct.ACKNOWLEDGE: acknowledged,
    CaseAct.GIVE_FEEDBACK: answered,
    CaseAct.PLAN: planned,
    CaseAct.CLOSE: closed,
    CaseAct.SAY_UNABLE: unable,
    CaseAct.DISMISS: dismissed,
}
"""What the assignee may do, each with what it makes of the case."""


def allowed_acts(a_case: Case, today: date) -> frozenset[CaseAct]:
    """Give what the assignee may do now."""
    return frozenset(act for act, change in CHANGES.items() if _is_allowed(change, a_case, today))


def _is_allowed(change: Callable[[Case, date], Case], a_case: Case, today: date) -> bool:
    try:
        change(a_case, today)
    except DutyError:
        return False
    return True


def _check_open(a_case: Case) -> None:
    if a_case.closed_on is not None:
        raise CaseClosedError
