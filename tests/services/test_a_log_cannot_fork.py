"""A log that was signed goes on as it is, or not at all: crashes, old backups, two services at once (PROTOCOL 6.4)."""

import sqlite3
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from app.services import log_batch
from app.services.case_log import LOG
from app.services.last_signed import (
    LastSignedLostError,
    LogDamagedError,
    LogForkedError,
    file_of,
    read_last_signed,
    write_last_signed,
)
from app.services.log_batch import accept_database, run_batch_of
from app.store.database import open_store
from app.store.errors import StoreError
from app.store.events import Events
from app.store.log import Log
from app.store.signed_notes import Directories
from tests.services.the_log import check_whole, note_keys, proven, run
from tests.world import TODAY, World

STEPS = [
    (Log, "alone"),
    (Log, "size"),
    (Log, "append"),
    (Log, "add_nodes"),
    (Log, "sign"),
    (Events, "place"),
    (Directories, "place"),
    (log_batch, "read_last_signed"),
    (log_batch, "make_checkpoint"),
    (log_batch, "write_last_signed"),
]


class CrashError(Exception):
    """The service ends here."""


def crash(*_: object, **__: object) -> None:
    raise CrashError


@pytest.mark.parametrize("before", [0, 1])
@pytest.mark.parametrize(("where", "step"), STEPS, ids=[step for _, step in STEPS])
def test_a_crash_at_any_step_loses_and_doubles_nothing(
    sqlite_world: World, monkeypatch: pytest.MonkeyPatch, where: object, step: str, before: int
) -> None:
    for _ in range(before):
        run(sqlite_world)
    sqlite_world.publish()
    reporter = sqlite_world.report()
    with monkeypatch.context() as patched:
        patched.setattr(where, step, crash)
        with pytest.raises(CrashError):
            run(sqlite_world)
    check_whole(sqlite_world)
    run(sqlite_world)
    size = check_whole(sqlite_world)
    assert proven(sqlite_world, reporter) == [True]
    held = sqlite_world.store.read(lambda work: work.log.entries(LOG, 0, size))
    (event,) = sqlite_world.store.read(lambda work: work.events.of_case(reporter.keys.case_id))
    assert held.count(b"WBL1" + event.commitment) == 1
    assert len([entry for entry in held if entry.startswith(b"WBD1")]) == 2


def test_an_old_backup_put_back_is_refused(sqlite_world: World, tmp_path: Path) -> None:
    run(sqlite_world)
    backup = sqlite3.connect(tmp_path / "old.db")
    with sqlite3.connect(sqlite_world.folder / "zegel.db") as database:
        database.backup(backup)
    backup.close()
    run(sqlite_world)
    old = open_store(f"sqlite:///{tmp_path / 'old.db'}")
    try:
        with pytest.raises(LogForkedError, match="has 16 entries and does not begin with the 32"):
            run_batch_of(old, note_keys(sqlite_world), TODAY, LOG)
        assert old.read(lambda work: work.log.size(LOG)) == 16
    finally:
        old.close()


def test_another_log_of_the_same_length_is_refused(sqlite_world: World, tmp_path: Path) -> None:
    backup = sqlite3.connect(tmp_path / "other.db")
    with sqlite3.connect(sqlite_world.folder / "zegel.db") as database:
        database.backup(backup)
    backup.close()
    keys = note_keys(sqlite_world)
    run(sqlite_world)
    kept = file_of(keys.folder, keys.log.name).read_bytes()
    other = open_store(f"sqlite:///{tmp_path / 'other.db'}")
    try:
        file_of(keys.folder, keys.log.name).unlink()
        run_batch_of(other, keys, TODAY, LOG)
        file_of(keys.folder, keys.log.name).write_bytes(kept)
        with pytest.raises(LogForkedError):
            run_batch_of(other, keys, TODAY, LOG)
    finally:
        other.close()


def test_a_lost_file_needs_the_word_of_an_administrator(sqlite_world: World) -> None:
    run(sqlite_world)
    keys = note_keys(sqlite_world)
    file_of(keys.folder, keys.log.name).unlink()
    with pytest.raises(LastSignedLostError, match="--accept-database"):
        run(sqlite_world)
    assert accept_database(sqlite_world.store, keys, LOG).size == 16
    with pytest.raises(LogForkedError):
        accept_database(sqlite_world.store, keys, LOG)
    run(sqlite_world)
    assert check_whole(sqlite_world) == 32


@pytest.mark.parametrize("content", ["", "{}", '{"format":"zegel-last-signed/1","size":"x"}', "[]", "null"])
def test_a_damaged_file_is_refused(sqlite_world: World, content: str) -> None:
    run(sqlite_world)
    keys = note_keys(sqlite_world)
    file_of(keys.folder, keys.log.name).write_text(content)
    with pytest.raises(LogDamagedError, match=r"last-signed-log\.json"):
        run(sqlite_world)


def test_the_file_of_another_installation_is_refused(sqlite_world: World) -> None:
    run(sqlite_world)
    keys = note_keys(sqlite_world)
    file = file_of(keys.folder, keys.log.name)
    file.write_text(file.read_text().replace(keys.log.name, "zegel-" + "0" * 32 + "/log/1"))
    with pytest.raises(LogDamagedError, match="another installation"):
        run(sqlite_world)


def test_a_shorter_log_never_replaces_what_was_signed(sqlite_world: World) -> None:
    keys = note_keys(sqlite_world)
    run(sqlite_world)
    first = read_last_signed(keys.folder, keys.log.name)
    run(sqlite_world)
    assert first is not None
    write_last_signed(keys.folder, first)
    kept = read_last_signed(keys.folder, keys.log.name)
    assert kept is not None
    assert kept.checkpoint.size == 32


def test_two_services_at_once_make_one_log(world: World) -> None:
    """On PostgreSQL two stores write at the same time; on SQLite they take turns."""
    reporters = [world.report() for _ in range(5)]
    keys = note_keys(world)
    stores = [open_store(world.settings.database_address) for _ in range(2)]
    faults: list[BaseException] = []
    start = threading.Barrier(2)

    def lengthen(number: int) -> None:
        try:
            start.wait()
            for _ in range(4):
                run_batch_of(stores[number], keys, TODAY, LOG)
        except BaseException as fault:  # noqa: BLE001 - told to the test below
            faults.append(fault)

    threads = [threading.Thread(target=lengthen, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for store in stores:
        store.close()
    assert faults == []
    assert check_whole(world) == 8 * 16
    assert all(proven(world, reporter) == [True] for reporter in reporters)


def test_without_taking_turns_one_of_two_services_fails_and_the_log_stays_one(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lock is a courtesy; what holds is that a place in the log is given once."""
    monkeypatch.setattr(Log, "alone", lambda _: None)
    stores = [open_store(world.settings.database_address) for _ in range(2)]
    keys = note_keys(world)
    start = threading.Barrier(2)

    def lengthen(number: int) -> None:
        start.wait()
        for _ in range(6):
            with suppress(StoreError, LogForkedError):
                run_batch_of(stores[number], keys, TODAY, LOG)

    threads = [threading.Thread(target=lengthen, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for store in stores:
        store.close()
    assert check_whole(world) >= 6 * 16
