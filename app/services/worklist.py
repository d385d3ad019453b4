"""The worklist of one account over all its organisations, and one case file (PROTOCOL 3.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from app.domain.case_duties import Owed, limit_of, missed
from app.domain.conversation import COUNSELLOR_SPACE
from app.domain.errors import MalformedError, NoDirectoryError, UnknownError
from app.domain.ids import CaseId
from app.services.beside_case import Beside, beside_case
from app.services.case_days import duties_of_case, missed_of_case, tasks_of_case
from app.services.case_statements import Statements, statements_of
from app.services.control_view import NOTHING, Control, control_for_counsellor
from app.services.directory_view import OrganisationView, directory_in_force, entry_of, view
from app.services.former_access import former_holding, sealed_to
from app.services.organisation_policy import clock_starts_at_release
from app.services.package_view import SeenPackage, packages_for_counsellor
from app.services.retention import Foreseen, foreseen
from app.services.track_change import first_day
from app.store.cases import WorklistKey
from crypto.directory import Directory

if TYPE_CHECKING:
    from app.domain.account import KeyRecordRow
    from app.domain.case import Case, Envelope
    from app.domain.case_duties import CaseDuty
    from app.domain.ids import AccountId
    from app.domain.organisation import Organisation
    from app.domain.policy_tasks import CaseTask
    from app.store.unit_of_work import UnitOfWork

PAGE: Final = 50
"""Cases on one page of the worklist."""
_KEY_LENGTH: Final = len("2026-11-21") + 32


@dataclass(frozen=True, slots=True)
class WorklistItem:
    """A case with its two limits; None on a track without clock, and for feedback while the clocks wait for release."""

    case: Case
    ack_limit: date | None
    feedback_limit: date | None
    clock_starts_at_release: bool
    """`ack_limit` is then the counsellor's own promise, counted like the law's term."""
    missed: tuple[CaseDuty, ...]


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case, still sealed."""

    case: Case
    envelopes: list[Envelope]
    statements: Statements
    control: Control
    first_received_on: date
    former_until: date | None
    """Only for who held the case before and may read on what was theirs: the last day of that."""
    packages: tuple[SeenPackage, ...]
    beside: Beside
    clock_starts_at_release: bool
    missed: tuple[CaseDuty, ...]
    tasks: tuple[CaseTask, ...]
    destruction: Foreseen | None
    """When the case will be destroyed, and on what ground; None while that is not known."""


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """A key record of this account and whether its organisation has published it."""

    record: KeyRecordRow
    state: str
    """pending, active, retired or revoked."""


@dataclass(frozen=True, slots=True)
class Membership:
    """An organisation this account serves."""

    view: OrganisationView
    records: list[OwnRecord]


def worklist_page(
    work: UnitOfWork, account_id: AccountId, after: str, today: date
) -> tuple[list[WorklistItem], str | None]:
    """Give up to 50 cases, nearest day first, and the key of the next page; `after` is such a key, or empty.

    Raises:
        MalformedError: `after` is no key.

    """
    cases, key = work.cases.worklist(account_id, _parse_key(after), PAGE)
    return [_item(a_case, today) for a_case in cases], _write_key(key)


def case_file(work: UnitOfWork, account_id: AccountId, case_id: CaseId, today: date) -> CaseFile:
    """Give one case of this account.

    Raises:
        UnknownError: not a case of this account.

    """
    a_case = work.cases.view(case_id)
    if a_case is None:
        raise UnknownError
    is_former = a_case.assignee_account_id != account_id
    former = former_holding(work, account_id, case_id, today) if is_former else None
    if is_former and former is None:
        raise UnknownError
    # What reporter and case officer, or somebody outside, write to each other is not the counsellor's.
    envelopes = [one for one in work.envelopes.of_case(case_id) if one.space == COUNSELLOR_SPACE]
    return CaseFile(
        case=a_case,
        envelopes=sealed_to(work, account_id, envelopes) if is_former else envelopes,
        statements=statements_of(work, case_id),
        control=NOTHING if is_former else control_for_counsellor(work, a_case),
        former_until=former.until_on if former is not None else None,
        first_received_on=first_day(work, a_case),
        packages=packages_for_counsellor(work, a_case),
        beside=beside_case(work, a_case, for_reporter=False),
        clock_starts_at_release=clock_starts_at_release(a_case),
        missed=missed_of_case(a_case, today),
        tasks=tasks_of_case(a_case, work.steps.of_case(case_id)),
        destruction=foreseen(work, a_case, for_reporter=False),
    )


def memberships(work: UnitOfWork, account_id: AccountId, today: date) -> list[Membership]:
    """Give the organisations of this account, with the state of each of its key records there."""
    records = work.records.of_account(account_id)
    wanted = {record.organisation_id for record in records}
    organisations = [found for found in map(work.organisations.by_id, wanted) if found is not None]
    served = []
    for organisation in sorted(organisations, key=lambda found: found.name):
        seen = view(work, organisation)
        directory = _readable_directory(work, organisation, today)
        own = [record for record in records if record.organisation_id == organisation.organisation_id]
        served.append(Membership(seen, [OwnRecord(record, _state(directory, record)) for record in own]))
    return served


def _readable_directory(work: UnitOfWork, organisation: Organisation, today: date) -> Directory | None:
    try:
        return directory_in_force(work, organisation.organisation_id, today, existing=True)
    except NoDirectoryError:
        return None


def _state(directory: Directory | None, record: KeyRecordRow) -> str:
    entry = entry_of(directory, record.kid_box) if directory is not None else None
    return entry.state if entry is not None else "pending"


def _item(a_case: Case, today: date) -> WorklistItem:
    duties = duties_of_case(a_case)
    return WorklistItem(
        case=a_case,
        ack_limit=limit_of(duties, Owed.ACKNOWLEDGEMENT),
        feedback_limit=limit_of(duties, Owed.FEEDBACK),
        clock_starts_at_release=clock_starts_at_release(a_case),
        missed=missed(duties, today),
    )


def _write_key(key: WorklistKey | None) -> str | None:
    return f"{key.next_look_on.isoformat()}{key.case_id.hex()}" if key is not None else None


def _parse_key(text: str) -> WorklistKey | None:
    if not text:
        return None
    if len(text) != _KEY_LENGTH:
        raise MalformedError
    try:
        return WorklistKey(date.fromisoformat(text[:10]), bytes.fromhex(text[10:]))
    except ValueError:
        raise MalformedError from None
