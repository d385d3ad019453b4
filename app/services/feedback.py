"""Feedback: what was looked at, found and done, and what cannot be said (PROTOCOL 6.2; Wbk art. 2(2)(i)).

The four parts are sealed; the service sees that a message came with the signed word that it is feedback. Whether it
is one, only its reader can tell, who may contest it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.case_acts import answered
from app.services.signed_act import SignedAct, keep_act
from crypto.tree import EventType

if TYPE_CHECKING:
    from app.store.unit_of_work import UnitOfWork


def give_feedback(work: UnitOfWork, act: SignedAct) -> None:
    """Keep that feedback was given.

    Raises:
        CaseClosedError, AlreadyAnsweredError, AcknowledgementMissingError: the case does not allow it now.

    """
    keep_act(work, act, answered(act.case, act.today), EventType.FEEDBACK)
