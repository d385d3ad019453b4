"""The store's door: `read(fn)` and `write(fn)`, where `fn` is a function of a unit of work.

A write is confirmed only after it is durable. On SQLite one thread writes with group commit; on PostgreSQL each
write is a transaction of its own, tried once more when two writers met on a unique value.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar, cast

from sqlalchemy.exc import SQLAlchemyError

from app.store.engines import POSTGRES_CONNECTIONS, READERS, database_file, is_sqlite, reader_engine, writer_engine
from app.store.errors import StoreConflictError
from app.store.group_commit import GroupCommit, public_fault
from app.store.job_lock import alone
from app.store.unit_of_work import Kept, UnitOfWork
from app.store.vacuum import vacuum
from app.store.writer_lock import WriterLock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future

T = TypeVar("T")


class Store:
    """Reads and writes of one database."""

    def __init__(self, address: str) -> None:
        """Open a database whose schema is already there (see `zegel database upgrade`)."""
        self.address = address
        self._writer = writer_engine(address)
        self._reader = reader_engine(address)
        self._memory: Kept = {}
        self._lock = WriterLock(database_file(address))
        on_file = is_sqlite(address)
        self._listener: Callable[[], None] | None = None
        self._group = GroupCommit(self._writer, self._lock, self._memory, self._tell) if on_file else None
        self._threads = ThreadPoolExecutor(READERS if on_file else 2 * POSTGRES_CONNECTIONS, "store")

    def on_news(self, listener: Callable[[], None] | None) -> None:
        """Call this, in the writer's thread, after each commit that held news for webhooks; it must not wait."""
        self._listener = listener

    def read(self, fn: Callable[[UnitOfWork], T]) -> T:
        """Run `fn` on one consistent view of the database.

        Raises:
            StoreUnavailableError: the database cannot be reached.

        """
        try:
            with self._reader.connect() as connection:
                return fn(UnitOfWork(connection, self._memory))
        except SQLAlchemyError as error:
            raise public_fault(error) from error

    def write(self, fn: Callable[[UnitOfWork], T]) -> T:
        """Run `fn` in a transaction and give its value after the commit.

        `fn` changes nothing but the unit of work: when another of the same commit fails it is run once more.

        Raises:
            StoreUnavailableError: nothing was kept.
            StoreConflictError: a unique value is taken; nothing was kept.

        """
        return self._submit(fn).result()

    async def read_async(self, fn: Callable[[UnitOfWork], T]) -> T:
        """Do `read` without holding up the event loop."""
        return await asyncio.wrap_future(self._threads.submit(self.read, fn))

    async def write_async(self, fn: Callable[[UnitOfWork], T]) -> T:
        """Do `write` without holding up the event loop."""
        if self._group is not None:
            return await cast("asyncio.Future[T]", self._group.submit_async(fn))
        return await asyncio.wrap_future(self._submit(fn))

    def sweep(self) -> bool:
        """Leave no copy of erased bytes beside the database file; False when a reader was in the way, so try again.

        PostgreSQL is told to clean its tables; in its logs and backups it keeps erased bytes longer: True, and weaker.

        Raises:
            StoreUnavailableError: the database cannot be reached.

        """
        return self._group.sweep().result() if self._group is not None else self._vacuum()

    async def sweep_async(self) -> bool:
        """Do `sweep` without holding up the event loop."""
        return await asyncio.wrap_future(self._group.sweep() if self._group else self._threads.submit(self._vacuum))

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Hold this database's one lock for daily jobs if it is free, and say whether that is so; never waits.

        Raises:
            StoreUnavailableError: the database cannot be reached.

        """
        try:
            with alone(database_file(self.address), self._writer) as is_mine:
                yield is_mine
        except (SQLAlchemyError, OSError) as error:
            raise public_fault(error) from error

    def close(self) -> None:
        """Finish what is queued and close every connection."""
        if self._group is not None:
            self._group.close()
        self._threads.shutdown()
        self._reader.dispose()
        self._writer.dispose()
        self._lock.close()

    def _vacuum(self) -> bool:
        try:
            vacuum(self._writer)
        except SQLAlchemyError as error:
            raise public_fault(error) from error
        return True

    def _submit(self, fn: Callable[[UnitOfWork], T]) -> Future[T]:
        if self._group is not None:
            return self._group.submit(fn)
        return self._threads.submit(self._transaction, fn)

    def _transaction(self, fn: Callable[[UnitOfWork], T]) -> T:
        try:
            return self._once(fn)
        except StoreConflictError:
            # Two writers met on a unique value. The one who lost looks again, and now finds the other's row.
            return self._once(fn)

    def _once(self, fn: Callable[[UnitOfWork], T]) -> T:
        try:
            with self._writer.begin() as connection:
                work = UnitOfWork(connection, self._memory)
                value = fn(work)
        except SQLAlchemyError as error:
            raise public_fault(error) from error
        if work.has_news:
            self._tell()
        return value

    def _tell(self) -> None:
        if self._listener is not None:
            self._listener()


def open_store(address: str) -> Store:
    """Open the database at this address."""
    return Store(address)
