"""The public log as rows: entries, the nodes of its tree, and signed checkpoints (PROTOCOL 6.4).

The database itself refuses to change or lose any of them, and takes an entry only right after the last one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import bindparam, func, insert, select

from app.store.tables import LogCheckpointRow, LogEntryRow, LogNodeRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection, Table

_entries = LogEntryRow.table()
_nodes = LogNodeRow.table()
_checkpoints = LogCheckpointRow.table()

ROWS_AT_ONCE: Final = 5000
"""So many rows are written with one statement; it bounds the memory of a large batch."""

# Built once: building a statement costs more than running it.
_SIZE = select(func.max(_entries.c.position)).where(_entries.c.log == bindparam("log"))
_PAGE = (
    select(_entries.c.entry)
    .where(
        _entries.c.log == bindparam("log"),
        _entries.c.position >= bindparam("first"),
        _entries.c.position < bindparam("end"),
    )
    .order_by(_entries.c.position)
)
# One level at a time: only then the key finds them; pairs of level and position would be looked for in the whole log.
_NODES_OF_LEVEL = select(_nodes.c.position, _nodes.c.node).where(
    _nodes.c.log == bindparam("log"), _nodes.c.level == bindparam("level")
)
_ONE_NODE = _NODES_OF_LEVEL.where(_nodes.c.position == bindparam("wanted"))
_SOME_NODES = _NODES_OF_LEVEL.where(_nodes.c.position.in_(bindparam("wanted", expanding=True)))
_NEWEST = (
    select(_checkpoints.c.size, _checkpoints.c.note)
    .where(_checkpoints.c.log == bindparam("log"))
    .order_by(_checkpoints.c.size.desc())
    .limit(1)
)


class SignedHead(NamedTuple):
    """The log at one size: how many entries, and the checkpoint note over them."""

    size: int
    note: str


class Log:
    """Read and lengthen the logs: 0 of this installation, 1 of those who practise."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection."""
        self._connection = connection

    def alone(self) -> None:
        """Let nobody else lengthen a log until this transaction ends; on SQLite one transaction writes anyway."""
        if self._connection.dialect.name == "postgresql":
            self._connection.exec_driver_sql(f"LOCK TABLE {_checkpoints.name} IN SHARE ROW EXCLUSIVE MODE")

    def size(self, log: int) -> int:
        """Count the entries of a log."""
        last: int | None = self._connection.execute(_SIZE, {"log": log}).scalar()
        return last + 1 if last is not None else 0

    def newest(self, log: int) -> SignedHead | None:
        """Give the newest checkpoint, None before the first batch."""
        row = self._connection.execute(_NEWEST, {"log": log}).first()
        return SignedHead(row.size, row.note) if row is not None else None

    def checkpoints(self, log: int) -> list[SignedHead]:
        """Give every checkpoint of a log, oldest first."""
        query = select(_checkpoints.c.size, _checkpoints.c.note).where(_checkpoints.c.log == log)
        return [SignedHead(*row) for row in self._connection.execute(query.order_by(_checkpoints.c.size))]

    def entries(self, log: int, first: int, end: int) -> list[bytes]:
        """Give the entries from place `first` up to, not including, `end`."""
        return list(self._connection.execute(_PAGE, {"log": log, "first": first, "end": end}).scalars())

    def nodes(self, log: int, wanted: Sequence[tuple[int, int]]) -> dict[tuple[int, int], bytes]:
        """Give the nodes (32 bytes) at these (level, position) that are there."""
        levels: dict[int, list[int]] = {}
        for level, position in wanted:
            levels.setdefault(level, []).append(position)
        found = {}
        for level, positions in levels.items():
            # A proof mostly needs one node of each level, and a list of one costs three times as much to ask for.
            query, ask = (_SOME_NODES, positions) if len(positions) > 1 else (_ONE_NODE, positions[0])
            rows = self._connection.execute(query, {"log": log, "level": level, "wanted": ask})
            found.update({(level, position): node for position, node in rows})
        return found

    def append(self, log: int, first: int, entries: Sequence[bytes]) -> None:
        """Add entries after the last; `first` is the place of the first of them.

        Raises:
            IntegrityError of the library: somebody else added entries there in the meantime.

        """
        for start in range(0, len(entries), ROWS_AT_ONCE):
            some = enumerate(entries[start : start + ROWS_AT_ONCE], first + start)
            self._add(_entries, [(log, place, entry) for place, entry in some])

    def add_nodes(self, log: int, nodes: Iterable[tuple[int, int, bytes]]) -> None:
        """Keep complete nodes as (level, position, hash of 32 bytes)."""
        rows = []
        for level, position, node in nodes:
            rows.append((log, level, position, node))
            if len(rows) == ROWS_AT_ONCE:
                self._add(_nodes, rows)
                rows = []
        if rows:
            self._add(_nodes, rows)

    def sign(self, log: int, size: int, note: str) -> None:
        """Keep the checkpoint over the first `size` entries."""
        self._connection.execute(insert(_checkpoints), {"log": log, "size": size, "note": note})

    def _add(self, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
        """Add whole rows, in the order of the columns; the driver gets them as they are, which halves the time."""
        columns = [column.name for column in table.c]
        mark = "?" if self._connection.dialect.name == "sqlite" else "%s"
        marks = ", ".join([mark] * len(columns))
        text = f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - our own names
        self._connection.exec_driver_sql(text, rows)
