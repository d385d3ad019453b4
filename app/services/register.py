"""The register as its two readers see it: the counsellor every row of their own cases, the organisation released ones.

The row is made at receipt by `intake`; where the policy says that clocks and register wait for release, whoever
releases the case makes it with `enter_at_release`. Destruction takes the case with it: the row without the case says
less than the law asks, and the case without the row is kept without a ground.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Final

from app.domain.errors import PolicyNotLoadedError, UnknownError
from app.domain.register import RegisterLine, check_destruction, check_extension, checked_reason, outcome_of
from app.domain.track import has_register_row
from app.services.case_days import missed_of_case
from app.services.erasure import erase_case
from app.services.organisation_policy import clock_starts_at_release
from app.services.retention import keeping

if TYPE_CHECKING:
    from datetime import date

    from app.domain.case import Case
    from app.domain.ids import AccountId, OrganisationId
    from app.domain.register import Destruction
    from app.store.register import RegisterEntry
    from app.store.unit_of_work import UnitOfWork

WRITTEN: Final = "written"


def lines_of_organisation(work: UnitOfWork, organisation_id: bytes, today: date) -> list[RegisterLine]:
    """Give the lines of an organisation's released cases, oldest first; of no other case anything at all."""
    return [_line_of(work, entry, today)[1] for entry in work.register.released(organisation_id)]


def lines_of_account(work: UnitOfWork, account_id: AccountId, today: date) -> list[tuple[OrganisationId, RegisterLine]]:
    """Give the lines of the cases that a counsellor holds, each with its organisation, oldest first."""
    found = [_line_of(work, entry, today) for entry in work.register.of_account(account_id)]
    return [(a_case.organisation_id, line) for a_case, line in found]


def destructions(work: UnitOfWork, organisation_id: bytes) -> list[Destruction]:
    """Give the destructions of an organisation's released rows."""
    return work.register.destructions(organisation_id)


def extend_as_keeper(
    work: UnitOfWork, account_id: AccountId, register_id: bytes, until: date, reason: str, today: date
) -> RegisterLine:
    """Keep a report of one's own cases until a later day.

    Raises:
        UnknownError: no row of this counsellor.
        RegisterError: the case is open, the day is not later, or there is no reason.

    """
    return _extend(work, _own(work, account_id, register_id), until, reason, today)


def extend_as_organisation(
    work: UnitOfWork, organisation_id: bytes, register_id: bytes, until: date, reason: str, today: date
) -> RegisterLine:
    """Keep a released report until a later day; errors as for `extend_as_keeper`."""
    return _extend(work, _released(work, organisation_id, register_id), until, reason, today)


def destroy_as_keeper(
    work: UnitOfWork, account_id: AccountId, register_id: bytes, reason: str, today: date
) -> Destruction:
    """Destroy a closed case of one's own, also before its day, because it is no longer needed.

    Raises:
        UnknownError: no row of this counsellor.
        RegisterError: the case is open, or there is no reason.

    """
    return _destroy(work, _own(work, account_id, register_id), reason, today, by_keeper=True)


def destroy_as_organisation(
    work: UnitOfWork, organisation_id: bytes, register_id: bytes, reason: str, today: date
) -> Destruction:
    """Destroy a released and closed case whose day has come.

    Raises:
        UnknownError: no released row of this organisation.
        RegisterError: the case is open, the day has not come, or there is no reason.

    """
    return _destroy(work, _released(work, organisation_id, register_id), reason, today, by_keeper=False)


def enter_at_release(work: UnitOfWork, a_case: Case, released_on: date) -> None:
    """Make the row of a case whose policy says that the organisation receives it only when it is released."""
    organisation = work.organisations.by_id(a_case.organisation_id)
    is_practice = organisation is None or organisation.is_practice
    has_one = work.register.of_case(a_case.case_id) is not None
    if has_register_row(a_case.track, is_practice=is_practice) and not has_one:
        work.register.add(uuid.uuid4().bytes, a_case.organisation_id, a_case.case_id, released_on, WRITTEN)


def _own(work: UnitOfWork, account_id: AccountId, register_id: bytes) -> RegisterEntry:
    entry = work.register.by_id(register_id)
    a_case = work.cases.by_id(entry.case_id) if entry is not None else None
    if entry is None or a_case is None or a_case.assignee_account_id != account_id:
        raise UnknownError
    return entry


def _released(work: UnitOfWork, organisation_id: bytes, register_id: bytes) -> RegisterEntry:
    entry = work.register.by_id(register_id)
    a_case = work.cases.by_id(entry.case_id) if entry is not None else None
    if entry is None or a_case is None or a_case.released_on is None or entry.organisation_id != organisation_id:
        raise UnknownError
    return entry


def _extend(work: UnitOfWork, entry: RegisterEntry, until: date, reason: str, today: date) -> RegisterLine:
    words = checked_reason(reason)
    check_extension(_line_of(work, entry, today)[1], until)
    work.register.extend(entry.register_id, until, words)
    extended = work.register.by_id(entry.register_id)
    if extended is None:
        raise UnknownError
    return _line_of(work, extended, today)[1]


def _destroy(work: UnitOfWork, entry: RegisterEntry, reason: str, today: date, *, by_keeper: bool) -> Destruction:
    words = checked_reason(reason)
    a_case, line = _line_of(work, entry, today)
    check_destruction(line, today, by_keeper=by_keeper)
    destruction = erase_case(work, a_case, today, words)
    if destruction is None:
        raise UnknownError
    return destruction


def _line_of(work: UnitOfWork, entry: RegisterEntry, today: date) -> tuple[Case, RegisterLine]:
    a_case = work.cases.view(entry.case_id)
    if a_case is None:
        raise UnknownError
    try:
        kept = keeping(work, a_case)
    except PolicyNotLoadedError:
        kept = None
    starts_later = clock_starts_at_release(a_case)
    return a_case, RegisterLine(
        register_id=entry.register_id,
        channel=entry.channel,
        received_on=(a_case.released_on or entry.received_on) if starts_later else entry.received_on,
        released_on=a_case.released_on,
        acknowledged_on=a_case.acknowledged_on,
        feedback_on=a_case.feedback_on,
        dismissed_on=a_case.dismissed_on,
        closed_on=a_case.closed_on,
        missed=missed_of_case(a_case, today),
        outcome=outcome_of(a_case),
        keeping=kept,
        extended_to=entry.extended_to,
        extension_reason=entry.extension_reason,
    )
