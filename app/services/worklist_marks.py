"""What stands beside an account's worklist: a yes that waits, after-care, and cases it may still read.

All for one page at once, so that a long worklist asks the database no more often than a short one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from app.domain.consent import ASKED_BY_COUNSELLOR
from app.domain.conversation import COUNSELLOR_SPACE
from app.services.after_care import moments

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from app.domain.after_care import CheckIn
    from app.domain.case import Case
    from app.domain.ids import AccountId, CaseId
    from app.store.unit_of_work import UnitOfWork


class FormerCase(NamedTuple):
    """A case that went to another counsellor, and the last day on which this account may read what was its own."""

    case: Case
    until_on: date


def allowed_in(work: UnitOfWork, case_ids: Collection[CaseId], today: date) -> dict[bytes, list[int]]:
    """Give by case the purposes of the consents that wait for its counsellor, in order; nothing for the others.

    What only waits for a miss is not among them: what the reporter prepared is not told here (PROTOCOL 5.6).
    """
    found: dict[bytes, list[int]] = {}
    for case_id, purpose in work.consents.standing(case_ids, ASKED_BY_COUNSELLOR, today):
        found.setdefault(case_id, []).append(purpose)
    return found


def after_care_due(work: UnitOfWork, cases: Collection[Case], today: date) -> dict[bytes, CheckIn]:
    """Give by case the first moment at which it was time to ask how it goes, and nobody did; nothing for the others."""
    closed = [a_case for a_case in cases if a_case.closed_on is not None]
    taken = work.after_care.steps_in([a_case.case_id for a_case in closed])
    found: dict[bytes, CheckIn] = {}
    for a_case in closed:
        due = next((one for one in moments(a_case, taken.get(a_case.case_id, {})) if one.waits(today)), None)
        if due is not None:
            found[a_case.case_id] = due
    return found


def former_cases(work: UnitOfWork, account_id: AccountId, today: date) -> list[FormerCase]:
    """Give the cases that this account handed over and may still read, the one that ends first on top."""
    held = [
        (one.case_id, one.until_on)
        for one in work.holders.of_account(account_id)
        if one.space == COUNSELLOR_SPACE and one.keeps_access and one.until_on is not None and today <= one.until_on
    ]
    cases = [(work.cases.view(case_id), until_on) for case_id, until_on in sorted(held, key=lambda one: one[1])]
    return [
        FormerCase(a_case, until_on)
        for a_case, until_on in cases
        if a_case is not None and a_case.assignee_account_id != account_id
    ]
