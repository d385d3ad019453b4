"""The statutory register (Wbk art. 2a)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from app.store.insertion import Insertion
from app.store.tables import RegisterRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection


_table = RegisterRow.table()
_ADD = Insertion(_table)


class Register:
    """Add rows, in the transaction that makes the case."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection."""
        self._connection = connection

    def add(self, register_id: bytes, organisation_id: bytes, case_id: bytes, received_on: date, channel: str) -> None:
        """Note that a report was received; `register_id` is 16 random bytes."""
        row = {
            "register_id": register_id,
            "organisation_id": organisation_id,
            "case_id": case_id,
            "received_on": received_on,
            "channel": channel,
        }
        _ADD.run(self._connection, row)

    def count(self) -> int:
        """Count the rows."""
        return self._connection.execute(select(func.count()).select_from(_table)).scalar_one()
