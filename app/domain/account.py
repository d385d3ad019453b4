"""Accounts and the key records of counsellors: one person, one account, for all organisations served."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from app.domain.errors import MalformedError
from app.domain.ids import AccountId, BoxKid, OrganisationId

INVITATION_DAYS: Final = 7
"""Days that an invitation can be used after the day it was made."""
SIGN_IN_NAME_LIMIT: Final = 120
"""Code points of a sign-in name."""


class Device(StrEnum):
    """Whose device a counsellor reads on; shown to reporters."""

    OWN = "own"
    PRACTICE = "practice"
    EMPLOYER = "employer"


@dataclass(frozen=True, slots=True)
class Account:
    """What the server keeps of a person: nothing that opens anything. Tags 32 bytes, salt 16."""

    account_id: AccountId
    sign_in_name: str
    auth_tag: bytes
    recovery_tag: bytes
    salt: bytes
    vault: bytes
    vault_hash: bytes


@dataclass(frozen=True, slots=True)
class KeyRecordRow:
    """A key record as it was enrolled; whether it is published is for the directory to say."""

    kid_box: BoxKid
    organisation_id: OrganisationId
    account_id: AccountId
    identity_pk: bytes
    record: bytes
    name: str
    device: Device
    enrolled_on: date


@dataclass(frozen=True, slots=True)
class Invitation:
    """A one-time invitation with name, role words and role fixed by the administrator."""

    token_hash: bytes
    organisation_id: OrganisationId
    name: str
    role: int
    sign_in_name: str
    expires_on: date
    account_id: AccountId | None
    """The account drawn at the last opening; only that one can enrol."""
    used_on: date | None


def normalise_sign_in_name(text: str) -> str:
    """Give the form under which a sign-in name is kept and compared.

    Raises:
        MalformedError: empty, too long, or with control characters.

    """
    name = " ".join(unicodedata.normalize("NFC", text).casefold().split())
    if not 1 <= len(name) <= SIGN_IN_NAME_LIMIT or any(unicodedata.category(sign) == "Cc" for sign in name):
        raise MalformedError
    return name


def can_be_used(invitation: Invitation, today: date) -> bool:
    """Say whether an invitation is unused and not past its last day."""
    return invitation.used_on is None and today <= invitation.expires_on
