"""Counsellors' key records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from app.domain.account import Device, KeyRecordRow
from app.domain.ids import AccountId, BoxKid, OrganisationId
from app.store.tables import KeyRecordTable

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import ColumnElement, Connection

_table = KeyRecordTable.table()


class KeyRecords:
    """Read and add key records."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection."""
        self._connection = connection

    def add(self, record: KeyRecordRow) -> None:
        """Keep a record; its box key must be new."""
        row = {
            "kid_box": record.kid_box,
            "organisation_id": record.organisation_id,
            "account_id": record.account_id,
            "identity_pk": record.identity_pk,
            "record": record.record,
            "name": record.name,
            "device": record.device.value,
            "enrolled_on": record.enrolled_on,
        }
        self._connection.execute(insert(_table), row)

    def by_kid(self, kid_box: bytes) -> KeyRecordRow | None:
        """Find by the 16-byte short name of the box key."""
        return next(iter(self._where(_table.c.kid_box == kid_box)), None)

    def of_account(self, account_id: bytes) -> list[KeyRecordRow]:
        """Give the records of one person in all organisations."""
        return self._where(_table.c.account_id == account_id)

    def of_organisation(self, organisation_id: bytes) -> list[KeyRecordRow]:
        """Give all records of one organisation."""
        return self._where(_table.c.organisation_id == organisation_id)

    def organisations_of(self, identities: Collection[bytes]) -> set[bytes]:
        """Give the organisations (16-byte ids) that have a record with one of these identity keys (32 bytes)."""
        query = select(_table.c.organisation_id).where(_table.c.identity_pk.in_(list(identities))).distinct()
        return set(self._connection.execute(query).scalars())

    def _where(self, condition: ColumnElement[bool]) -> list[KeyRecordRow]:
        return [_record(row) for row in self._connection.execute(select(_table).where(condition))]


def _record(row: Any) -> KeyRecordRow:  # noqa: ANN401 - a row of the library
    return KeyRecordRow(
        kid_box=BoxKid(row.kid_box),
        organisation_id=OrganisationId(row.organisation_id),
        account_id=AccountId(row.account_id),
        identity_pk=row.identity_pk,
        record=row.record,
        name=row.name,
        device=Device(row.device),
        enrolled_on=row.enrolled_on,
    )
