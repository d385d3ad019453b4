"""Erasure: a case goes with everything in it, and only commitments that nobody can open stay in the log (PROTOCOL 7.7).

In one transaction: the event DELETED is recorded like every other, so that the log gets one entry more; commitments
that wait for the next batch are set apart without their case; the case is counted for its year if that was not done;
and envelopes, statements, events with their salts, the register row and the case are taken away. After the commit the
store's one writer cuts the write-ahead log, where SQLite would keep copies of what was erased (PROTOCOL 7.6).

While an order of a court or authority to disclose something of the case is open, nothing of it is erased, whoever asks.

The event DELETED can be opened by nobody either, its salt is never kept: it makes the erased case end like any other in
the log, and proves nothing. That a register row was destroyed, on which day and why, stands in `destructions`.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Final

from app.domain.errors import OrderOpenError
from app.domain.legal_demand import holds_back
from app.domain.register import Destruction
from app.services.case_log import record
from app.services.retention import destroy_on, keeping
from app.services.statistics import count_before_erasure
from crypto.tree import EventType

if TYPE_CHECKING:
    from datetime import date

    from app.domain.case import Case
    from app.store.unit_of_work import UnitOfWork

TERM_OVER: Final = "retention:"
"""Begins a reason that is no free text: the term for cases that ended so was over."""


def erase_case(work: UnitOfWork, a_case: Case, today: date, reason: str) -> Destruction | None:
    """Erase a case, and say how it was destroyed; None for a case without register row, which leaves nothing.

    Raises:
        OrderOpenError: an order to disclose is open.

    """
    if is_held_back(work, a_case.case_id):
        raise OrderOpenError
    count_before_erasure(work, a_case, today)
    record(work, a_case, EventType.DELETED, today)
    entry = work.register.of_case(a_case.case_id)
    work.erasure.erase(a_case.case_id)
    if entry is None:
        return None
    destruction = Destruction(uuid.uuid4().bytes, today, reason)
    was_released = a_case.released_on is not None
    work.register.note_destruction(entry.organisation_id, destruction, was_released=was_released)
    return destruction


def is_held_back(work: UnitOfWork, case_id: bytes) -> bool:
    """Say whether an order to disclose is open in a case, so that nothing of it is erased."""
    return holds_back(work.legal_demands.of_case(case_id))


def erase_when_due(work: UnitOfWork, case_id: bytes, today: date) -> bool:
    """Erase a case whose day has come; False when it is gone, or a message, an extension or an order keeps it."""
    a_case = work.cases.by_id(case_id)
    kept = keeping(work, a_case) if a_case is not None else None
    day = destroy_on(work, a_case) if a_case is not None else None
    if a_case is None or kept is None or day is None or today < day or is_held_back(work, a_case.case_id):
        return False
    erase_case(work, a_case, today, TERM_OVER + kept.closed_as.value)
    return True
