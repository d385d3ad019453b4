"""After-care: the moments to ask how somebody is doing after closing, and that it was asked (Wbk art. 17e).

That it was asked is taken for true only when a message of the counsellor came on that day or later: nobody ticks off a
question that was never put.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.after_care import CheckIn, check_ins, step_of
from app.domain.conversation import COUNSELLOR_SPACE, Direction
from app.domain.errors import AfterCareError, UnknownError
from app.services.organisation_policy import all_policies
from app.store.steps import KeptStep

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from app.domain.case import Case
    from app.domain.ids import AccountId, CaseId
    from app.domain.policy import Policy
    from app.store.unit_of_work import UnitOfWork


def check_ins_of(work: UnitOfWork, a_case: Case) -> tuple[CheckIn, ...]:
    """Give the moments of a case; nothing while it is open."""
    return () if a_case.closed_on is None else moments(a_case, work.steps.of_case(a_case.case_id))


def moments(a_case: Case, steps: Mapping[str, date]) -> tuple[CheckIn, ...]:
    """Give the same, with the steps that were taken in it."""
    return check_ins(_policy(a_case.policy_id), a_case.track, a_case.closed_on, a_case.dismissed_on, steps)


def note_asked(work: UnitOfWork, account_id: AccountId, case_id: CaseId, months: int, today: date) -> date:
    """Keep that the counsellor asked, and give the day of that; once kept it stays so.

    Raises:
        UnknownError: not a case of this account.
        AfterCareError: it is not time yet, or no message went to the reporter since.

    """
    a_case = work.cases.by_id(case_id)
    if a_case is None or a_case.assignee_account_id != account_id:
        raise UnknownError
    moment = next((one for one in check_ins_of(work, a_case) if one.months == months), None)
    if moment is None or today < moment.due_on:
        raise AfterCareError
    if moment.asked_on is not None:
        return moment.asked_on
    asked_on = _newest_message(work, a_case)
    if asked_on is None or asked_on < moment.due_on:
        raise AfterCareError
    work.steps.add(KeptStep(a_case.case_id, COUNSELLOR_SPACE, step_of(months), today))
    return today


def waiting_days(work: UnitOfWork, account_id: AccountId) -> frozenset[date]:
    """Give the days of moments that were not asked yet, over all closed cases that an account holds."""
    return frozenset(
        moment.due_on
        for one in work.after_care.closed_cases(account_id)
        for moment in check_ins(_policy(one.policy_id), one.track, one.closed_on, one.dismissed_on, one.steps)
        if moment.asked_on is None
    )


def _newest_message(work: UnitOfWork, a_case: Case) -> date | None:
    newest = work.envelopes.hash_at(
        a_case.case_id, COUNSELLOR_SPACE, Direction.FROM_RECIPIENT, a_case.recipient_messages - 1
    )
    return newest[1] if newest is not None else None


def _policy(policy_id: str | None) -> Policy | None:
    """Give the version a case is pinned to; without it the rhythm is our own."""
    return next((policy for policy in all_policies() if policy.id == policy_id), None)
