"""Drills: the sealed question of each month to each key, and the week in which it was opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import delete, insert, select, update

from app.domain.drills import KeyDrill
from app.domain.ids import BoxKid
from app.store.tables import DrillRow

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy import Connection

_table = DrillRow.table()
_facts = (_table.c.kid_box, _table.c.month, _table.c.opened_on)


class SealedDrill(NamedTuple):
    """A drill as it is kept: sealed 120 bytes, hash of its answer 32 bytes."""

    drill: KeyDrill
    sealed: bytes
    answer_hash: bytes


class Drills:
    """Add, find and close drills."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection."""
        self._connection = connection

    def add(self, kid_box: bytes, month: str, sealed: bytes, answer_hash: bytes) -> None:
        """Keep a new drill; there is one for each key and month."""
        row = {"kid_box": kid_box, "month": month, "sealed": sealed, "answer_hash": answer_hash, "opened_on": None}
        self._connection.execute(insert(_table), row)

    def find(self, kid_box: bytes, month: str) -> SealedDrill | None:
        """Find the drill of a key in a month."""
        condition = (_table.c.kid_box == kid_box) & (_table.c.month == month)
        row = self._connection.execute(select(_table).where(condition)).first()
        return SealedDrill(_drill(row), row.sealed, row.answer_hash) if row is not None else None

    def of_keys(self, kids: Iterable[bytes]) -> list[KeyDrill]:
        """Give all that is kept of these keys, oldest month first."""
        wanted = select(*_facts).where(_table.c.kid_box.in_(list(kids))).order_by(_table.c.month)
        return [_drill(row) for row in self._connection.execute(wanted)]

    def open_(self, kid_box: bytes, month: str, week: date) -> None:
        """Note the week (its Monday) in which a drill was opened; the first time counts."""
        condition = (_table.c.kid_box == kid_box) & (_table.c.month == month) & _table.c.opened_on.is_(None)
        self._connection.execute(update(_table).where(condition).values(opened_on=week))

    def forget_before(self, month: str) -> None:
        """Remove what is older than a month."""
        self._connection.execute(delete(_table).where(_table.c.month < month))


def _drill(row: Any) -> KeyDrill:  # noqa: ANN401 - a row of the library
    return KeyDrill(BoxKid(row.kid_box), row.month, row.opened_on)
