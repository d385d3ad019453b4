"""Whom an organisation named to be told of missed duties in released cases, beside the case officer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import delete, insert, select

from app.domain.ids import AccountId
from app.store.tables import SecondContactRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

_table = SecondContactRow.table()


class NamedContact(NamedTuple):
    """The account that was named, and the day of it. Whether it still fits is asked each time."""

    account_id: AccountId
    since_on: date


class SecondContacts:
    """Read, replace and remove the second contact of an organisation."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection."""
        self._connection = connection

    def of_organisation(self, organisation_id: bytes) -> NamedContact | None:
        """Find who was named by an organisation (id of 16 bytes)."""
        query = select(_table.c.account_id, _table.c.since_on).where(_table.c.organisation_id == organisation_id)
        row = self._connection.execute(query).first()
        return NamedContact(AccountId(row.account_id), row.since_on) if row is not None else None

    def replace(self, organisation_id: bytes, account_id: bytes, since_on: date) -> None:
        """Name somebody, instead of whoever was named before."""
        self.remove(organisation_id)
        row = {"organisation_id": organisation_id, "account_id": account_id, "since_on": since_on}
        self._connection.execute(insert(_table), row)

    def remove(self, organisation_id: bytes) -> bool:
        """Name nobody any more; False when nobody was named."""
        gone = delete(_table).where(_table.c.organisation_id == organisation_id)
        return self._connection.execute(gone).rowcount > 0
