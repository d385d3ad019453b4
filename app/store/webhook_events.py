"""The outbox of webhooks: events that wait, and those that were delivered in the last weeks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import delete, insert, select, update

from app.domain.webhook import DeliveryState, EventKind
from app.store.tables import WebhookEventRow

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from sqlalchemy import Connection

_table = WebhookEventRow.table()


class WebhookEvent(NamedTuple):
    """That there is news of a package, for one webhook. Ids 16 random bytes; `tries` so far."""

    event_id: bytes
    webhook_id: bytes
    package_id: bytes
    kind: EventKind
    tries: int
    wanted_on: date
    delivered_on: date | None


class WebhookEvents:
    """Keep, claim and note events."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection."""
        self._connection = connection

    def add(self, new: WebhookEvent) -> None:
        """Keep an event; its id must be free."""
        self._connection.execute(insert(_table), {**new._asdict(), "kind": new.kind.value})

    def by_id(self, event_id: bytes) -> WebhookEvent | None:
        """Find by the 16-byte id."""
        row = self._connection.execute(select(*_table.c).where(_table.c.event_id == event_id)).first()
        return _read(WebhookEvent(*row)) if row is not None else None

    def waiting(self, webhook_id: bytes, but: Collection[bytes], limit: int) -> list[WebhookEvent]:
        """Give events that wait for a webhook, the least tried first; of these (ids) only what was never tried."""
        query = (
            select(*_table.c)
            .where(_table.c.webhook_id == webhook_id, _table.c.delivered_on.is_(None))
            .order_by(_table.c.tries, _table.c.event_id)
            .limit(limit + len(but))
        )
        found = [_read(WebhookEvent(*row)) for row in self._connection.execute(query)]
        return [one for one in found if one.tries == 0 or one.event_id not in but][:limit]

    def page(self, webhook_id: bytes, after: bytes, limit: int, state: DeliveryState | None) -> list[WebhookEvent]:
        """Give events of a webhook after an id, by id; with a state, only those in it."""
        query = select(*_table.c).where(_table.c.webhook_id == webhook_id, _table.c.event_id > after)
        if state is not None:
            open_ = _table.c.delivered_on.is_(None)
            query = query.where(open_ if state is DeliveryState.WAITING else ~open_)
        rows = self._connection.execute(query.order_by(_table.c.event_id).limit(limit))
        return [_read(WebhookEvent(*row)) for row in rows]

    def claim(self, event: WebhookEvent) -> bool:
        """Count one more try by compare and set; False when somebody else is at it, or it is delivered or gone."""
        same = (_table.c.event_id == event.event_id, _table.c.tries == event.tries, _table.c.delivered_on.is_(None))
        return self._connection.execute(update(_table).where(*same).values(tries=event.tries + 1)).rowcount == 1

    def note_delivered(self, event_id: bytes, day: date) -> None:
        """Note that the receiver took it."""
        self._connection.execute(update(_table).where(_table.c.event_id == event_id).values(delivered_on=day))

    def want_again(self, event_id: bytes, day: date) -> None:
        """Let an event wait as if it were new."""
        change = update(_table).where(_table.c.event_id == event_id)
        self._connection.execute(change.values(tries=0, wanted_on=day, delivered_on=None))

    def begin_anew(self, webhook_id: bytes) -> None:
        """Count no tries of what waits for a webhook."""
        change = update(_table).where(_table.c.webhook_id == webhook_id, _table.c.delivered_on.is_(None))
        self._connection.execute(change.values(tries=0))

    def forget_delivered(self, before: date) -> None:
        """Forget what was delivered before this day."""
        self._connection.execute(delete(_table).where(_table.c.delivered_on < before))


def _read(row: WebhookEvent) -> WebhookEvent:
    return row._replace(kind=EventKind(row.kind))
