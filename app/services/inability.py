"""Inability: the counsellor cannot go on, being ill or involved (PROTOCOL 6.2, kind 10). The duties go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.case_acts import unable
from app.services.signed_act import SignedAct, keep_act
from crypto.tree import EventType

if TYPE_CHECKING:
    from app.store.unit_of_work import UnitOfWork


def say_unable(work: UnitOfWork, act: SignedAct) -> None:
    """Keep that the counsellor cannot go on with the case.

    Raises:
        CaseClosedError, AlreadyUnableError: the case does not allow it now.

    """
    keep_act(work, act, unable(act.case, act.today), EventType.UNABLE)
