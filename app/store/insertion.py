"""Adding one whole row. A report is little else than new rows, and they are most of what its commit waits for."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Date, insert
from sqlalchemy.dialects import sqlite

from app.store.errors import StoreConflictError, StoreUnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from sqlalchemy import Column, Connection, Table

_SQLITE: Final = sqlite.dialect()


class Insertion:
    """An INSERT written out once; SQLite's driver gets it directly, any other database by way of SQLAlchemy."""

    def __init__(self, table: Table) -> None:
        """Write it out for every column of this table."""
        self._statement = insert(table)
        self._names = [column.name for column in table.c]
        self._text = str(self._statement.compile(dialect=_SQLITE, column_keys=self._names))
        spelt = [(place, _spelling(column)) for place, column in enumerate(table.c)]
        self._spelt = [(place, spell) for place, spell in spelt if spell is not None]

    def run(self, connection: Connection, row: Mapping[str, Any]) -> None:
        """Add a row by column name; a column that is not named stays empty.

        Raises:
            StoreConflictError: a unique value is taken, or what the row refers to is not there.
            StoreUnavailableError: the database cannot keep it.

        """
        driver: object = connection.connection.dbapi_connection
        if not isinstance(driver, sqlite3.Connection):
            connection.execute(self._statement, row)
            return
        values = list(map(row.get, self._names))
        for place, spell in self._spelt:
            values[place] = spell(values[place])
        try:
            driver.execute(self._text, values)
        except sqlite3.IntegrityError as fault:
            raise StoreConflictError from fault
        except sqlite3.Error as fault:
            raise StoreUnavailableError from fault


def _spelling(column: Column[Any]) -> Callable[[Any], Any] | None:
    """Say how SQLite spells a value of this column; None when as it is."""
    if isinstance(column.type, Date):
        return _day
    return column.type.dialect_impl(_SQLITE).bind_processor(_SQLITE)


def _day(value: date | None) -> str | None:
    return value.isoformat() if value is not None else None
