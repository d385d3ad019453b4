"""That a report belongs to an earlier one, whose days it keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from app.store.insertion import Insertion
from app.store.tables import CaseLinkRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

_table = CaseLinkRow.table()
_ADD = Insertion(_table)


class CaseLink(NamedTuple):
    """Ids 16 bytes. `first_received_on`: the day from which the terms run."""

    case_id: bytes
    earlier_case_id: bytes
    first_received_on: date
    linked_on: date


_FIELDS = tuple(_table.c[name] for name in CaseLink._fields)


class CaseLinks:
    """Add and read links."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection."""
        self._connection = connection

    def add(self, new: CaseLink) -> None:
        """Keep a link; a case belongs to one earlier case."""
        _ADD.run(self._connection, new._asdict())

    def of_case(self, case_id: bytes) -> CaseLink | None:
        """Give what a case belongs to."""
        row = self._connection.execute(select(*_FIELDS).where(_table.c.case_id == case_id)).first()
        return CaseLink(*row) if row is not None else None

    def following(self, case_id: bytes) -> list[CaseLink]:
        """Give the later cases that belong to a case, by day."""
        query = select(*_FIELDS).where(_table.c.earlier_case_id == case_id).order_by(_table.c.linked_on)
        return [CaseLink(*row) for row in self._connection.execute(query)]
