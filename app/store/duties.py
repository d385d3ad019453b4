"""Signed duty statements of a case, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select

from app.store.tables import DutyRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

_table = DutyRow.table()


class Duties:
    """Read and add statements."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection."""
        self._connection = connection

    def add(self, case_id: bytes, kind: int, signed_on: date, statement: bytes) -> None:
        """Keep the next statement (176 bytes) of a case."""
        count = select(func.count()).select_from(_table).where(_table.c.case_id == case_id)
        position = self._connection.execute(count).scalar_one()
        row = {"case_id": case_id, "position": position, "kind": kind, "signed_on": signed_on, "statement": statement}
        self._connection.execute(insert(_table), row)

    def of_case(self, case_id: bytes) -> list[bytes]:
        """Give the statements of a case in the order they came."""
        query = select(_table.c.statement).where(_table.c.case_id == case_id).order_by(_table.c.position)
        return list(self._connection.execute(query).scalars())
