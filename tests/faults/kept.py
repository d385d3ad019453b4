"""What a service kept, read from its database with the service out of the way."""

import sqlite3
from collections import Counter
from contextlib import closing

from tests.running_service import RunningService


def kept_cases(service: RunningService) -> Counter[bytes]:
    """How often each case id stands in the database."""
    with closing(sqlite3.connect(f"file:{service.data / 'zegel.db'}?mode=ro", uri=True)) as connection:
        return Counter(row[0] for row in connection.execute("SELECT case_id FROM cases"))


def register_rows(service: RunningService) -> Counter[bytes]:
    """How often each case stands in the statutory register."""
    with closing(sqlite3.connect(f"file:{service.data / 'zegel.db'}?mode=ro", uri=True)) as connection:
        return Counter(row[0] for row in connection.execute("SELECT case_id FROM register"))


def is_sound(service: RunningService) -> bool:
    """Whether SQLite finds its own file in order."""
    with closing(sqlite3.connect(service.data / "zegel.db")) as connection:
        return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
