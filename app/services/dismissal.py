"""Dismissal, *geen melding*: advertising, a test, unreadable, another organisation's, or the same again (PROTOCOL 6.2).

It fulfils both duties, is counted apart, comes with a sentence to the sender, and can be contested by them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.case_acts import dismissed
from app.services.signed_act import SignedAct, keep_act
from crypto.tree import EventType

if TYPE_CHECKING:
    from app.store.unit_of_work import UnitOfWork


def dismiss(work: UnitOfWork, act: SignedAct) -> None:
    """Keep that this is no report, with the reason in `detail`.

    Raises:
        CaseClosedError, AlreadyDismissedError, AlreadyAnsweredError: the case does not allow it now.

    """
    keep_act(work, act, dismissed(act.case, act.today), EventType.DISMISSED)
