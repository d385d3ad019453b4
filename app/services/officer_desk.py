"""A case officer's own desk: the cases that were released to them, and one of them with exactly what was released."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.case_duties import Owed, limit_of
from app.domain.conversation import ORGANISATION_SPACE
from app.domain.investigation import Step, in_order, open_steps
from app.domain.policy_words import COUNSELLORS
from app.services.case_days import duties_of_case, missed_of_case, next_look_on, tasks_of_case
from app.services.case_statements import Statements, statements_of
from app.services.investigation import must_hear
from app.services.legal_demands import of_officers
from app.services.organisation_policy import clock_starts_at_release
from app.services.organisation_space import Released, envelopes_of_space, holding, may_write, officer_of, releases_to

if TYPE_CHECKING:
    from datetime import date

    from app.domain.case import Case, Envelope
    from app.domain.case_duties import CaseDuty
    from app.domain.ids import AccountId, CaseId
    from app.domain.legal_demand import LegalDemand
    from app.domain.policy_tasks import CaseTask
    from app.store.holders import Holder
    from app.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class ReleasedItem:
    """A released case in the officer's worklist, with what the employer owes and by which day."""

    case: Case
    ack_limit: date | None
    feedback_limit: date | None
    clock_starts_at_release: bool
    missed: tuple[CaseDuty, ...]


@dataclass(frozen=True, slots=True)
class ReleasedFile:
    """A released case, still sealed: what was released, what was written here since, and how far the employer is."""

    item: ReleasedItem
    releases: tuple[Released, ...]
    envelopes: list[Envelope]
    statements: Statements
    steps: dict[str, date]
    open_steps: tuple[Step, ...]
    must_hear: bool | None
    """None: the rules that would say so are not loaded."""
    may_write: bool
    tasks: tuple[CaseTask, ...]
    demands: tuple[LegalDemand, ...]
    """Orders to disclose that were put to case officers; never one that was put to the counsellor."""


@dataclass(frozen=True, slots=True)
class OrganisationSpace:
    """The organisation's space as its reporter sees it: who has it since when, what they signed, the steps taken."""

    officer: Holder
    statements: Statements
    steps: dict[str, date]


def released_cases(work: UnitOfWork, account_id: AccountId, today: date) -> list[ReleasedItem]:
    """Give the cases released to this account, the nearest day first; of no other case anything."""
    held = [one.case_id for one in work.holders.of_account(account_id) if one.space == ORGANISATION_SPACE]
    cases = [a_case for a_case in map(work.cases.view, held) if a_case is not None]
    cases.sort(key=lambda a_case: (next_look_on(a_case), a_case.case_id))
    return [_item(a_case, today) for a_case in cases]


def released_file(work: UnitOfWork, account_id: AccountId, case_id: CaseId, today: date) -> ReleasedFile:
    """Give one released case of this account.

    Raises:
        UnknownError: not released to this account.

    """
    held = holding(work, account_id, case_id, locked=False)
    steps, is_strict = in_order(work.steps.of_case(case_id)), must_hear(held.case)
    return ReleasedFile(
        item=_item(held.case, today),
        releases=releases_to(work, held),
        envelopes=envelopes_of_space(work, case_id),
        statements=statements_of(work, case_id, ORGANISATION_SPACE),
        steps=steps,
        open_steps=open_steps(steps, held.case, must_hear=is_strict),
        must_hear=is_strict,
        may_write=may_write(work, held),
        tasks=tuple(task for task in tasks_of_case(held.case, steps) if task.duty.actor not in COUNSELLORS),
        demands=of_officers(work, case_id),
    )


def space_for_reporter(work: UnitOfWork, case_id: CaseId) -> OrganisationSpace | None:
    """Give the organisation's space of a case to its reporter; None while the case was not released."""
    officer = officer_of(work, case_id)
    if officer is None:
        return None
    steps = in_order(work.steps.of_case(case_id))
    return OrganisationSpace(officer, statements_of(work, case_id, ORGANISATION_SPACE), steps)


def _item(a_case: Case, today: date) -> ReleasedItem:
    duties = duties_of_case(a_case)
    return ReleasedItem(
        case=a_case,
        ack_limit=limit_of(duties, Owed.ACKNOWLEDGEMENT),
        feedback_limit=limit_of(duties, Owed.FEEDBACK),
        clock_starts_at_release=clock_starts_at_release(a_case),
        missed=missed_of_case(a_case, today),
    )
