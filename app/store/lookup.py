"""Looking up one plain value. Every report asks a few, and through SQLAlchemy each takes longer than SQLite needs."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy.dialects import sqlite

from app.store.errors import StoreUnavailableError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select

_SQLITE: Final = sqlite.dialect()


class Lookup:
    """A SELECT of one value by one key, written out once; as in `Insertion` SQLite's driver gets it directly.

    Key and value are of a kind that the driver knows by itself: bytes, text or a whole number.
    """

    def __init__(self, statement: Select[Any], key: str) -> None:
        """Write out a statement whose only parameter is `key`."""
        self._statement = statement
        self._key = key
        self._text = str(statement.compile(dialect=_SQLITE))

    def value(self, connection: Connection, key: bytes) -> Any:  # noqa: ANN401 - whatever the column holds
        """Give the value of the first row, None without a row.

        Raises:
            StoreUnavailableError: the database cannot be read.

        """
        driver: object = connection.connection.dbapi_connection
        if not isinstance(driver, sqlite3.Connection):
            return connection.execute(self._statement, {self._key: key}).scalar()
        try:
            row = driver.execute(self._text, (key,)).fetchone()
        except sqlite3.Error as fault:
            raise StoreUnavailableError from fault
        return row[0] if row is not None else None
