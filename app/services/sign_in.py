"""Signing in at the workplace with a split password, and recovery with the printed code (PROTOCOL 3.2, 3.4).

The server sees an authentication secret and never the password; only after it is right does the server's share of
the vault key leave. A name without account is answered exactly like one with.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.domain.account import Account, normalise_sign_in_name
from app.domain.errors import DeniedError
from app.services.correspondence import replace_vault
from crypto import password
from crypto.errors import SignatureError

if TYPE_CHECKING:
    from app.services.key_custody import ServiceKeys
    from app.store.unit_of_work import UnitOfWork

_NO_TAG: Final = bytes(32)


@dataclass(frozen=True, slots=True)
class SaltAnswer:
    """What a client needs to derive its secrets: salt 16 bytes, account 16, realm 16."""

    salt: bytes
    account_id: bytes
    realm_id: bytes


@dataclass(frozen=True, slots=True)
class Opened:
    """What a client gets after the secret was right: account 16 bytes, share 32, vault."""

    account: Account
    server_share: bytes


@dataclass(frozen=True, slots=True)
class NewPassword:
    """What replaces a forgotten password: salt 16 bytes, secret 32, vault, hash of the vault it replaces 32."""

    salt: bytes
    auth_secret: bytes
    vault: bytes
    previous_vault: bytes


def salt_for(work: UnitOfWork, name: str, keys: ServiceKeys) -> SaltAnswer:
    """Give the salt of a name, steady and indistinguishable for a name without account.

    Raises:
        MalformedError: this is no name.

    """
    normal = normalise_sign_in_name(name)
    account = work.accounts.by_name(normal)
    if account is not None:
        return SaltAnswer(account.salt, account.account_id, keys.realm_id)
    return SaltAnswer(
        password.fake_salt(keys.k_fake, normal), password.fake_salt(keys.k_fake, f"{normal}\0account"), keys.realm_id
    )


def sign_in(work: UnitOfWork, name: str, auth_secret: bytes, keys: ServiceKeys) -> Opened:
    """Check the authentication secret (32 bytes) of a name.

    Raises:
        DeniedError: no such name or a wrong secret, in one shape.

    """
    account = work.accounts.by_name(normalise_sign_in_name(name))
    return _opened(account, auth_secret, account.auth_tag if account else _NO_TAG, keys)


def recover(work: UnitOfWork, name: str, recovery_auth: bytes, keys: ServiceKeys) -> Opened:
    """Check the secret of the printed recovery code (32 bytes).

    Raises:
        DeniedError: no such name or a wrong code, in one shape.

    """
    account = work.accounts.by_name(normalise_sign_in_name(name))
    return _opened(account, recovery_auth, account.recovery_tag if account else _NO_TAG, keys)


def set_password(work: UnitOfWork, name: str, recovery_auth: bytes, new: NewPassword, keys: ServiceKeys) -> Account:
    """Replace a forgotten password and the vault in one transaction; the caller ends every session.

    Raises:
        DeniedError: no such name or a wrong code.
        VaultChangedError: the vault changed since it was read.

    """
    opened = recover(work, name, recovery_auth, keys)
    account = opened.account
    replace_vault(work, account.account_id, new.vault, new.previous_vault)
    work.accounts.replace_password(account.account_id, new.salt, password.auth_tag(keys.k_auth, new.auth_secret))
    return account


def _opened(account: Account | None, secret: bytes, tag: bytes, keys: ServiceKeys) -> Opened:
    try:
        password.check(keys.k_auth, secret, tag)
    except SignatureError:
        raise DeniedError from None
    if account is None:
        raise DeniedError
    return Opened(account, password.server_share(keys.k_share, account.account_id))
