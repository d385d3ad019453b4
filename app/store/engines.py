"""Engines: how connections to SQLite and PostgreSQL are set up.

SQLite: WAL; `synchronous=FULL`, so that what was confirmed survives a power cut; `secure_delete` and `auto_vacuum`,
so that what was erased is gone (PROTOCOL 7.6). Transactions are begun by us, because the driver would begin too late.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.pool import QueuePool

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.pool import PoolProxiedConnection

BUSY_MILLISECONDS: Final = 5000
POSTGRES_CONNECTIONS: Final = 8
READERS: Final = 4
LOG_PAGES: Final = 8000
"""SQLite itself tidies the log written ahead only when it has 32 MB; before that its writer does, when nobody waits."""


def is_sqlite(address: str) -> bool:
    """Say whether this database address is a SQLite file."""
    return make_url(address).get_backend_name() == "sqlite"


def database_file(address: str) -> str | None:
    """Give the path of the SQLite file, None for PostgreSQL."""
    return make_url(address).database if is_sqlite(address) else None


def writer_engine(address: str) -> Engine:
    """Make the engine that writes: one connection on SQLite, a small pool on PostgreSQL."""
    if not is_sqlite(address):
        return create_engine(address, pool_size=POSTGRES_CONNECTIONS, pool_pre_ping=True, hide_parameters=True)
    return _sqlite(address, "BEGIN IMMEDIATE", connections=1)


def reader_engine(address: str) -> Engine:
    """Make the engine that only reads; on PostgreSQL its transactions are read-only."""
    if not is_sqlite(address):
        return create_engine(
            address,
            pool_size=POSTGRES_CONNECTIONS,
            pool_pre_ping=True,
            hide_parameters=True,
            execution_options={"postgresql_readonly": True},
        )
    engine = _sqlite(address, "BEGIN", connections=READERS)

    @event.listens_for(engine, "connect")
    def _read_only(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own type
        connection.execute("PRAGMA query_only = ON")

    return engine


def _sqlite(address: str, begin: str, connections: int) -> Engine:
    engine = create_engine(
        address,
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=0,
        hide_parameters=True,
        connect_args={"check_same_thread": False, "timeout": BUSY_MILLISECONDS / 1000},
    )

    def _begin(connection: PoolProxiedConnection) -> None:
        connection.cursor().execute(begin)

    # Not as a listener: an engine that has one asks every listener anew around each statement.
    engine.dialect.do_begin = _begin  # type: ignore[assignment, method-assign]

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own type
        connection.isolation_level = None
        for setting in (
            "auto_vacuum = FULL",
            "journal_mode = WAL",
            "synchronous = FULL",
            "secure_delete = ON",
            "foreign_keys = ON",
            "temp_store = MEMORY",
            "mmap_size = 0",
            f"wal_autocheckpoint = {LOG_PAGES}",
            "cache_size = -8192",
        ):
            connection.execute(f"PRAGMA {setting}")

    return engine
