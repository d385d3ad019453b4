"""The public log: a daily batch of 100,000 events, and proofs for any entry of a log of more than a million."""

import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from functools import partial
from pathlib import Path

from app.services import key_custody
from app.services.case_log import LOG
from app.services.log_batch import run_batch_of
from app.services.log_view import event_proofs, lookup_for, walk
from app.services.note_keys import NoteKeys, load_note_keys
from app.store.database import Store, open_store
from app.store.events import CaseEvent
from app.store.schema import upgrade
from app.store.unit_of_work import UnitOfWork
from crypto.checkpoint import make_checkpoint
from crypto.tree import EventType, commit, event_make, grow, leaf_hash, new_salt, root_from
from tests.benchmarks.measure import percentile

EVENTS = 100_000
ENTRIES = 1_000_000
PROOFS = 500
TODAY = date(2026, 11, 23)
CASE = bytes(16)


@contextmanager
def waiting_events(folder: Path) -> Iterator[tuple[Store, NoteKeys]]:
    """A database in which 100,000 events wait; their case does not matter and is not there."""
    address = f"sqlite:///{folder / 'log.db'}"
    upgrade(address)
    key_custody.make_key_files(folder / "keys")
    rows = []
    for position in range(EVENTS):
        event, salt = event_make(EventType.RECEIVED, 2, 0, bytes(16), CASE, 20_000), new_salt()
        rows.append((CASE, position, LOG, 1, 0, TODAY.isoformat(), event, salt, commit(salt, event)))
    with closing(sqlite3.connect(folder / "log.db")) as connection, connection:
        connection.executemany(
            "INSERT INTO events (case_id, position, log, kind, detail, happened_on, event, salt, commitment) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
    store = open_store(address)
    try:
        yield store, load_note_keys(folder / "keys")
    finally:
        store.close()


def lengthen(work: UnitOfWork, keys: NoteKeys, count: int) -> None:
    """Add so many fillers at once, to have a long log."""
    size = work.log.size(LOG)
    entries = [b"WBL1" + secrets.token_bytes(32) for _ in range(count)]
    work.log.append(LOG, size, entries)
    edge = lookup_for(work, LOG, lambda lookup: list(grow(size, (), lookup)))
    work.log.add_nodes(LOG, grow(size, map(leaf_hash, entries), edge))
    root = walk(work, LOG, lambda lookup: root_from(size + count, lookup))
    work.log.sign(LOG, size + count, make_checkpoint(size + count, root, keys.log))


def any_event(work: UnitOfWork, leaf: int) -> CaseEvent:
    """An event said to stand at this place: what a proof costs does not depend on what stands there."""
    first = work.events.first(CASE)
    assert first is not None
    return CaseEvent(CASE, 0, LOG, 1, 0, TODAY, None, first.event, first.salt, first.commitment, leaf)


def print_public_log(folder: Path) -> None:
    """Measure the batch, then proofs for entries all over a long log."""
    print("\nThe public log (SQLite)")
    place = folder / "public-log"
    place.mkdir()
    with waiting_events(place) as (store, keys):
        begin = time.perf_counter()
        batch = run_batch_of(store, keys, TODAY, LOG)
        seconds = time.perf_counter() - begin
        print(f"daily batch          {batch.events:,} events, {batch.checkpoint.size:,} entries in {seconds:.1f} s")
        while (size := store.read(lambda work: work.log.size(LOG))) < ENTRIES:
            store.write(lambda work: lengthen(work, keys, 2**17))
        times = []
        for _ in range(PROOFS):
            event = store.read(partial(any_event, leaf=secrets.randbelow(size)))
            begin = time.perf_counter()
            store.read(partial(event_proofs, events=[event]))
            times.append(1000 * (time.perf_counter() - begin))
        print(
            f"proof of any entry   of {size:,}: p50 {percentile(times, 0.5):.1f} ms, "
            f"p95 {percentile(times, 0.95):.1f} ms, slowest of {PROOFS} {max(times):.1f} ms"
        )
