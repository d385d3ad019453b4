"""Calendar feeds, each kept as the hash of its token, one for each account at most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from app.domain.ids import AccountId
from app.store.tables import CalendarFeedRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

_table = CalendarFeedRow.table()


class CalendarFeeds:
    """Find, replace and remove feeds."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection."""
        self._connection = connection

    def account_of(self, token_hash: bytes) -> AccountId | None:
        """Find whose feed this is, by the 32-byte hash of its token."""
        found = self._connection.execute(select(_table.c.account_id).where(_table.c.token_hash == token_hash)).scalar()
        return AccountId(found) if found is not None else None

    def made_on(self, account_id: bytes) -> date | None:
        """Give the day on which the feed of an account was made; None without one."""
        return self._connection.execute(select(_table.c.made_on).where(_table.c.account_id == account_id)).scalar()

    def replace(self, account_id: bytes, token_hash: bytes, made_on: date) -> None:
        """Keep a new feed; the token before it is worth nothing any more."""
        self.remove(account_id)
        row = {"token_hash": token_hash, "account_id": account_id, "made_on": made_on}
        self._connection.execute(insert(_table), row)

    def remove(self, account_id: bytes) -> None:
        """Stop the feed of an account."""
        self._connection.execute(delete(_table).where(_table.c.account_id == account_id))
