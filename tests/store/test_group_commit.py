"""The one writer: what it confirms is durable, what fails falls alone (ARCHITECTURE: one way to write)."""

import asyncio
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from app.domain.organisation import Organisation
from app.store import group_commit
from app.store.database import Store, open_store
from app.store.errors import StoreConflictError, StoreUnavailableError
from app.store.schema import upgrade
from app.store.unit_of_work import UnitOfWork
from tests.event_loops import run


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    address = f"sqlite:///{tmp_path}/zegel.db"
    upgrade(address)
    opened = open_store(address)
    yield opened
    opened.close()


def add(number: int) -> "Organisation":
    return Organisation(number.to_bytes(16, "big"), f"o{number}", f"Organisatie {number}", is_practice=False)  # type: ignore[arg-type]


def adding(number: int) -> Callable[[UnitOfWork], None]:
    return lambda work: work.organisations.add(add(number))


def names(store: Store) -> list[str]:
    return [organisation.slug for organisation in store.read(lambda work: work.organisations.all())]


class Held:
    """A write that holds the writer until it is let go, so that what is asked meanwhile ends up in one batch."""

    def __init__(self) -> None:
        self._begun, self._gate = threading.Event(), threading.Event()

    def __call__(self, _: UnitOfWork) -> None:
        self._begun.set()
        self._gate.wait(30)

    def begins(self) -> None:
        assert self._begun.wait(30)

    def let_go(self) -> None:
        self._gate.set()


def test_a_write_is_seen_by_the_next_read(store: Store) -> None:
    store.write(adding(1))
    assert names(store) == ["o1"]


def test_a_write_that_fails_rolls_back_alone(store: Store) -> None:
    held = Held()

    def fail(work: UnitOfWork) -> None:
        work.organisations.add(add(2))
        raise KeyError

    store._submit(held)
    held.begins()
    batch = [store._submit(fn) for fn in (adding(3), fail, adding(4))]
    held.let_go()
    assert [future.exception(5) is None for future in batch] == [True, False, True]
    assert names(store) == ["o3", "o4"]


def test_a_transaction_that_sqlite_ended_by_itself_is_nobodys_success(store: Store) -> None:
    held = Held()

    def end(work: UnitOfWork) -> None:
        # What SQLite does when the disk is full: the whole transaction is gone, and the statement fails.
        work.organisations._connection.exec_driver_sql("ROLLBACK")
        raise OperationalError("INSERT", None, Exception("database or disk is full"))

    store._submit(held)
    held.begins()
    batch = [store._submit(fn) for fn in (adding(1), end, adding(2))]
    held.let_go()
    assert all(isinstance(future.exception(5), StoreUnavailableError) for future in batch)
    assert names(store) == []
    store.write(adding(3))
    assert names(store) == ["o3"]


def test_what_only_reads_and_then_refuses_stops_nobody_and_nothing_runs_twice(store: Store) -> None:
    held = Held()
    runs: list[int] = []

    def refuse(work: UnitOfWork) -> None:
        runs.append(len(list(work.organisations.all())))
        raise KeyError

    store._submit(held)
    held.begins()
    batch = [store._submit(fn) for fn in (adding(1), refuse, adding(2))]
    held.let_go()
    assert [type(future.exception(5)) for future in batch] == [type(None), KeyError, type(None)]
    assert runs == [1]
    assert names(store) == ["o1", "o2"]


def test_the_log_written_ahead_is_brought_in_when_nobody_waits(store: Store, tmp_path: Path) -> None:
    store.write(adding(1))
    alone = tmp_path / "alone.db"  # the database file without the log beside it
    for _ in range(100):
        alone.write_bytes((tmp_path / "zegel.db").read_bytes())
        with closing(sqlite3.connect(f"file:{alone}?immutable=1", uri=True)) as connection:
            rows = connection.execute("SELECT slug FROM organisations").fetchall()
        if rows:
            break
        time.sleep(0.1)
    assert rows == [("o1",)]


def test_a_taken_value_is_told_and_spoils_nothing_else(store: Store) -> None:
    store.write(adding(1))
    with pytest.raises(StoreConflictError):
        store.write(adding(1))
    store.write(adding(2))
    assert names(store) == ["o1", "o2"]


def test_when_the_commit_fails_nobody_in_the_batch_hears_success(store: Store) -> None:
    def fail(_connection: object) -> None:
        raise OperationalError("COMMIT", None, Exception("disk full"))

    event.listen(store._writer, "commit", fail)
    futures = [store._submit(adding(number)) for number in range(1, 9)]
    assert all(isinstance(future.exception(5), StoreUnavailableError) for future in futures)
    event.remove(store._writer, "commit", fail)
    assert names(store) == []
    store.write(adding(9))
    assert names(store) == ["o9"]


def test_many_threads_lose_nothing(store: Store) -> None:
    def write(start: int) -> None:
        for number in range(start, start + 25):
            store.write(adding(number))

    threads = [threading.Thread(target=write, args=(1000 * n + 1,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(names(store)) == 200


def test_a_caller_who_left_while_waiting_does_not_stop_the_writer(store: Store) -> None:
    gate = threading.Event()
    first = store._submit(lambda _: gate.wait(5))
    left = store._submit(adding(1))
    assert left.cancel()
    gate.set()
    first.result(5)
    store.write(adding(2))
    assert names(store) == ["o2"]


def test_an_event_loop_hears_each_outcome_and_is_woken_once_for_a_batch(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held()
    visits: list[int] = []

    def fail(work: UnitOfWork) -> None:
        work.organisations.add(add(2))
        raise KeyError

    async def ask() -> list[object]:
        loop = asyncio.get_running_loop()
        wake = loop.call_soon_threadsafe

        def count(*words: Any) -> asyncio.Handle:
            if words[0] is group_commit._resolve:
                visits.append(len(words[1]))
            return wake(*words)

        first = asyncio.ensure_future(store.write_async(held))
        await asyncio.to_thread(held.begins)
        asked = [asyncio.ensure_future(store.write_async(fn)) for fn in (adding(1), fail, adding(3))]
        await asyncio.sleep(0)
        monkeypatch.setattr(loop, "call_soon_threadsafe", count)
        held.let_go()
        await first
        return await asyncio.gather(*asked, return_exceptions=True)

    outcomes = run(ask())
    assert [type(outcome) for outcome in outcomes] == [type(None), KeyError, type(None)]
    assert names(store) == ["o1", "o3"]
    assert visits == [1, 3]


def test_who_leaves_an_event_loop_stops_nobody(store: Store) -> None:
    held = Held()

    async def leave() -> None:
        first = asyncio.ensure_future(store.write_async(held))
        await asyncio.to_thread(held.begins)
        waiting = asyncio.ensure_future(store.write_async(adding(1)))
        await asyncio.sleep(0)
        waiting.cancel()
        first.cancel()
        await asyncio.gather(first, waiting, return_exceptions=True)

    run(leave())
    held.let_go()  # the loop is closed by now: the first one's outcome has nowhere to go
    store.write(adding(2))
    assert names(store) == ["o2"]


def test_an_event_loop_hears_that_its_commit_failed(store: Store) -> None:
    def fail(_connection: object) -> None:
        raise OperationalError("COMMIT", None, Exception("disk full"))

    async def ask() -> list[object]:
        return await asyncio.gather(*(store.write_async(adding(n)) for n in range(1, 9)), return_exceptions=True)

    event.listen(store._writer, "commit", fail)
    outcomes = run(ask())
    event.remove(store._writer, "commit", fail)
    assert all(isinstance(outcome, StoreUnavailableError) for outcome in outcomes)
    assert names(store) == []


def test_too_many_who_wait_are_told_to_come_back(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group_commit, "WAITING_LIMIT", 0)
    with pytest.raises(StoreUnavailableError):
        store.write(adding(1))


def test_closing_finishes_what_is_queued(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/other.db"
    upgrade(address)
    store = open_store(address)
    futures = [store._submit(adding(n)) for n in range(1, 40)]
    store.close()
    assert all(future.done() and future.exception() is None for future in futures)


def test_the_file_is_set_up_so_that_nothing_is_lost_or_left(store: Store) -> None:
    with store._writer.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "secure_delete", "auto_vacuum", "foreign_keys", "mmap_size")
        }
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "secure_delete": 1,
        "auto_vacuum": 1,
        "foreign_keys": 1,
        "mmap_size": 0,
    }


def test_readers_cannot_write(store: Store) -> None:
    with pytest.raises(StoreUnavailableError):
        store.read(adding(1))


def test_a_second_process_waits_for_its_turn(store: Store, tmp_path: Path) -> None:
    other = open_store(f"sqlite:///{tmp_path}/zegel.db")
    done = threading.Event()
    with store._lock.held():
        future = other._submit(adding(1))
        future.add_done_callback(lambda _: done.set())
        assert not done.wait(0.2)
    assert done.wait(5)
    other.close()


def test_a_database_that_is_gone_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "nowhere"
    folder.mkdir()
    store = open_store(f"sqlite:///{folder}/zegel.db")
    with pytest.raises(StoreUnavailableError):
        store.read(lambda work: work.organisations.all())
    store.close()


def test_the_database_file_is_its_owners_alone(store: Store) -> None:
    path = Path(store.address.removeprefix("sqlite:///"))
    assert path.stat().st_mode & 0o077 == 0
