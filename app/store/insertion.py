"""Adding one whole row. A report is little else than new rows, and they are most of what its commit waits for."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import insert
from sqlalchemy.dialects import sqlite

from app.store.errors import StoreConflictError, StoreUnavailableError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, Table

_SQLITE: Final = sqlite.dialect()


class Insertion:
    """An INSERT written out once; SQLite's driver gets it directly, any other database by way of SQLAlchemy."""

    def __init__(self, table: Table) -> None:
        """Write it out for every column of this table."""
        self._statement = insert(table)
        names = [column.name for column in table.c]
        self._text = str(self._statement.compile(dialect=_SQLITE, column_keys=names))
        self._columns = [(c.name, c.type.dialect_impl(_SQLITE).bind_processor(_SQLITE)) for c in table.c]

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
        given = [(row.get(name), process) for name, process in self._columns]
        try:
            driver.execute(self._text, [process(value) if process else value for value, process in given])
        except sqlite3.IntegrityError as fault:
            raise StoreConflictError from fault
        except sqlite3.Error as fault:
            raise StoreUnavailableError from fault
