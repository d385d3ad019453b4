"""The deadline watch over a million open cases on SQLite: every one looked at, one in a hundred with a missed duty."""

import resource
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from app.services import key_custody
from app.services.note_keys import load_note_keys
from app.settings import Settings
from app.store.database import Store, open_store
from app.store.schema import upgrade
from app.worker.desk import Desk
from app.worker.watch_round import watch_deadlines
from crypto.primitives import blob_hash
from tests.world import FixedClock

CASES = 1_000_000
MISSED = 100
"""One case in so many was never acknowledged."""
TODAY = date(2026, 11, 23)
ORGANISATION, ACCOUNT = b"o" * 16, b"a" * 16
STATE = blob_hash(b"state") * 129 + bytes(12)


def rows(count: int) -> Iterator[dict[str, Any]]:
    """Open cases of the last eighty days, as heavy as real ones."""
    for number in range(count):
        key = number.to_bytes(32, "big")  # in order, because filling a tree at random takes an hour
        received_on = TODAY - timedelta(days=20 if number % MISSED == 0 else number % 80)
        acknowledged_on = None if number % MISSED == 0 else received_on + timedelta(days=number % 5)
        yield {
            "case_id": key[16:],
            "organisation_id": ORGANISATION,
            "locator_tag": key,
            "sign_pk": key,
            "self_kid": key[16:],
            "track": 2,
            "received_on": received_on.isoformat(),
            "assignee_pk": key,
            "assignee_account_id": ACCOUNT,
            "acknowledged_on": acknowledged_on and acknowledged_on.isoformat(),
            "next_look_on": TODAY.isoformat(),
            "reporter_messages": 1,
            "recipient_messages": 1,
            "unanswered": 0,
            "reporter_bytes": 4096,
            "state": STATE,
            "state_hash": key,
        }


def fill(path: Path, count: int) -> None:
    """Write the cases past the service; its triggers put each before the watch."""
    with closing(sqlite3.connect(path)) as connection:
        for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -65536"):
            connection.execute(f"PRAGMA {setting}")
        connection.execute(
            "INSERT INTO organisations (organisation_id, slug, name, is_practice) VALUES (?, 'meting', 'Meting', 0)",
            (ORGANISATION,),
        )
        names = list(next(rows(1)))
        places = ", ".join(f":{name}" for name in names)
        statement = f"INSERT INTO cases ({', '.join(names)}) VALUES ({places})"  # noqa: S608 - own names
        connection.executemany(statement, rows(count))
        connection.commit()


def megabytes() -> float:
    """The most memory this process has had so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def timed(desk: Desk) -> tuple[float, float]:
    """Seconds of one pass, and how many of them this process was at work."""
    begin, busy = time.perf_counter(), time.process_time()
    assert watch_deadlines(desk, TODAY)
    return time.perf_counter() - begin, time.process_time() - busy


def events(store: Store) -> int:
    """How many misses wait for the log."""
    return store.read(lambda work: work.events.count_waiting(0))


def print_deadline_watch(count: int = CASES) -> None:
    """Fill, look at all, look again."""
    with tempfile.TemporaryDirectory(prefix="zegel-watch-") as name:
        settings = Settings(data_dir=Path(name))
        upgrade(settings.database_address)
        key_custody.make_key_files(settings.keys_dir)
        fill(Path(name) / "zegel.db", count)
        with closing(open_store(settings.database_address)) as store:
            desk = Desk(store, FixedClock(TODAY), load_note_keys(settings.keys_dir), None)
            before = megabytes()
            first, busy = timed(desk)
            grown = megabytes() - before
            again = min(timed(desk)[0] for _ in range(5))
            print(f"\nThe deadline watch over {count:,} open cases")
            told = f"processor {busy:.1f} s, {events(store):,} misses recorded, {grown:.0f} MB more memory"
            print(f"every one looked at  {first:6.1f} s   ({told})")
            print(f"nothing due          {1000 * again:6.1f} ms")


if __name__ == "__main__":
    print_deadline_watch()
