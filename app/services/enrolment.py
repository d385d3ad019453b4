"""Enrolment: a one-time invitation becomes an account and a key record that waits to be published (PROTOCOL 3.2, 3.4).

Every opening draws a new account id and replaces the former one. Whoever opened the invitation earlier thus knows
the server's share of an account that will never exist.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.account import Account, Device, Invitation, KeyRecordRow, can_be_used
from app.domain.errors import AccountReplacedError, KeyRecordError, SignInNameTakenError, UnknownError
from app.domain.ids import AccountId, BoxKid
from app.services.correspondence import replace_vault
from crypto import bearer_token, password
from crypto.encoding import day_of
from crypto.keys import KeyRecord, verify_record
from crypto.primitives import blob_hash

if TYPE_CHECKING:
    from datetime import date

    from app.domain.organisation import Organisation
    from app.services.key_custody import ServiceKeys
    from app.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class OpenedInvitation:
    """What the invited person's client needs to make keys and seal a vault."""

    invitation: Invitation
    organisation: Organisation
    account_id: AccountId
    server_share: bytes


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What a first enrolment brings: account 16 bytes, salt 16, secrets 32 each, vault."""

    account_id: bytes
    salt: bytes
    auth_secret: bytes
    recovery_auth: bytes
    vault: bytes


def open_invitation(work: UnitOfWork, token: bytes, keys: ServiceKeys, today: date) -> OpenedInvitation:
    """Open an invitation by its token (32 bytes) and draw the account it may make.

    Raises:
        UnknownError: no such invitation, used, or past its last day.

    """
    invitation = _usable(work, token, today)
    organisation = work.organisations.by_id(invitation.organisation_id)
    if organisation is None:
        raise UnknownError
    account_id = AccountId(uuid.uuid4().bytes)
    work.invitations.draw_account(invitation.token_hash, account_id)
    return OpenedInvitation(invitation, organisation, account_id, password.server_share(keys.k_share, account_id))


def enrol(
    work: UnitOfWork, token: bytes, new: NewAccount, record: bytes, device: Device, keys: ServiceKeys, today: date
) -> None:
    """Make an account and keep its key record (176 bytes).

    Raises:
        UnknownError: the invitation cannot be used.
        AccountReplacedError: it was opened again since.
        SignInNameTakenError: another account has its sign-in name.
        KeyRecordError, PolicyError, SignatureError, FormatError: the record does not fit.

    """
    invitation = _usable(work, token, today)
    if invitation.account_id is None or invitation.account_id != new.account_id:
        raise AccountReplacedError
    if work.accounts.by_name(invitation.sign_in_name) is not None:
        raise SignInNameTakenError
    account = Account(
        account_id=invitation.account_id,
        sign_in_name=invitation.sign_in_name,
        auth_tag=password.auth_tag(keys.k_auth, new.auth_secret),
        recovery_tag=password.auth_tag(keys.k_auth, new.recovery_auth),
        salt=new.salt,
        vault=new.vault,
        vault_hash=blob_hash(new.vault),
    )
    work.accounts.add(account)
    _keep_record(work, invitation, account.account_id, record, device, today)


def enrol_again(
    work: UnitOfWork,
    token: bytes,
    account_id: AccountId,
    vault: tuple[bytes, bytes],
    record: bytes,
    device: Device,
    today: date,
) -> None:
    """Add an organisation, or a new key, to an account that is signed in; `vault` is (new, hash of the former).

    Raises:
        UnknownError: the invitation cannot be used.
        KeyRecordError: another identity key than the account's own.
        VaultChangedError: the vault changed since it was read.
        PolicyError, SignatureError, FormatError: the record does not fit.

    """
    invitation = _usable(work, token, today)
    identities = {own.identity_pk for own in work.records.of_account(account_id)}
    if verify_record(record).id_pk not in identities:
        raise KeyRecordError
    replace_vault(work, account_id, *vault)
    _keep_record(work, invitation, account_id, record, device, today)


def _usable(work: UnitOfWork, token: bytes, today: date) -> Invitation:
    invitation = work.invitations.by_hash(bearer_token.hash_of(token))
    if invitation is None or not can_be_used(invitation, today):
        raise UnknownError
    return invitation


def _keep_record(
    work: UnitOfWork, invitation: Invitation, account_id: AccountId, raw: bytes, device: Device, today: date
) -> None:
    record = verify_record(raw, invitation.name, day_of(today))
    _check_fits(work, invitation, account_id, record)
    work.records.add(
        KeyRecordRow(
            kid_box=BoxKid(record.kid_box),
            organisation_id=invitation.organisation_id,
            account_id=account_id,
            identity_pk=record.id_pk,
            record=raw,
            name=invitation.name,
            device=device,
            enrolled_on=today,
        )
    )
    work.invitations.mark_used(invitation.token_hash, today)


def _check_fits(work: UnitOfWork, invitation: Invitation, account_id: AccountId, record: KeyRecord) -> None:
    """Role as invited, box key new, and nobody else in the organisation with this identity key."""
    others = work.records.of_organisation(invitation.organisation_id)
    if record.role != invitation.role or work.records.by_kid(record.kid_box) is not None:
        raise KeyRecordError
    if any(other.identity_pk == record.id_pk and other.account_id != account_id for other in others):
        raise KeyRecordError
