"""Webhooks of one client: added, turned off and on, given a new key, removed; what was delivered, and once more.

Every function takes the client's own id: what belongs to another does not exist.
"""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, TypeAlias

from app.domain.api_client import OVERLAP_DAYS
from app.domain.errors import TooManyWebhooksError, UnknownError
from app.domain.webhook import DeliveryState, OffReason, WebhookState, check_room_for_webhook
from app.store.webhook_events import WebhookEvent
from app.store.webhooks import Webhook
from crypto.webhook_signature import key_seed, public_text

if TYPE_CHECKING:
    from datetime import date

    from app.services.note_keys import NoteKeys
    from app.store.unit_of_work import UnitOfWork

OwnWebhook: TypeAlias = Webhook
Delivery: TypeAlias = WebhookEvent
"""What is told of a client's own webhook, and of an event of it."""


def add_webhook(work: UnitOfWork, client_id: bytes, url: str, today: date) -> Webhook:
    """Keep a webhook of a client; from now on it hears of news. The address was checked before.

    Raises:
        TooManyWebhooksError: it has five.

    """
    check_room_for_webhook(len(work.webhooks.of_client(client_id)))
    new = Webhook(uuid.uuid4().bytes, client_id, url, WebhookState.ON, None, 0, None, 1, None, today)
    work.webhooks.add(new)
    return new


def own_webhook(work: UnitOfWork, client_id: bytes, webhook_id: bytes) -> Webhook:
    """Give a webhook of this client.

    Raises:
        UnknownError: it has none of this id (16 bytes).

    """
    found = work.webhooks.by_id(webhook_id)
    if found is None or found.client_id != client_id:
        raise UnknownError
    return found


def turn_webhook(work: UnitOfWork, client_id: bytes, webhook_id: bytes, state: WebhookState) -> Webhook:
    """Turn a webhook off or on; its failures and tries count from 0 again. Doing so again changes nothing.

    Raises:
        UnknownError: as for `own_webhook`.

    """
    webhook = own_webhook(work, client_id, webhook_id)
    if webhook.state is not state:
        work.webhooks.turn(webhook_id, state, OffReason.CLIENT if state is WebhookState.OFF else None)
        work.webhook_events.begin_anew(webhook_id)
        work.has_news = True
    return own_webhook(work, client_id, webhook_id)


def remove_webhook(work: UnitOfWork, client_id: bytes, webhook_id: bytes) -> None:
    """Remove a webhook and every event of it.

    Raises:
        UnknownError: as for `own_webhook`.

    """
    own_webhook(work, client_id, webhook_id)
    work.webhooks.remove(webhook_id)


def rotate_webhook_key(work: UnitOfWork, client_id: bytes, webhook_id: bytes, today: date) -> Webhook:
    """Give a webhook its next key; the one before signs for `OVERLAP_DAYS` more, beside it.

    Raises:
        UnknownError: as for `own_webhook`.
        TooManyWebhooksError: two keys sign already.

    """
    webhook = own_webhook(work, client_id, webhook_id)
    if len(key_numbers(webhook, today)) > 1:
        raise TooManyWebhooksError
    work.webhooks.rotate(webhook_id, webhook.key_number + 1, today + timedelta(days=OVERLAP_DAYS))
    return own_webhook(work, client_id, webhook_id)


def key_numbers(webhook: Webhook, today: date) -> tuple[int, ...]:
    """Give the numbers of the keys that sign today, the newest first."""
    former = webhook.former_until_on
    is_double = former is not None and today <= former
    return (webhook.key_number, webhook.key_number - 1) if is_double else (webhook.key_number,)


def seeds_of(webhook: Webhook, keys: NoteKeys, today: date) -> tuple[bytes, ...]:
    """Give the seeds (32 bytes) of the keys that sign today, the newest first; they are in no table."""
    return tuple(key_seed(keys.receipt.seed, webhook.webhook_id, number) for number in key_numbers(webhook, today))


def public_keys(webhook: Webhook, keys: NoteKeys, today: date) -> list[tuple[str, date | None]]:
    """Give the public keys (`whpk_…`) that count today, each with its last day; the newest first, without one."""
    days = (None, webhook.former_until_on)
    return [(public_text(seed), day) for seed, day in zip(seeds_of(webhook, keys, today), days, strict=False)]


def page_of_deliveries(
    work: UnitOfWork, client_id: bytes, webhook_id: bytes, after: bytes, limit: int, state: DeliveryState | None
) -> list[WebhookEvent]:
    """Give the events of a webhook after an id, by id, which tells nothing.

    Raises:
        UnknownError: as for `own_webhook`.

    """
    own_webhook(work, client_id, webhook_id)
    return work.webhook_events.page(webhook_id, after, limit, state)


def deliver_again(work: UnitOfWork, client_id: bytes, webhook_id: bytes, event_id: bytes, today: date) -> WebhookEvent:
    """Let an event wait as if it were new; it keeps its id, so that a receiver that has it knows.

    Raises:
        UnknownError: as for `own_webhook`, or no such event of it, or it was forgotten.

    """
    own_webhook(work, client_id, webhook_id)
    found = work.webhook_events.by_id(event_id)
    if found is None or found.webhook_id != webhook_id:
        raise UnknownError
    work.webhook_events.want_again(event_id, today)
    work.has_news = True
    return found._replace(tries=0, wanted_on=today, delivered_on=None)
