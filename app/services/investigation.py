"""Steps of the investigation in a released case, recorded by its case officer; the reporter sees their days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.conversation import ORGANISATION_SPACE
from app.domain.errors import PolicyNotLoadedError
from app.domain.investigation import check_heard, checked_step, demands_hearing
from app.services.intake import Received
from app.services.organisation_policy import policy_of_case
from app.services.organisation_space import check_officer_stands, holding
from app.store.steps import KeptStep

if TYPE_CHECKING:
    from datetime import date

    from app.domain.case import Case
    from app.domain.ids import AccountId, CaseId
    from app.store.unit_of_work import UnitOfWork


def take_step(work: UnitOfWork, account_id: AccountId, case_id: CaseId, name: str, today: date) -> Received:
    """Record that a step was taken; the same again changes nothing.

    Raises:
        UnknownError: not released to this account.
        CounsellorRevokedError: the officer's key is compromised, or gone from the list.
        InvestigationError, OtherSideNotHeardError, CaseClosedError: this step cannot be taken now.
        PolicyNotLoadedError: the other side was not heard, and the rules that say whether it must be are not there.

    """
    held = holding(work, account_id, case_id, locked=True)
    done = work.steps.of_case(case_id)
    if name in done:
        return Received(done[name], is_new=False)
    check_officer_stands(work, held, today)
    step = checked_step(name, done, held.case, must_hear=must_hear(held.case))
    work.steps.add(KeptStep(case_id, ORGANISATION_SPACE, step.value, today))
    return Received(today, is_new=True)


def check_may_conclude(work: UnitOfWork, a_case: Case) -> None:
    """Give feedback or close only after the other side was heard, where the policy of the case demands that.

    Raises:
        OtherSideNotHeardError: that was not recorded.
        PolicyNotLoadedError: the same, and the version that the case is pinned to is not loaded.

    """
    check_heard(work.steps.of_case(a_case.case_id), must_hear=must_hear(a_case))


def must_hear(a_case: Case) -> bool | None:
    """Say whether the policy of a case demands that both sides are heard; None when its version is not loaded."""
    try:
        return demands_hearing(policy_of_case(a_case))
    except PolicyNotLoadedError:
        return None
