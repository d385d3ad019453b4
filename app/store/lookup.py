"""Looking up plain values. Reports and authorities ask a few, and through SQLAlchemy each takes longer than SQLite."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Date
from sqlalchemy.dialects import sqlite

from app.store.errors import StoreUnavailableError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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


class Rows:
    """A SELECT of rows, written out once; as in `Lookup` SQLite's driver gets it directly.

    Keys and values are of a kind that the driver knows by itself, or days.
    """

    def __init__(self, statement: Select[Any]) -> None:
        """Write out a statement with named parameters, none of which is a list."""
        compiled = statement.compile(dialect=_SQLITE)
        self._statement = statement
        self._text = str(compiled)
        self._names = list(compiled.positiontup or ())
        self._constants = {name: value for name, value in compiled.params.items() if value is not None}
        columns = enumerate(statement.selected_columns)
        self._days = [place for place, column in columns if isinstance(column.type, Date)]

    def all(self, connection: Connection, values: Mapping[str, Any]) -> Sequence[Sequence[Any]]:
        """Give every row, of the same moment as all else that is read in this transaction.

        Raises:
            StoreUnavailableError: the database cannot be read.

        """
        driver: object = connection.connection.dbapi_connection
        if not isinstance(driver, sqlite3.Connection):
            return connection.execute(self._statement, dict(values)).all()
        if not connection.in_transaction():
            connection.begin()
        given = {**self._constants, **values}
        try:
            rows = driver.execute(self._text, [given[name] for name in self._names]).fetchall()
        except sqlite3.Error as fault:
            raise StoreUnavailableError from fault
        return [self._read(row) for row in rows] if self._days else rows

    def _read(self, row: Sequence[Any]) -> list[Any]:
        told = list(row)
        for place in self._days:
            if told[place] is not None:
                told[place] = date.fromisoformat(told[place])
        return told
