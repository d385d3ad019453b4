"""Cleaning PostgreSQL's tables after an erasure, so that no query and no server process reads what was erased.

`VACUUM` gives the room of erased rows free at once, and cuts the end of a file that holds nothing any more. It does not
write over what it frees: within a page that goes on being used, old bytes lie there until new rows take their place,
and the server's log and its backups hold older pages longer. That is weaker than SQLite with `secure_delete`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.store.erasure import OF_CASE
from app.store.tables import LogbookEntryRow, LogbookRow, LooseCommitmentRow

if TYPE_CHECKING:
    from sqlalchemy import Engine

_BESIDE: Final = tuple(row.table() for row in (LogbookRow, LogbookEntryRow, LooseCommitmentRow))
_NAMES: Final = ", ".join(sorted(table.name for table in (*OF_CASE, *_BESIDE)))


def vacuum(engine: Engine) -> None:
    """Clean every table an erasure touches; outside a transaction, as PostgreSQL asks. Nobody has to wait for it."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"VACUUM {_NAMES}")
