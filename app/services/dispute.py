"""Dispute: the counsellor's signed word that a recorded miss was none, naming a message of that time (PROTOCOL 5.6).

It takes nothing back from the log. The reporter's client opens the message that is named and sees what it is.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from app.domain.conversation import COUNSELLOR_SPACE, Direction
from app.domain.errors import NothingMissedError, StatementError
from app.services.conditional_route import suspend_disputed
from app.services.signed_act import SignedAct, keep_act
from crypto.tree import EventType

if TYPE_CHECKING:
    from datetime import date

    from app.store.unit_of_work import UnitOfWork

DISPUTE_DAYS: Final = 2
"""So many days after the recorded miss it can be disputed."""


def dispute(work: UnitOfWork, act: SignedAct) -> None:
    """Keep a dispute of a miss that was recorded at most two days ago.

    Raises:
        NothingMissedError: no such miss, or its days are over.
        StatementError: it names no message of the counsellor that came on or before the last day.

    """
    missed = [
        event.due_on
        for event in work.events.of_case(act.case.case_id)
        if event.kind == EventType.DEADLINE_MISSED
        and event.due_on is not None
        and act.today <= event.happened_on + timedelta(days=DISPUTE_DAYS)
    ]
    if not missed:
        raise NothingMissedError
    sent_on = _sent_on(work, act)
    if sent_on is None or sent_on > max(missed):
        raise StatementError
    keep_act(work, act, act.case, EventType.DISPUTE)
    suspend_disputed(work, act.case, sent_on, act.today)


def _sent_on(work: UnitOfWork, act: SignedAct) -> date | None:
    """Give the day on which the named message of the counsellor came in; None when it names none of this case."""
    for index in range(act.case.recipient_messages):
        stored = work.envelopes.hash_at(act.case.case_id, COUNSELLOR_SPACE, Direction.FROM_RECIPIENT, index)
        if stored is not None and stored[0] == act.statement.ref:
            return stored[1]
    return None
