"""Changes of track WBG1, signed by reporters (PROTOCOL 3.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from app.store.insertion import Insertion
from app.store.tables import TrackChangeRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

_table = TrackChangeRow.table()
_ADD = Insertion(_table)


class KeptChange(NamedTuple):
    """A change (144 bytes), its number in the case from 1, and the day on which the service accepted it."""

    case_id: bytes
    seq: int
    change: bytes
    accepted_on: date
    statements_before: int
    """So many signed statements of the case belong to the tracks before."""


_FIELDS = tuple(_table.c[name] for name in KeptChange._fields)


class TrackChanges:
    """Add and read changes of track."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection."""
        self._connection = connection

    def add(self, new: KeptChange) -> None:
        """Keep a change; its number must be free."""
        _ADD.run(self._connection, new._asdict())

    def of_case(self, case_id: bytes) -> list[KeptChange]:
        """Give the changes of a case in order."""
        query = select(*_FIELDS).where(_table.c.case_id == case_id).order_by(_table.c.seq)
        return [KeptChange(*row) for row in self._connection.execute(query)]
