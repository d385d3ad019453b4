"""Inviting somebody: name, role and role words are fixed by the administrator; keys are made by the invited.

Counsellors carry role words, which reporters read. The others' name stands alone: case officers and auditors are the
employer's, authorities and helpers are outside and get only what a reporter lets them have.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from app.domain.account import INVITATION_DAYS, Invitation, normalise_sign_in_name
from crypto import bearer_token

if TYPE_CHECKING:
    from datetime import date

    from app.domain.account import Account
    from app.store.unit_of_work import UnitOfWork

COUNSELLOR: Final = 1
INTEGRITY_COUNSELLOR: Final = 2
AUTHORITY: Final = 3
AUDITOR: Final = 4
CASE_OFFICER: Final = 5
HELPER: Final = 6
KINDS: Final = ("internal", "external")
SUBJECTS: Final = ("OO", "IS", "OO+IS")
_NAME_LIMIT: Final = 80


class InvitationError(Exception):
    """The invitation cannot be made; the message says why."""


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody to invite: who, in which role, with which role words (PROTOCOL 3.2), under which sign-in name."""

    name: str
    kind: str
    subjects: str
    role: int
    sign_in_name: str

    def display_name(self) -> str:
        """Return `Name; internal|external; OO|IS|OO+IS`, as it will be signed; for the others the name alone.

        Raises:
            InvitationError: the name is empty, too long, or holds a semicolon or a control character.

        """
        name = unicodedata.normalize("NFC", self.name).strip()
        if not 1 <= len(name) <= _NAME_LIMIT or ";" in name or any(unicodedata.category(sign) == "Cc" for sign in name):
            raise InvitationError(
                f"The name must have 1 to {_NAME_LIMIT} characters, without a semicolon or control characters."
            )
        if self.role in {AUTHORITY, AUDITOR, CASE_OFFICER, HELPER}:
            return name
        if self.kind not in KINDS or self.subjects not in SUBJECTS:
            raise InvitationError("The kind is internal or external, and the subjects are OO, IS or OO+IS.")
        if self.role not in {COUNSELLOR, INTEGRITY_COUNSELLOR}:
            raise InvitationError("The role is counsellor or integrity-counsellor.")
        return f"{name}; {self.kind}; {self.subjects}"


def invite(work: UnitOfWork, slug: str, invited: Invited, today: date) -> bytes:
    """Keep an invitation for one use within seven days and return its 32-byte token, which is kept nowhere.

    Raises:
        InvitationError: no such organisation, or a name that cannot be used.

    """
    organisation = work.organisations.by_slug(slug)
    if organisation is None:
        raise InvitationError(f"There is no organisation {slug}.")
    token, token_hash = bearer_token.issue()
    work.invitations.add(
        Invitation(
            token_hash=token_hash,
            organisation_id=organisation.organisation_id,
            name=invited.display_name(),
            role=invited.role,
            sign_in_name=normalise_sign_in_name(invited.sign_in_name),
            expires_on=today + timedelta(days=INVITATION_DAYS),
            account_id=None,
            used_on=None,
        )
    )
    return token


def standing_account(work: UnitOfWork, sign_in_name: str) -> Account | None:
    """Return the account that already has this sign-in name: the invited signs in to it to take on the organisation."""
    return work.accounts.by_name(normalise_sign_in_name(sign_in_name))
