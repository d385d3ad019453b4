"""The organisation's second contact: told of missed duties in released cases, so that no single person can keep still.

It is somebody of the employer on the published list, case officer or auditor, and nobody who is or was a counsellor
there: they would be told of their own misses. What is told are days, as to the case officer, and of no other case.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.account import normalise_sign_in_name
from app.domain.errors import MalformedError, UnknownError
from app.services.organisation_role import counsellor_at, employer_role

if TYPE_CHECKING:
    from datetime import date

    from app.domain.ids import AccountId
    from app.domain.organisation import Organisation
    from app.store.unit_of_work import UnitOfWork


class SecondContactError(Exception):
    """Nobody can be named so; the message says why."""


@dataclass(frozen=True, slots=True)
class SecondContact:
    """Who is told, under the name on the list, and since when."""

    name: str
    since_on: date


def name_second_contact(work: UnitOfWork, slug: str, sign_in_name: str, today: date) -> SecondContact:
    """Name the account with this sign-in name, instead of whoever was named before.

    Raises:
        SecondContactError: no such organisation or person, not on its list for the employer, or a counsellor there.

    """
    organisation = _organisation(work, slug)
    own = organisation.organisation_id
    try:
        account = work.accounts.by_name(normalise_sign_in_name(sign_in_name))
    except MalformedError:
        account = None
    if account is None:
        raise SecondContactError("Nobody signs in under this name.")
    if _is_counsellor(work, account.account_id, own):
        raise SecondContactError("A counsellor of this organisation cannot be its second contact.")
    if not _is_employer(work, account.account_id, own, today):
        raise SecondContactError(
            "Invite this person as case officer or auditor with `zegel organisation invite`, and publish the list."
        )
    work.second_contacts.replace(own, account.account_id, today)
    return SecondContact(_name(work, account.account_id, own), today)


def name_no_second_contact(work: UnitOfWork, slug: str) -> bool:
    """Name nobody any more; False when nobody was named.

    Raises:
        SecondContactError: no such organisation.

    """
    return work.second_contacts.remove(_organisation(work, slug).organisation_id)


def second_contact(work: UnitOfWork, organisation_id: bytes, today: date) -> SecondContact | None:
    """Give whom an organisation's misses are told to; None also when who was named does not fit any more."""
    named = work.second_contacts.of_organisation(organisation_id)
    if named is None or not is_second_contact(work, named.account_id, organisation_id, today):
        return None
    return SecondContact(_name(work, named.account_id, organisation_id), named.since_on)


def is_second_contact(work: UnitOfWork, account_id: AccountId, organisation_id: bytes, today: date) -> bool:
    """Say whether this account was named and still fits: on the list for the employer, and no counsellor there."""
    named = work.second_contacts.of_organisation(organisation_id)
    return (
        named is not None
        and named.account_id == account_id
        and not _is_counsellor(work, account_id, organisation_id)
        and _is_employer(work, account_id, organisation_id, today)
    )


def _organisation(work: UnitOfWork, slug: str) -> Organisation:
    found = work.organisations.by_slug(slug)
    if found is None:
        raise SecondContactError(f"There is no organisation {slug}.")
    return found


def _is_counsellor(work: UnitOfWork, account_id: AccountId, organisation_id: bytes) -> bool:
    try:
        counsellor_at(work, account_id, organisation_id)
    except UnknownError:
        return False
    return True


def _is_employer(work: UnitOfWork, account_id: AccountId, organisation_id: bytes, today: date) -> bool:
    try:
        employer_role(work, account_id, organisation_id, today)
    except UnknownError:
        return False
    return True


def _name(work: UnitOfWork, account_id: AccountId, organisation_id: bytes) -> str:
    names = [one.name for one in work.records.of_account(account_id) if one.organisation_id == organisation_id]
    return names[-1] if names else ""
