"""Plan: the counsellor tells what the next step is. It moves no day, and the log has no event for it (PROTOCOL 6.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.case_acts import planned
from app.services.signed_act import SignedAct, keep_act

if TYPE_CHECKING:
    from app.store.unit_of_work import UnitOfWork


def tell_plan(work: UnitOfWork, act: SignedAct) -> None:
    """Keep that a plan was told.

    Raises:
        CaseClosedError: the case is closed.

    """
    keep_act(work, act, planned(act.case, act.today), None)
