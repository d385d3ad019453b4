"""Closure: the end of a case, never before its reporter had an answer (PROTOCOL 6.2).

Four things refuse a closure without feedback: this rule, the command line before it signs, the workplace's page, and
a constraint of the database.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.case_acts import closed
from app.services.investigation import check_may_conclude
from app.services.signed_act import SignedAct, keep_act
from crypto.tree import EventType

if TYPE_CHECKING:
    from app.store.unit_of_work import UnitOfWork


def close_case(work: UnitOfWork, act: SignedAct) -> None:
    """Close the case.

    Raises:
        FeedbackMissingError: the reporter has had no feedback, and was not told that it is no report.
        CaseClosedError: it is closed.
        OtherSideNotHeardError: it was released, and the policy demands that both sides are heard first.
        PolicyNotLoadedError: it was released, and whether the policy demands that cannot be told.

    """
    if act.case.released_on is not None:
        check_may_conclude(work, act.case)
    keep_act(work, act, closed(act.case, act.today), EventType.CLOSED)
