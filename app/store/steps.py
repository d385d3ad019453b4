"""Steps of an investigation that were taken, and their days."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from app.store.insertion import Insertion
from app.store.tables import StepRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

_table = StepRow.table()
_ADD = Insertion(_table)


class KeptStep(NamedTuple):
    """A step in a space of a case (16 bytes), and the day on which it was taken."""

    case_id: bytes
    space: int
    step: str
    done_on: date


class Steps:
    """Add and read steps."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection."""
        self._connection = connection

    def add(self, new: KeptStep) -> None:
        """Keep a step; each is taken once."""
        _ADD.run(self._connection, new._asdict())

    def of_case(self, case_id: bytes) -> dict[str, date]:
        """Give the steps of a case with their days, the earliest first."""
        query = select(_table.c.step, _table.c.done_on).where(_table.c.case_id == case_id)
        rows = self._connection.execute(query.order_by(_table.c.done_on, _table.c.step))
        return {row.step: row.done_on for row in rows}
