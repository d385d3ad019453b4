"""Webhooks of authorities' systems: where they hear of news, and how it goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import delete, insert, select, update

from app.domain.webhook import OffReason, WebhookState
from app.store.tables import ApiClientRow, WebhookEventRow, WebhookRow

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from sqlalchemy import Connection

_table = WebhookRow.table()
_events = WebhookEventRow.table()
_clients = ApiClientRow.table()


class Webhook(NamedTuple):
    """A webhook. Ids 16 bytes; `failures` in a row since a day; its key of now, and the last day of the one before."""

    webhook_id: bytes
    client_id: bytes
    url: str
    state: WebhookState
    reason: OffReason | None
    failures: int
    failing_since_on: date | None
    key_number: int
    former_until_on: date | None
    added_on: date


# A webhook of a client that was shut out counts as none.
_LISTENING = (
    select(*_table.c)
    .join(_clients, _clients.c.client_id == _table.c.client_id)
    .where(_table.c.state == WebhookState.ON.value, _clients.c.revoked_on.is_(None))
)
_WAITING = _LISTENING.where(
    select(_events.c.event_id)
    .where(_events.c.webhook_id == _table.c.webhook_id, _events.c.delivered_on.is_(None))
    .exists()
)


class Webhooks:
    """Add, find, change and remove webhooks."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection."""
        self._connection = connection

    def add(self, new: Webhook) -> None:
        """Keep a webhook; its id must be free."""
        self._connection.execute(insert(_table), new._asdict())

    def by_id(self, webhook_id: bytes) -> Webhook | None:
        """Find by the 16-byte id."""
        row = self._connection.execute(select(*_table.c).where(_table.c.webhook_id == webhook_id)).first()
        return _read(Webhook(*row)) if row is not None else None

    def of_client(self, client_id: bytes) -> list[Webhook]:
        """Give the webhooks of a client, by id."""
        query = select(*_table.c).where(_table.c.client_id == client_id).order_by(_table.c.webhook_id)
        return [_read(Webhook(*row)) for row in self._connection.execute(query)]

    def of_readers(self, identities: Collection[bytes]) -> list[Webhook]:
        """Give the webhooks of every client, not shut out, of these identity keys (32 bytes each); those off too."""
        query = (
            select(*_table.c)
            .join(_clients, _clients.c.client_id == _table.c.client_id)
            .where(_clients.c.identity_pk.in_(list(identities)), _clients.c.revoked_on.is_(None))
        )
        return [_read(Webhook(*row)) for row in self._connection.execute(query)]

    def with_waiting(self) -> list[Webhook]:
        """Give the webhooks to which something is to be delivered."""
        return [_read(Webhook(*row)) for row in self._connection.execute(_WAITING)]

    def listening(self, webhook_id: bytes) -> Webhook | None:
        """Find a webhook that is on, of a client that was not shut out."""
        row = self._connection.execute(_LISTENING.where(_table.c.webhook_id == webhook_id)).first()
        return _read(Webhook(*row)) if row is not None else None

    def turn(self, webhook_id: bytes, state: WebhookState, reason: OffReason | None) -> None:
        """Turn a webhook on, with no failures counted, or off for a reason."""
        values = {"state": state.value, "reason": reason.value if reason is not None else None}
        if state is WebhookState.ON:
            values |= {"failures": 0, "failing_since_on": None}  # type: ignore[dict-item]
        self._connection.execute(update(_table).where(_table.c.webhook_id == webhook_id).values(**values))

    def note_failures(self, webhook_id: bytes, failures: int, since_on: date | None) -> None:
        """Note how often it failed in a row, and since which day."""
        change = update(_table).where(_table.c.webhook_id == webhook_id)
        self._connection.execute(change.values(failures=failures, failing_since_on=since_on))

    def rotate(self, webhook_id: bytes, key_number: int, former_until_on: date) -> None:
        """Note the number of the next key, and the last day of the one before."""
        change = update(_table).where(_table.c.webhook_id == webhook_id)
        self._connection.execute(change.values(key_number=key_number, former_until_on=former_until_on))

    def remove(self, webhook_id: bytes) -> None:
        """Remove a webhook with all its events."""
        self._connection.execute(delete(_events).where(_events.c.webhook_id == webhook_id))
        self._connection.execute(delete(_table).where(_table.c.webhook_id == webhook_id))


def _read(row: Webhook) -> Webhook:
    reason = OffReason(row.reason) if row.reason is not None else None
    return row._replace(state=WebhookState(row.state), reason=reason)
