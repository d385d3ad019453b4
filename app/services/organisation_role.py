"""Who of the employer may look: the case officer and the auditor on the organisation's published list (PROTOCOL 3.2).

Enrolling is not enough. Somebody compared the fingerprint with the person's own card and put the key on the list, and
that list is signed by the organisation: so nobody gets in by an invitation that was read on the way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.domain.errors import NoDirectoryError, UnknownError
from app.services.directory_view import directory_in_force, entry_of
from crypto.directory import ACTIVE
from crypto.encoding import day_of
from crypto.keys import Role, verify_record

if TYPE_CHECKING:
    from datetime import date

    from app.domain.ids import AccountId
    from app.domain.organisation import Organisation
    from app.store.unit_of_work import UnitOfWork

COUNSELLORS: Final = frozenset({Role.COUNSELLOR, Role.INTEGRITY_COUNSELLOR})
EMPLOYER_ROLES: Final = frozenset({Role.CASE_OFFICER, Role.AUDITOR})


def employer_role(
    work: UnitOfWork, account_id: AccountId, organisation_id: bytes, today: date
) -> tuple[Organisation, Role]:
    """Give the organisation and the role in which this account looks at it.

    Raises:
        UnknownError: no such organisation for this person.

    """
    organisation = work.organisations.by_id(organisation_id)
    if organisation is None:
        raise UnknownError
    try:
        directory = directory_in_force(work, organisation_id, today, existing=True)
    except NoDirectoryError:
        raise UnknownError from None
    for own in work.records.of_account(account_id):
        entry = entry_of(directory, own.kid_box) if own.organisation_id == organisation_id else None
        if entry is not None and entry.state == ACTIVE and entry.record.is_valid_on(day_of(today)):
            role = Role(entry.record.role)
            if role in EMPLOYER_ROLES:
                return organisation, role
    raise UnknownError


def counsellor_at(work: UnitOfWork, account_id: AccountId, organisation_id: bytes) -> Organisation:
    """Give an organisation in which this account is or was a counsellor.

    Raises:
        UnknownError: no such organisation for this person.

    """
    organisation = work.organisations.by_id(organisation_id)
    roles = {
        verify_record(own.record).role
        for own in work.records.of_account(account_id)
        if own.organisation_id == organisation_id
    }
    if organisation is None or not roles & COUNSELLORS:
        raise UnknownError
    return organisation


def own_name(work: UnitOfWork, account_id: AccountId, organisation_id: bytes) -> str:
    """Give the name under which this account is a counsellor there; empty when it is none."""
    names = [
        own.name
        for own in work.records.of_account(account_id)
        if own.organisation_id == organisation_id and verify_record(own.record).role in COUNSELLORS
    ]
    return names[-1].partition(";")[0] if names else ""
