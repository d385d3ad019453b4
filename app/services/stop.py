"""Stop: the reporter ends the talk, or asks for destruction, and is told what stays and why (PROTOCOL 3.4, 7.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.domain import stop
from app.domain.errors import UnknownError
from app.domain.legal_demand import holds_back, told_to_reporter
from app.services.case_days import next_look_on, record_missed
from app.services.case_log import record
from app.services.erasure import erase_case, is_held_back
from app.services.intake import Received
from app.services.retention import foreseen
from crypto.tree import EventType

if TYPE_CHECKING:
    from datetime import date

    from app.domain.case import Case
    from app.domain.ids import CaseId
    from app.domain.stop import Ending
    from app.store.unit_of_work import UnitOfWork

TAKEN_BACK: Final = "withdrawn by the reporter before anybody answered"


def end_talk(work: UnitOfWork, case_id: CaseId, today: date) -> Received:
    """Close a case at the reporter's wish; a case that is closed stays so, on its day.

    Raises:
        UnknownError: the case is gone.
        StopError: an answer is still owed.

    """
    a_case = _known(work, case_id)
    if a_case.closed_on is not None:
        return Received(a_case.closed_on, is_new=False)
    after = stop.ended(a_case, today)
    record_missed(work, a_case, today)
    record(work, after, EventType.CLOSED, today, actor_pk=after.sign_pk)
    work.cases.note_act(after, next_look_on(after))
    return Received(today, is_new=True)


def ask_destruction(work: UnitOfWork, case_id: CaseId, today: date) -> Ending:
    """Destroy a case when the reporter's wish is enough, and say what stays; else say until when it is kept.

    An order to disclose that is open keeps it; that this is why is told as soon as the reporter may know of the order.

    Raises:
        UnknownError: the case is gone.

    """
    a_case = _known(work, case_id)
    is_answered = a_case.recipient_messages > 0 or bool(work.duties.kept(case_id))
    if not stop.can_be_erased(a_case, is_answered=is_answered) or is_held_back(work, case_id):
        told = told_to_reporter(work.legal_demands.of_case(case_id))
        return stop.kept(a_case, _until(work, a_case), is_ordered=holds_back(told))
    erase_case(work, a_case, today, TAKEN_BACK)
    return stop.erased(is_answered=is_answered)


def _until(work: UnitOfWork, a_case: Case) -> date | None:
    told = foreseen(work, a_case, for_reporter=True)
    return told.on if told is not None else None


def _known(work: UnitOfWork, case_id: CaseId) -> Case:
    a_case = work.cases.by_id(case_id)
    if a_case is None:
        raise UnknownError
    return a_case
