"""What a log signed last, kept apart from the database (PROTOCOL 6.4).

Whoever puts an old database back, or another one, would make a log that leaves out what was published. The size and
root of the newest checkpoint lie beside the key that signed it, in a file that only grows; a database whose log does
not begin with exactly that is refused.
"""

from __future__ import annotations

import fcntl
import json
import os
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from app.services.key_custody import write_private
from crypto.checkpoint import Checkpoint
from crypto.encoding import b64, unb64
from crypto.errors import WbpError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FORMAT: Final = "zegel-last-signed/1"


class LogError(Exception):
    """The log cannot be lengthened; the message says what to do.

    LogError
    ├── LogForkedError        the database's log does not begin with what was signed
    ├── LastSignedLostError   the log has entries, but nothing says what was signed last
    └── LogDamagedError       rows of the log are not there, or a file cannot be read
    """


class LogForkedError(LogError):
    """The log in the database does not begin with what was signed last: an old or another database was put back."""


class LastSignedLostError(LogError):
    """The log has entries, but nothing says what was signed last."""


class LogDamagedError(LogError):
    """Rows of the log are not there, or a file cannot be read."""


@dataclass(frozen=True, slots=True)
class LastSigned:
    """The newest checkpoint that was signed, and the day of its batch (None before the first)."""

    checkpoint: Checkpoint
    on: date | None


def file_of(folder: Path, origin: str) -> Path:
    """Give the file of a log; `origin` is the name of its key, like `zegel-…/log/1`."""
    return folder / f"last-signed-{origin.split('/')[-2]}.json"


def read_last_signed(folder: Path, origin: str) -> LastSigned | None:
    """Return what a log signed last; None when nothing was ever written.

    Raises:
        LogDamagedError: the file cannot be read, or speaks of another log.

    """
    path = file_of(folder, origin)
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        checkpoint = Checkpoint(int(told["size"]), unb64(str(told["root"])), str(told["origin"]))
        on = date.fromisoformat(told["on"]) if told["on"] is not None else None
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, WbpError):
        raise LogDamagedError(f"{path.name} cannot be read. Put it back from a copy of the keys folder.") from None
    if told.get("format") != _FORMAT or checkpoint.origin != origin:
        raise LogDamagedError(f"{path.name} belongs to another installation. Put back the one of these keys.")
    return LastSigned(checkpoint, on)


def write_last_signed(folder: Path, signed: LastSigned) -> None:
    """Keep what was signed, unless a longer log was signed meanwhile; on the disk before this returns."""
    path = file_of(folder, signed.checkpoint.origin)
    with _alone(path):
        standing = read_last_signed(folder, signed.checkpoint.origin)
        if standing is not None and standing.checkpoint.size > signed.checkpoint.size:
            return
        content = {
            "format": _FORMAT,
            "origin": signed.checkpoint.origin,
            "size": signed.checkpoint.size,
            "root": b64(signed.checkpoint.root),
            "on": signed.on.isoformat() if signed.on is not None else None,
        }
        write_private(path, json.dumps(content).encode())


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Let one process at a time write the file."""
    descriptor = os.open(path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
