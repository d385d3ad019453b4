"""What happened in each case, in order, as the log commits to it; and what still waits for the log (PROTOCOL 6.3)."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import bindparam, func, select, update

from app.store.insertion import Insertion
from app.store.tables import EventRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import Connection

_table = EventRow.table()

# Built once: building a statement costs more than running it.
_ADD = Insertion(_table)
_LAST = (
    select(_table.c.position, _table.c.commitment)
    .where(_table.c.case_id == bindparam("case_id"))
    .order_by(_table.c.position.desc())
    .limit(1)
)
_OF_CASE = select(*_table.c).where(_table.c.case_id == bindparam("case_id")).order_by(_table.c.position)
_FIRST = _OF_CASE.limit(1)
_WAITING = (
    select(_table.c.commitment, _table.c.case_id, _table.c.position)
    .where(_table.c.log == bindparam("log"), _table.c.leaf.is_(None))
    .order_by(_table.c.commitment)
)
_PLACE = (
    update(_table)
    .where(_table.c.case_id == bindparam("of_case"), _table.c.position == bindparam("at"))
    .values(leaf=bindparam("new_leaf"))
)


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """One event of a case. Event 128 bytes, salt and commitment 32; `leaf` is None until it stands in the log."""

    case_id: bytes
    position: int
    log: int
    kind: int
    detail: int
    happened_on: date
    due_on: date | None
    event: bytes
    salt: bytes
    commitment: bytes
    leaf: int | None = None


_facts = attrgetter(*CaseEvent.__slots__)


class WaitingEvent(NamedTuple):
    """An event without a leaf: what the log will say of it (32 bytes), and where it stands."""

    commitment: bytes
    case_id: bytes
    position: int


class Events:
    """Read and add events, and note where the log holds them."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection."""
        self._connection = connection

    def add(self, new: CaseEvent) -> None:
        """Keep an event; its position in the case must be free, and a miss is kept once."""
        _ADD.run(self._connection, dict(zip(CaseEvent.__slots__, _facts(new), strict=True)))

    def last(self, case_id: bytes) -> tuple[int, bytes] | None:
        """Give (position, commitment of 32 bytes) of the newest event of a case."""
        row = self._connection.execute(_LAST, {"case_id": case_id}).first()
        return (row.position, row.commitment) if row is not None else None

    def first(self, case_id: bytes) -> CaseEvent | None:
        """Give the first event of a case: that it was received."""
        row = self._connection.execute(_FIRST, {"case_id": case_id}).first()
        return CaseEvent(*row) if row is not None else None

    def of_case(self, case_id: bytes) -> list[CaseEvent]:
        """Give all events of a case, oldest first."""
        return [CaseEvent(*row) for row in self._connection.execute(_OF_CASE, {"case_id": case_id})]

    def waiting(self, log: int) -> list[WaitingEvent]:
        """Give the events that are not in this log yet, in the order of their commitments, which tells nothing."""
        return [WaitingEvent(*row) for row in self._connection.execute(_WAITING, {"log": log})]

    def count_waiting(self, log: int) -> int:
        """Count the events that are not in this log yet."""
        query = select(func.count()).select_from(_table).where(_table.c.log == log, _table.c.leaf.is_(None))
        return self._connection.execute(query).scalar_one()

    def place(self, leaves: Sequence[tuple[WaitingEvent, int]]) -> None:
        """Note at which place of the log each event stands."""
        rows = [{"of_case": event.case_id, "at": event.position, "new_leaf": leaf} for event, leaf in leaves]
        if rows:
            self._connection.execute(_PLACE, rows)
