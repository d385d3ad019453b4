"""Acknowledgement: the counsellor's signed word that receipt was confirmed (PROTOCOL 3.4, 6.2; Wbk art. 2(2)(h))."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.case_acts import acknowledged
from app.services.signed_act import SignedAct, keep_act
from crypto.tree import EventType

if TYPE_CHECKING:
    from app.store.unit_of_work import UnitOfWork


def acknowledge(work: UnitOfWork, act: SignedAct) -> None:
    """Keep the acknowledgement; a late one is kept too, and buys no time for the feedback.

    Raises:
        CaseClosedError, AlreadyAcknowledgedError: the case does not allow it now.

    """
    keep_act(work, act, acknowledged(act.case, act.today), EventType.ACK)
