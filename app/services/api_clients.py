"""Letting an authority's own system in: added, given a new key while the old one goes on, and shut out at once.

Whoever runs the service does this by hand. The system sees the packages sealed to one identity key and nothing else;
that key stays with the authority, and the key added here only signs that it is this system who asks (PROTOCOL 5.5).
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from app.domain.api_client import OVERLAP_DAYS, Scope, check_room_for_key, counts_on, write_scopes
from app.domain.errors import ClientError, UnknownError
from app.store.api_clients import ApiClient, ApiClientKey
from crypto.client_key import thumbprint

if TYPE_CHECKING:
    from datetime import date

    from app.store.unit_of_work import UnitOfWork

ALL_SCOPES: Final = frozenset(Scope)


@dataclass(frozen=True, slots=True)
class NewClient:
    """What is known of a system: the identity key (32 bytes) of its authority, its own public key (32), its name."""

    identity_pk: bytes
    public_key: bytes
    name: str
    scopes: frozenset[Scope] = ALL_SCOPES


def add_client(work: UnitOfWork, new: NewClient, today: date) -> ApiClient:
    """Let a system in.

    Raises:
        ClientError: its key is that of another, or the identity key itself; no name, or no scopes.

    """
    if new.public_key == new.identity_pk or not new.name.strip() or not new.scopes:
        raise ClientError
    scopes = write_scopes(new.scopes)
    client = ApiClient(uuid.uuid4().bytes, new.identity_pk, new.name.strip(), scopes, today, None)
    work.api_clients.add(client)
    _add_key(work, client, new.public_key, today)
    return client


def rotate_key(work: UnitOfWork, client_id: bytes, public_key: bytes, today: date) -> date:
    """Add the next key of a client; the one before ends after `OVERLAP_DAYS`. Gives its last day.

    Raises:
        UnknownError: no such client.
        ClientError: it is revoked, a change goes on already, or the key is known.

    """
    client = _known(work, client_id)
    if client.revoked_on is not None or public_key == client.identity_pk:
        raise ClientError
    counting = [key for key in work.api_clients.keys_of(client_id) if counts_on(today, key.until_on, key.revoked_on)]
    check_room_for_key(len(counting))
    last = today + timedelta(days=OVERLAP_DAYS)
    for key in counting:
        work.api_clients.end_key(key.thumbprint, last)
    _add_key(work, client, public_key, today)
    return last


def revoke_client(work: UnitOfWork, client_id: bytes, today: date) -> None:
    """Shut a client out at once: its tokens count no more, whatever they say. Doing so again changes nothing.

    Raises:
        UnknownError: no such client.

    """
    if _known(work, client_id).revoked_on is None:
        work.api_clients.revoke(client_id, today)


def revoke_key(work: UnitOfWork, client_id: bytes, key: bytes, today: date) -> None:
    """End one key (its thumbprint, 32 bytes) at once, and every token that was given to it.

    Raises:
        UnknownError: no such key of this client.

    """
    found = work.api_clients.key(key)
    if found is None or found.client_id != client_id:
        raise UnknownError
    if found.revoked_on is None:
        work.api_clients.revoke_key(key, today)


def _known(work: UnitOfWork, client_id: bytes) -> ApiClient:
    client = work.api_clients.by_id(client_id)
    if client is None:
        raise UnknownError
    return client


def _add_key(work: UnitOfWork, client: ApiClient, public_key: bytes, today: date) -> None:
    name = thumbprint(public_key)
    if work.api_clients.key(name) is not None:
        raise ClientError
    work.api_clients.add_key(ApiClientKey(name, client.client_id, public_key, today, None, None))
