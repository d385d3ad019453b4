"""Accounts of the workplace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from app.domain.account import Account
from app.domain.ids import AccountId
from app.store.tables import AccountRow

if TYPE_CHECKING:
    from sqlalchemy import Connection

_table = AccountRow.table()
_FIELDS = ("account_id", "sign_in_name", "auth_tag", "recovery_tag", "salt", "vault", "vault_hash")


class Accounts:
    """Read, add and change accounts."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection."""
        self._connection = connection

    def add(self, account: Account) -> None:
        """Keep a new account; its sign-in name must be free."""
        self._connection.execute(insert(_table), {name: getattr(account, name) for name in _FIELDS})

    def by_name(self, sign_in_name: str) -> Account | None:
        """Find by the normalised sign-in name."""
        return _account(self._connection.execute(select(_table).where(_table.c.sign_in_name == sign_in_name)).first())

    def by_id(self, account_id: bytes) -> Account | None:
        """Find by the 16-byte id."""
        return _account(self._connection.execute(select(_table).where(_table.c.account_id == account_id)).first())

    def replace_vault(self, account_id: bytes, vault: bytes, vault_hash: bytes, previous_hash: bytes) -> bool:
        """Compare and set the vault; False when the stored one is not `previous_hash`."""
        change = (
            update(_table)
            .where(_table.c.account_id == account_id, _table.c.vault_hash == previous_hash)
            .values(vault=vault, vault_hash=vault_hash)
        )
        return self._connection.execute(change).rowcount == 1

    def replace_password(self, account_id: bytes, salt: bytes, auth_tag: bytes) -> None:
        """Keep the salt (16 bytes) and tag (32 bytes) of a new password."""
        change = update(_table).where(_table.c.account_id == account_id).values(salt=salt, auth_tag=auth_tag)
        self._connection.execute(change)


def _account(row: Any) -> Account | None:  # noqa: ANN401 - a row of the library
    if row is None:
        return None
    return Account(
        account_id=AccountId(row.account_id),
        sign_in_name=row.sign_in_name,
        auth_tag=row.auth_tag,
        recovery_tag=row.recovery_tag,
        salt=row.salt,
        vault=row.vault,
        vault_hash=row.vault_hash,
    )
