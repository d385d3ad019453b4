"""Sessions in memory: who holds which token, for how long (PROTOCOL 3.1, 3.4).

Only the hash of a token is kept, and never in the database: a table of sessions would say by the minute who read
what. A restart ends every session; clients sign in again without losing what was typed.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from app.domain.errors import BusyError, DeniedError
from crypto import bearer_token
from crypto.errors import WbpError

Subject = TypeVar("Subject", bound=bytes)

IDLE_SECONDS: Final = 20 * 60
ABSOLUTE_SECONDS: Final = 60 * 60
CAPACITY: Final = 100_000


@dataclass(slots=True)
class _Session(Generic[Subject]):
    subject: Subject
    started: float
    seen: float

    def is_over(self, now: float) -> bool:
        return now - self.seen > IDLE_SECONDS or now - self.started > ABSOLUTE_SECONDS


class Sessions(Generic[Subject]):
    """Sessions of one surface; safe to use from several threads. `now` is in monotonic seconds."""

    def __init__(self) -> None:
        """Start with none."""
        self._by_hash: dict[bytes, _Session[Subject]] = {}
        self._lock = threading.Lock()

    def start(self, subject: Subject, now: float) -> bytes:
        """Begin a session and give its token, 32 bytes.

        Raises:
            BusyError: `CAPACITY` sessions are open.

        """
        token, token_hash = bearer_token.issue()
        with self._lock:
            if len(self._by_hash) >= CAPACITY:
                self._by_hash = {key: kept for key, kept in self._by_hash.items() if not kept.is_over(now)}
            if len(self._by_hash) >= CAPACITY:
                raise BusyError
            self._by_hash[token_hash] = _Session(subject, now, now)
        return token

    def subject(self, token: bytes, now: float) -> Subject:
        """Give whose token this is and keep the session awake.

        Raises:
            DeniedError: no such session, or it is over.

        """
        key = _hash(token)
        with self._lock:
            session = self._by_hash.get(key)
            if session is None:
                raise DeniedError
            if session.is_over(now):
                del self._by_hash[key]
                raise DeniedError
            session.seen = now
            return session.subject

    def end(self, token: bytes) -> None:
        """End a session; ending one that is over is no fault."""
        with self._lock:
            self._by_hash.pop(_hash(token), None)

    def end_all(self, subject: Subject) -> None:
        """End every session of one subject."""
        with self._lock:
            self._by_hash = {key: kept for key, kept in self._by_hash.items() if kept.subject != subject}


def _hash(token: bytes) -> bytes:
    try:
        return bearer_token.hash_of(token)
    except WbpError:
        raise DeniedError from None
