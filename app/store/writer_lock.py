"""One writer at a time, across processes.

The SQLite of Debian 12 can corrupt a file when two connections write or checkpoint at the same instant. Within the
service one thread writes; a command that writes beside the running service takes the same lock, so they take turns.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class WriterLock:
    """An exclusive lock on a file beside the database; the kernel releases it when the process dies."""

    def __init__(self, database: str | None) -> None:
        """Open the lock file of a SQLite database; None (PostgreSQL) needs no lock."""
        self._file = os.open(f"{database}.writer", os.O_RDWR | os.O_CREAT, 0o600) if database else None

    @contextmanager
    def held(self) -> Iterator[None]:
        """Wait for the lock and hold it."""
        if self._file is None:
            yield
            return
        fcntl.flock(self._file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(self._file, fcntl.LOCK_UN)

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
