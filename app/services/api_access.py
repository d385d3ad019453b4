"""Who asks at the API: tokens, assertions that were used, and how much a client asks; all in memory (PROTOCOL 5.5).

No table says by the minute when an authority looked. A restart ends every token, and an assertion from before the
start is refused, so that forgetting which ones were used lets none of them in twice.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from app.domain.api_client import Scope, counts_on, read_scopes
from app.domain.errors import BusyError, DeniedError, ScopeMissingError, TooManyAskedError
from crypto import bearer_token
from crypto.errors import WbpError

if TYPE_CHECKING:
    from datetime import date

    from app.store.api_clients import ApiClient
    from app.store.unit_of_work import UnitOfWork

TOKEN_SECONDS: Final = 10 * 60
ASSERTION_KEPT_SECONDS: Final = 120.0
CAPACITY: Final = 100_000
MINUTE: Final = 60.0
ASKED_IN_A_MINUTE: Final = 600
"""So much one client may ask in a minute: an authority that looks every second asks sixty times."""


@dataclass(frozen=True, slots=True)
class Grant:
    """What a token says: which client (16 bytes), by which of its keys (thumbprint, 32), and for what."""

    client_id: bytes
    thumbprint: bytes
    scopes: frozenset[Scope]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the scope that it takes."""

    grant: Grant
    scope: Scope


@dataclass(frozen=True, slots=True)
class Caller:
    """A client that may ask this now, and the identity key whose packages are its own."""

    client_id: bytes
    identity_pk: bytes

    @property
    def identities(self) -> frozenset[bytes]:
        """The identity keys (32 bytes) to which its packages are sealed."""
        return frozenset({self.identity_pk})


Said = tuple[int, dict[str, Any]]
"""Status and members of an answer."""
ApiWrite = Callable[[Any, Caller], Said]
"""What a client writes: a function of the unit of work and of who asks, which gives status and members."""


class ApiAccess:
    """Tokens, used assertions and counts of one running service; `now` is in monotonic seconds."""

    def __init__(self, started: int, limit: int = ASKED_IN_A_MINUTE) -> None:
        """Start empty; `started` is the second (UTC since 1970) from which assertions are taken."""
        self.started = started
        self._limit = limit
        self._grants: dict[bytes, tuple[Grant, float]] = {}
        self._spent: dict[tuple[bytes, str], float] = {}
        self._asked: dict[bytes, tuple[float, int]] = {}
        self._lock = threading.Lock()

    def issue(self, grant: Grant, now: float) -> bytes:
        """Give a token, 32 bytes, that counts for `TOKEN_SECONDS`; only its hash is kept.

        Raises:
            BusyError: `CAPACITY` tokens count.

        """
        token, token_hash = bearer_token.issue()
        with self._lock:
            if len(self._grants) >= CAPACITY:
                self._grants = {key: kept for key, kept in self._grants.items() if kept[1] > now}
            if len(self._grants) >= CAPACITY:
                raise BusyError
            self._grants[token_hash] = (grant, now + TOKEN_SECONDS)
        return token

    def grant_of(self, token: bytes, now: float) -> Grant:
        """Give what a token says.

        Raises:
            DeniedError: there is no such token, or its time is over.

        """
        try:
            key = bearer_token.hash_of(token)
        except WbpError:
            raise DeniedError from None
        with self._lock:
            grant, until = self._grants.get(key, (None, 0.0))
            if grant is None or until <= now:
                self._grants.pop(key, None)
                raise DeniedError
        return grant

    def spend(self, client_id: bytes, assertion_id: str, now: float) -> None:
        """Use an assertion up.

        Raises:
            DeniedError: it was used before.
            BusyError: too many were used in two minutes.

        """
        with self._lock:
            if len(self._spent) >= CAPACITY:
                self._spent = {key: until for key, until in self._spent.items() if until > now}
            if len(self._spent) >= CAPACITY:
                raise BusyError
            if self._spent.get((client_id, assertion_id), 0.0) > now:
                raise DeniedError
            self._spent[client_id, assertion_id] = now + ASSERTION_KEPT_SECONDS

    def count(self, client_id: bytes, now: float) -> None:
        """Count one question of a client that proved who it is; nobody else can use its room up.

        Raises:
            TooManyAskedError: more than `ASKED_IN_A_MINUTE` in this minute.

        """
        with self._lock:
            begun, asked = self._asked.get(client_id, (now, 0))
            if now - begun >= MINUTE:
                begun, asked = now, 0
            self._asked[client_id] = (begun, asked + 1)
        if asked >= self._limit:
            raise TooManyAskedError


def caller_of(work: UnitOfWork, asked: Asked, today: date) -> Caller:
    """Say who asks, in the transaction of what is asked: who was revoked a moment ago is told nothing.

    Raises:
        DeniedError: client or key were revoked, or the key's last day has passed.
        ScopeMissingError: the token, or the client by now, may not do this.

    """
    grant = asked.grant
    client = check_client(work, grant.client_id, grant.thumbprint, today)
    if asked.scope not in grant.scopes or asked.scope not in read_scopes(client.scopes):
        raise ScopeMissingError
    return Caller(client.client_id, client.identity_pk)


def check_client(work: UnitOfWork, client_id: bytes, thumbprint: bytes, today: date) -> ApiClient:
    """Give a client that may ask, by one of its keys (32-byte thumbprint).

    Raises:
        DeniedError: client or key are unknown, were revoked, or the key's last day has passed.

    """
    found = work.api_clients.both(client_id, thumbprint)
    if found is None or found[0].revoked_on is not None or not counts_on(today, found[1].until_on, found[1].revoked_on):
        raise DeniedError
    return found[0]


def public_key_of(work: UnitOfWork, client_id: bytes, thumbprint: bytes, today: date) -> tuple[ApiClient, bytes]:
    """Give a client that may ask and the public key (32 bytes) that its assertion names.

    Raises:
        DeniedError: as for `check_client`.

    """
    client = check_client(work, client_id, thumbprint, today)
    key = work.api_clients.key(thumbprint)
    if key is None:
        raise DeniedError
    return client, key.public_key
