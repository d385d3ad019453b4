"""Sealed messages by case, space, direction and index."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import and_, func, or_, select

from app.domain.case import Envelope
from app.domain.conversation import Direction
from app.store.insertion import Insertion
from app.store.tables import EnvelopeRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

_table = EnvelopeRow.table()
_ADD = Insertion(_table)


class Place(NamedTuple):
    """Where an envelope stands, and its hash (32)."""

    space: int
    direction: int
    position: int
    env_hash: bytes


class Envelopes:
    """Read and add envelopes."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection."""
        self._connection = connection

    def add(self, case_id: bytes, envelope: Envelope, env_hash: bytes, received_on: date) -> None:
        """Keep an envelope under its number, which must be free."""
        row = {
            "case_id": case_id,
            "space": envelope.space,
            "direction": envelope.direction,
            "position": envelope.index,
            "env_hash": env_hash,
            "received_on": received_on,
            "envelope": envelope.envelope,
        }
        _ADD.run(self._connection, row)

    def hash_at(self, case_id: bytes, space: int, direction: int, index: int) -> tuple[bytes, date] | None:
        """Give (hash, day received) of the envelope with this number."""
        query = select(_table.c.env_hash, _table.c.received_on).where(
            _table.c.case_id == case_id,
            _table.c.space == space,
            _table.c.direction == direction,
            _table.c.position == index,
        )
        row = self._connection.execute(query).first()
        return (row.env_hash, row.received_on) if row else None

    def hashes(self, case_id: bytes) -> list[Place]:
        """Give where every envelope of a case stands, by space, direction and index."""
        query = (
            select(_table.c.space, _table.c.direction, _table.c.position, _table.c.env_hash)
            .where(_table.c.case_id == case_id)
            .order_by(_table.c.space, _table.c.direction, _table.c.position)
        )
        return [Place(*row) for row in self._connection.execute(query)]

    def fill(self, case_id: bytes, space: int, direction: int) -> tuple[int, int]:
        """Give how many envelopes stand in one direction of a space, and how many bytes they are together."""
        query = select(func.count(), func.coalesce(func.sum(func.length(_table.c.envelope)), 0)).where(
            _table.c.case_id == case_id, _table.c.space == space, _table.c.direction == direction
        )
        row = self._connection.execute(query).one()
        return int(row[0]), int(row[1])

    def of_space(self, case_id: bytes, space: int, after: tuple[int, int], limit: int) -> list[tuple[Envelope, date]]:
        """Give at most `limit` messages of one space after a (direction, index), with the days they came.

        By direction and index; a recipient's notes to self are no messages.
        """
        direction, position = after
        query = (
            select(_table.c.direction, _table.c.space, _table.c.position, _table.c.envelope, _table.c.received_on)
            .where(_table.c.case_id == case_id, _table.c.space == space, _table.c.direction < Direction.NOTE_TO_SELF)
            .where(
                or_(
                    _table.c.direction > direction,
                    and_(_table.c.direction == direction, _table.c.position > position),
                )
            )
            .order_by(_table.c.direction, _table.c.position)
            .limit(limit)
        )
        return [
            (Envelope(row.direction, row.space, row.position, row.envelope), row.received_on)
            for row in self._connection.execute(query)
        ]

    def of_case(self, case_id: bytes) -> list[Envelope]:
        """Give all envelopes of a case, by space, direction and index."""
        query = (
            select(_table.c.direction, _table.c.space, _table.c.position, _table.c.envelope)
            .where(_table.c.case_id == case_id)
            .order_by(_table.c.space, _table.c.direction, _table.c.position)
        )
        return [
            Envelope(row.direction, row.space, row.position, row.envelope) for row in self._connection.execute(query)
        ]
