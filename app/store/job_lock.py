"""The daily jobs run in one process at a time, whoever shares the database.

A lock of the kernel or of PostgreSQL ends with the process that holds it, so a service that is killed in the middle of
a job leaves the job to the next turn, of itself or of another. A mark in a table would stand there for the day.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from sqlalchemy import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

_NUMBER: Final = 0x5A6567656C
"""“Zegel”: what the lock is called in PostgreSQL, where it belongs to this database alone."""
_TRY: Final = text("SELECT pg_try_advisory_lock(:number)")
_LEAVE: Final = text("SELECT pg_advisory_unlock(:number)")


@contextmanager
def alone(database: str | None, engine: Engine) -> Iterator[bool]:
    """Hold the lock if it is free, and say whether that is so. `database` is the path of the SQLite file, if it is one.

    Raises:
        SQLAlchemyError, OSError: the database cannot be reached, or the file of the lock not be made.

    """
    with _on_file(f"{database}.jobs") if database is not None else _in_postgresql(engine) as is_mine:
        yield is_mine


@contextmanager
def _on_file(path: str) -> Iterator[bool]:
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(file)


@contextmanager
def _in_postgresql(engine: Engine) -> Iterator[bool]:
    # Outside a transaction: one that stays open for the length of a job would keep erased rows from being cleaned up.
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        is_mine = bool(connection.execute(_TRY, {"number": _NUMBER}).scalar_one())
        try:
            yield is_mine
        finally:
            if is_mine:
                connection.execute(_LEAVE, {"number": _NUMBER})
