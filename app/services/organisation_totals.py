"""What the employer sees of its own organisation: the rules in force, the list, the log, and the totals of past years.

Nothing here is read from an unreleased case. The years are the last three whatever happened in them, and the totals
come from January's count, so that no answer changes because somebody reported.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.errors import NoDirectoryError
from app.domain.policy_lint import lint
from app.policies.lint_checks import load_checks
from app.services.case_log import log_of
from app.services.directory_view import directory_in_force
from app.services.drills import signs_of_life
from app.services.policy_standing import policy_standing
from app.services.second_contact import second_contact
from app.services.yearly_report import organisation_year, report_kinds, years_shown
from crypto.encoding import date_of

if TYPE_CHECKING:
    from datetime import date

    from app.domain.organisation import Organisation
    from app.domain.policy_lint import Finding
    from app.services.policy_standing import PolicyStanding
    from app.services.second_contact import SecondContact
    from app.services.yearly_report import OrganisationYear
    from app.store.unit_of_work import UnitOfWork
    from crypto.directory import Directory


@dataclass(frozen=True, slots=True)
class ListStanding:
    """The published list of keys: its version, its last day, how many keys stand on it, and its place in the log."""

    version: int
    issued_on: date
    expires_on: date
    keys: int
    leaf: int | None
    """None: it waits for the next batch."""


@dataclass(frozen=True, slots=True)
class OpensStill:
    """That a counsellor's keys still open something: the month of the newest drill that was opened, nothing finer."""

    name: str
    month: str | None
    """`YYYY-MM`; None: none was opened yet."""
    has_missed_two: bool


@dataclass(frozen=True, slots=True)
class LogStanding:
    """The public log: its size and the signed checkpoint over it; None before the first batch."""

    size: int
    checkpoint: str | None


@dataclass(frozen=True, slots=True)
class OrganisationOverview:
    """Everything on the organisation's page but the register."""

    organisation: Organisation
    policy: PolicyStanding
    findings: tuple[Finding, ...]
    listed: ListStanding | None
    opens: tuple[OpensStill, ...]
    log: LogStanding
    years: tuple[OrganisationYear, ...]
    reports: tuple[str, ...]
    second_contact: SecondContact | None
    """Who is told of missed duties in released cases, beside the case officer."""


def overview(work: UnitOfWork, organisation: Organisation, today: date) -> OrganisationOverview:
    """Give the page of an organisation on a day."""
    try:
        directory = directory_in_force(work, organisation.organisation_id, today, existing=True)
    except NoDirectoryError:
        directory = None
    standing = policy_standing(organisation, directory, today)
    findings = lint(standing.policy, load_checks(), today) if standing.policy is not None else ()
    listed = None
    if directory is not None:
        leaf = work.directories.leaf(organisation.organisation_id, directory.version)
        issued, expires = date_of(directory.issued), date_of(directory.expires)
        listed = ListStanding(directory.version, issued, expires, len(directory.entries), leaf)
    head = work.log.newest(log_of(work, organisation.organisation_id))
    return OrganisationOverview(
        organisation=organisation,
        policy=standing,
        findings=findings,
        listed=listed,
        opens=_opens(work, directory, organisation, today) if directory is not None else (),
        log=LogStanding(head.size, head.note) if head is not None else LogStanding(0, None),
        years=tuple(organisation_year(work, organisation, year, today) for year in years_shown(today)),
        reports=report_kinds(organisation, today),
        second_contact=second_contact(work, organisation.organisation_id, today),
    )


def _opens(work: UnitOfWork, directory: Directory, organisation: Organisation, today: date) -> tuple[OpensStill, ...]:
    """Drills have nothing to do with cases: whoever has none opens them all the same."""
    names = {entry.record.id_pk: entry.name.partition(";")[0] for entry in directory.entries}
    signs = signs_of_life(work, organisation.organisation_id, today)
    return tuple(OpensStill(names.get(one.identity_pk, ""), one.month, one.has_missed_two) for one in signs)
