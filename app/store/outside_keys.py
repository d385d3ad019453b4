"""Key records of authorities and helpers without an account here (PROTOCOL 3.2); no page is theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import insert, select

from app.store.tables import OutsideKeyRow

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from sqlalchemy import Connection

_table = OutsideKeyRow.table()


class OutsideKey(NamedTuple):
    """A record WBK1 (176 bytes) of role 3 or 6. Ids 16 bytes, key 32; the day is that on which it was handed over."""

    kid_box: bytes
    organisation_id: bytes
    identity_pk: bytes
    record: bytes
    name: str
    enrolled_on: date


class OutsideKeys:
    """Read and add such keys."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection."""
        self._connection = connection

    def add(self, new: OutsideKey) -> None:
        """Keep a key; for this organisation its box key must be new."""
        self._connection.execute(insert(_table), new._asdict())

    def of_organisation(self, organisation_id: bytes) -> list[OutsideKey]:
        """Give the keys that were handed over for one organisation, in an order that tells nothing."""
        query = select(_table).where(_table.c.organisation_id == organisation_id).order_by(_table.c.kid_box)
        return [OutsideKey(*row) for row in self._connection.execute(query)]

    def record_of(self, kid_box: bytes) -> bytes | None:
        """Give the record (176 bytes) with this box key (16-byte short name)."""
        query = select(_table.c.record).where(_table.c.kid_box == kid_box)
        record: bytes | None = self._connection.execute(query).scalar()
        return record

    def organisations_of(self, identities: Collection[bytes]) -> set[bytes]:
        """Give the organisations (16-byte ids) that have a record with one of these identity keys (32 bytes)."""
        query = select(_table.c.organisation_id).where(_table.c.identity_pk.in_(list(identities))).distinct()
        return set(self._connection.execute(query).scalars())

    def is_known(self, organisation_id: bytes, kid_box: bytes) -> bool:
        """Say whether this box key (16-byte short name) was handed over for an organisation before."""
        place = (_table.c.kid_box == kid_box, _table.c.organisation_id == organisation_id)
        return self._connection.execute(select(_table.c.kid_box).where(*place)).first() is not None
