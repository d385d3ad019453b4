"""The mark of this installation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from app.store.tables import InstallationRow

if TYPE_CHECKING:
    from sqlalchemy import Connection

_table = InstallationRow.table()


class Installation:
    """One row or none."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection."""
        self._connection = connection

    def mark(self) -> tuple[bytes, bytes] | None:
        """Give (realm id, key check), 16 bytes each; None in a new database."""
        row = self._connection.execute(select(_table.c.realm_id, _table.c.key_check)).first()
        return (row.realm_id, row.key_check) if row else None

    def set_mark(self, realm_id: bytes, key_check: bytes) -> None:
        """Keep the mark of a new database."""
        self._connection.execute(insert(_table), {"realm_id": realm_id, "key_check": key_check})
