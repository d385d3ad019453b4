"""Authorities' systems at the API, their public keys, and the answers that repeated writes get again."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import and_, bindparam, delete, insert, select, update

from app.store.lookup import Rows
from app.store.tables import ApiClientKeyRow, ApiClientRow, IdempotencyKeyRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

_clients = ApiClientRow.table()
_keys = ApiClientKeyRow.table()
_answers = IdempotencyKeyRow.table()


class ApiClient(NamedTuple):
    """A system. Id 16 bytes, identity key 32; `scopes` separated by a space; a revoked one is told nothing."""

    client_id: bytes
    identity_pk: bytes
    name: str
    scopes: str
    added_on: date
    revoked_on: date | None


class ApiClientKey(NamedTuple):
    """A public key, 32 bytes, under the SHA-256 thumbprint of its JWK; `until_on` its last day, None: no end."""

    thumbprint: bytes
    client_id: bytes
    public_key: bytes
    added_on: date
    until_on: date | None
    revoked_on: date | None


class KeptAnswer(NamedTuple):
    """What a write was answered; both hashes 32 bytes, of the client's key for it and of the request."""

    client_id: bytes
    key_hash: bytes
    request_hash: bytes
    status: int
    answer: bytes
    used_on: date


_BOTH = Rows(
    select(*_clients.c, *_keys.c)
    .join(_keys, and_(_keys.c.client_id == _clients.c.client_id, _keys.c.thumbprint == bindparam("key")))
    .where(_clients.c.client_id == bindparam("client"))
)


class ApiClients:
    """Add, find and revoke clients and keys, and keep answers."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection."""
        self._connection = connection

    def add(self, new: ApiClient) -> None:
        """Keep a client; its id must be free."""
        self._connection.execute(insert(_clients), new._asdict())

    def add_key(self, new: ApiClientKey) -> None:
        """Keep a key; it must be new to every client."""
        self._connection.execute(insert(_keys), new._asdict())

    def by_id(self, client_id: bytes) -> ApiClient | None:
        """Find by the 16-byte id."""
        row = self._connection.execute(select(_clients).where(_clients.c.client_id == client_id)).first()
        return ApiClient(*row) if row is not None else None

    def all(self) -> list[ApiClient]:
        """Give every client, by name."""
        rows = self._connection.execute(select(_clients).order_by(_clients.c.name, _clients.c.client_id))
        return [ApiClient(*row) for row in rows]

    def key(self, thumbprint: bytes) -> ApiClientKey | None:
        """Find a key by its thumbprint (32 bytes)."""
        row = self._connection.execute(select(_keys).where(_keys.c.thumbprint == thumbprint)).first()
        return ApiClientKey(*row) if row is not None else None

    def keys_of(self, client_id: bytes) -> list[ApiClientKey]:
        """Give the keys of a client, the oldest first."""
        query = select(_keys).where(_keys.c.client_id == client_id).order_by(_keys.c.added_on, _keys.c.thumbprint)
        return [ApiClientKey(*row) for row in self._connection.execute(query)]

    def both(self, client_id: bytes, thumbprint: bytes) -> tuple[ApiClient, ApiClientKey] | None:
        """Find a client with one of its keys, in one look."""
        rows = _BOTH.all(self._connection, {"client": client_id, "key": thumbprint})
        width = len(ApiClient._fields)
        return next(((ApiClient(*row[:width]), ApiClientKey(*row[width:])) for row in rows), None)

    def revoke(self, client_id: bytes, today: date) -> None:
        """Note that a client is told nothing any more."""
        self._connection.execute(update(_clients).where(_clients.c.client_id == client_id).values(revoked_on=today))

    def revoke_key(self, thumbprint: bytes, today: date) -> None:
        """Note that a key signs nothing any more."""
        self._connection.execute(update(_keys).where(_keys.c.thumbprint == thumbprint).values(revoked_on=today))

    def end_key(self, thumbprint: bytes, until_on: date) -> None:
        """Set the last day of a key that is being replaced."""
        self._connection.execute(update(_keys).where(_keys.c.thumbprint == thumbprint).values(until_on=until_on))

    def answer(self, client_id: bytes, key_hash: bytes) -> KeptAnswer | None:
        """Find what a client's write was answered."""
        place = (_answers.c.client_id == client_id, _answers.c.key_hash == key_hash)
        row = self._connection.execute(select(_answers).where(*place)).first()
        return KeptAnswer(*row) if row is not None else None

    def keep_answer(self, new: KeptAnswer) -> None:
        """Keep what a write was answered."""
        self._connection.execute(insert(_answers), new._asdict())

    def forget_answers(self, before: date) -> None:
        """Forget the answers of the days before this one."""
        self._connection.execute(delete(_answers).where(_answers.c.used_on < before))
