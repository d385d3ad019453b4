"""One writer thread with group commit: many small writes share one durable commit.

One that fails falls alone. Almost none does after it wrote something, so a batch first runs in one plain transaction;
only when that happens all the same, it is rolled back and run again with a SAVEPOINT around each. A caller hears of
success only after the commit of the whole batch; if the commit fails, every caller of the batch hears that.

The log written ahead is brought into the database when nobody waits: a burst of reports does not pay for it.
"""

from __future__ import annotations

import asyncio
import queue
import sqlite3
import threading
from concurrent.futures import Future
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from app.store.engines import BUSY_MILLISECONDS
from app.store.errors import StoreConflictError, StoreUnavailableError
from app.store.unit_of_work import Kept, UnitOfWork

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Engine, PoolProxiedConnection

    from app.store.writer_lock import WriterLock

WAITING_LIMIT: Final = 10_000
"""So many functions may wait; more would only fill memory, so they are told to come back."""
BATCH: Final = 64
"""At most so many functions share a commit; it bounds how long the first of them waits."""

SWEEP_MILLISECONDS: Final = 500
"""So long a sweep waits for readers; longer would be felt by whoever reports meanwhile."""

CALM_SECONDS: Final = 0.5
"""Nobody wrote for so long: time to tidy the log written ahead."""

Caller = Future[Any] | asyncio.Future[Any]
"""Whoever waits for the outcome: a thread, or an event loop."""
Item = tuple["Callable[[UnitOfWork], Any]", Caller]
Outcome = tuple[Caller, Any, BaseException | None]
Sweep = Future[bool]
"""A wish to empty the write-ahead log, done after everything queued before it."""


class GroupCommit:
    """The one thread that writes to SQLite; it alone checkpoints."""

    def __init__(self, engine: Engine, lock: WriterLock, memory: Kept, tell: Callable[[], None]) -> None:
        """Start the thread; it calls `tell` after a commit that held news for webhooks."""
        self._tell = tell
        self._memory = memory
        self._engine = engine
        self._lock = lock
        self._queue: queue.SimpleQueue[Item | Sweep | None] = queue.SimpleQueue()
        self._is_behind = False
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    def submit(self, fn: Callable[[UnitOfWork], Any]) -> Future[Any]:
        """Queue a function; the future resolves after the commit that holds it.

        Raises:
            StoreUnavailableError: too many wait already.

        """
        future: Future[Any] = Future()
        self._put((fn, future))
        return future

    def submit_async(self, fn: Callable[[UnitOfWork], Any]) -> asyncio.Future[Any]:
        """Do `submit` for the running event loop, which is woken once for all of its callers in a commit.

        Raises:
            StoreUnavailableError: too many wait already.

        """
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._put((fn, future))
        return future

    def _put(self, item: Item) -> None:
        if self._queue.qsize() >= WAITING_LIMIT:
            raise StoreUnavailableError
        self._queue.put(item)

    def sweep(self) -> Sweep:
        """Queue the emptying of the write-ahead log; the future says False when a reader was in the way.

        Erased bytes stay in that log until it is cut to nothing (PROTOCOL 7.6).
        """
        future: Sweep = Future()
        self._queue.put(future)
        return future

    def close(self) -> None:
        """Finish what is queued, then end the thread."""
        self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (first := self._next()) is not None:
            if isinstance(first, Future):
                self._sweep(first)
                continue
            batch = [first]
            is_last, sweep = self._fill(batch)
            self._commit(batch)
            if sweep is not None:
                self._sweep(sweep)
            if is_last:
                return

    def _next(self) -> Item | Sweep | None:
        """Wait for somebody; when nobody comes for a while, bring what was committed from the log into the database."""
        if self._is_behind:
            with suppress(queue.Empty):
                return self._queue.get(timeout=CALM_SECONDS)
            self._catch_up()
        return self._queue.get()

    def _catch_up(self) -> None:
        self._is_behind = False
        # When it cannot be done now, the next calm or SQLite's own limit does it: nothing is lost meanwhile.
        with (
            suppress(SQLAlchemyError, sqlite3.Error, OSError),
            self._lock.held(),
            closing(self._engine.raw_connection()) as connection,
        ):
            connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")

    def _fill(self, batch: list[Item]) -> tuple[bool, Sweep | None]:
        """Take what else waits; say whether it was the end, and which sweep comes after the batch."""
        while len(batch) < BATCH:
            try:
                item = self._queue.get_nowait()
            except queue.Empty:
                return False, None
            if item is None:
                return True, None
            if isinstance(item, Future):
                return False, item
            batch.append(item)
        return False, None

    def _sweep(self, future: Sweep) -> None:
        if not future.set_running_or_notify_cancel():
            return
        try:
            with self._lock.held(), closing(self._engine.raw_connection()) as connection:
                future.set_result(_truncated(connection))
        except (SQLAlchemyError, sqlite3.Error, OSError) as error:
            _fail([future], error)

    def _commit(self, queued: list[Item]) -> None:
        batch = [(fn, caller) for fn, caller in queued if _still_waits(caller)]
        try:
            try:
                work, outcomes = self._transaction(batch, _plainly)
            except _SpoiltError:
                work, outcomes = self._transaction(batch, _in_savepoint)
        except (SQLAlchemyError, sqlite3.Error, OSError) as error:
            _fail([caller for _, caller in batch], error)
            return
        self._is_behind = True
        if work.has_news:
            self._tell()
        _hand_out(outcomes)

    def _transaction(
        self, batch: list[Item], run: Callable[..., tuple[Any, BaseException | None]]
    ) -> tuple[UnitOfWork, list[Outcome]]:
        with self._lock.held(), self._engine.begin() as connection:
            driver = connection.connection.dbapi_connection
            work = UnitOfWork(connection, self._memory)
            return work, [(caller, *run(driver, work, fn)) for fn, caller in batch]


class _SpoiltError(Exception):
    """A function failed after it wrote something."""


def _still_waits(caller: Caller) -> bool:
    """Leave out who gave up. From here on no thread can; who does in an event loop is passed over at the end."""
    if isinstance(caller, Future):
        return caller.set_running_or_notify_cancel()
    return not caller.cancelled()


def _hand_out(outcomes: list[Outcome]) -> None:
    """Give each its outcome: a thread at once, the callers of an event loop all in one visit to it."""
    visits: dict[asyncio.AbstractEventLoop, list[Outcome]] = {}
    for outcome in outcomes:
        caller = outcome[0]
        if isinstance(caller, Future):
            _resolve([outcome])
        else:
            visits.setdefault(caller.get_loop(), []).append(outcome)
    for loop, own in visits.items():
        with suppress(RuntimeError):  # the loop was closed meanwhile, and nobody waits there any more
            loop.call_soon_threadsafe(_resolve, own)


def _resolve(outcomes: list[Outcome]) -> None:
    for caller, value, fault in outcomes:
        if isinstance(caller, asyncio.Future) and caller.done():
            continue
        if fault is None:
            caller.set_result(value)
        else:
            caller.set_exception(fault)


def _truncated(connection: PoolProxiedConnection) -> bool:
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {SWEEP_MILLISECONDS}")
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    row = cursor.fetchone()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    return row is not None and row[0] == 0


def _plainly(driver: Any, work: UnitOfWork, fn: Callable[[UnitOfWork], Any]) -> tuple[Any, BaseException | None]:  # noqa: ANN401
    before = driver.total_changes
    try:
        return fn(work), None
    except Exception as fault:
        # A full disk makes SQLite end the whole transaction by itself; what came before is gone then, too.
        if driver.total_changes != before or not driver.in_transaction:
            raise _SpoiltError from fault
        return None, public_fault(fault)


def _in_savepoint(driver: Any, work: UnitOfWork, fn: Callable[[UnitOfWork], Any]) -> tuple[Any, BaseException | None]:  # noqa: ANN401
    # Told to the driver itself: SQLAlchemy would take longer over these two words than SQLite does.
    driver.execute("SAVEPOINT one")
    try:
        value = fn(work)
    except Exception as fault:  # noqa: BLE001 - it belongs to the caller, whom it reaches through the future
        driver.execute("ROLLBACK TO one")
        driver.execute("RELEASE one")
        return None, public_fault(fault)
    driver.execute("RELEASE one")
    return value, None


def public_fault(fault: Exception) -> Exception:
    """Turn a fault of the database into one of the store's own; leave every other as it is."""
    if isinstance(fault, IntegrityError):
        conflict = StoreConflictError()
        conflict.__cause__ = fault
        return conflict
    if isinstance(fault, SQLAlchemyError | OSError):
        unavailable = StoreUnavailableError()
        unavailable.__cause__ = fault
        return unavailable
    return fault


def _fail(callers: Sequence[Caller], error: Exception) -> None:
    outcomes: list[Outcome] = []
    for caller in callers:
        unavailable = StoreUnavailableError()
        unavailable.__cause__ = error
        outcomes.append((caller, None, unavailable))
    _hand_out(outcomes)
