"""Signed duty statements of a case, in order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, func, insert, select, update

from app.store.lookup import Rows
from app.store.tables import DutyRow

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from sqlalchemy import Connection

_table = DutyRow.table()
_PAGE: Final = 101
"""Of so many cases at once authorities ask every minute."""
_OF_KINDS = (
    select(_table.c.case_id, _table.c.statement)
    .where(
        _table.c.case_id.in_(bindparam("cases", expanding=True)), _table.c.kind.in_(bindparam("kinds", expanding=True))
    )
    .order_by(_table.c.case_id, _table.c.position)
)


@cache
def _of_kinds(cases: int, kinds: int) -> Rows:
    """Write the look out for so many cases and kinds; a list would be written out anew each time."""
    return Rows(
        select(_table.c.case_id, _table.c.statement)
        .where(
            _table.c.case_id.in_([bindparam(f"case{place}", type_=_table.c.case_id.type) for place in range(cases)]),
            _table.c.kind.in_([bindparam(f"kind{place}", type_=_table.c.kind.type) for place in range(kinds)]),
        )
        .order_by(_table.c.case_id, _table.c.position)
    )


@dataclass(frozen=True, slots=True)
class KeptStatement:
    """A statement (176 bytes) at its place in the case, and the day its reporter contested it."""

    position: int
    kind: int
    signed_on: date
    statement: bytes
    contested_on: date | None


class Duties:
    """Read and add statements."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection."""
        self._connection = connection

    def add(self, case_id: bytes, kind: int, signed_on: date, statement: bytes, record_hash: bytes) -> None:
        """Keep the next statement (176 bytes) of a case, with the hash (32) by which others speak of it."""
        count = select(func.count()).select_from(_table).where(_table.c.case_id == case_id)
        row = {
            "case_id": case_id,
            "position": self._connection.execute(count).scalar_one(),
            "kind": kind,
            "signed_on": signed_on,
            "statement": statement,
            "record_hash": record_hash,
        }
        self._connection.execute(insert(_table), row)

    def kept(self, case_id: bytes) -> list[KeptStatement]:
        """Give the statements of a case in the order they came."""
        columns = (_table.c.position, _table.c.kind, _table.c.signed_on, _table.c.statement, _table.c.contested_on)
        query = select(*columns).where(_table.c.case_id == case_id).order_by(_table.c.position)
        return [KeptStatement(*row) for row in self._connection.execute(query)]

    def of_kinds(self, case_ids: Collection[bytes], kinds: Collection[int]) -> dict[bytes, list[bytes]]:
        """Give the statements (176 bytes) of some kinds in some cases, by case, in the order they came."""
        found: dict[bytes, list[bytes]] = {}
        for case_id, statement in self._rows_of_kinds(case_ids, [int(one) for one in kinds]):
            found.setdefault(case_id, []).append(statement)
        return found

    def note_contest(self, case_id: bytes, position: int, day: date) -> None:
        """Keep the day on which a statement was contested."""
        place = (_table.c.case_id == case_id, _table.c.position == position)
        self._connection.execute(update(_table).where(*place).values(contested_on=day))

    def _rows_of_kinds(self, case_ids: Collection[bytes], kinds: Collection[int]) -> Iterable[Sequence[Any]]:
        if len(case_ids) > _PAGE:
            return self._connection.execute(_OF_KINDS, {"cases": list(case_ids), "kinds": list(kinds)})
        values: dict[str, Any] = {f"case{place}": one for place, one in enumerate(case_ids)}
        values |= {f"kind{place}": one for place, one in enumerate(kinds)}
        return _of_kinds(len(case_ids), len(kinds)).all(self._connection, values)
