"""The last day on which each daily job ran."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from app.store.tables import JobRunRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

_table = JobRunRow.table()


class JobRuns:
    """Read and note runs."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection."""
        self._connection = connection

    def all(self) -> dict[str, date]:
        """Give the last day of every job that ever ran."""
        return {row.job: row.ran_on for row in self._connection.execute(select(_table))}

    def note(self, job: str, before: date | None, ran_on: date) -> bool:
        """Compare and set the last day; False when it is not `before` any more (None: it never ran).

        Raises:
            IntegrityError: it ran for the first time at this very moment, elsewhere.

        """
        if before is None:
            self._connection.execute(insert(_table), {"job": job, "ran_on": ran_on})
            return True
        change = update(_table).where(_table.c.job == job, _table.c.ran_on == before).values(ran_on=ran_on)
        return self._connection.execute(change).rowcount == 1
