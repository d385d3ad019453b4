"""One attempt to deliver an event: what is sent, that it is tried, and what came of it.

An attempt is counted before it is made and noted after it. Killed between the two, the event waits as before and is
sent again with the same id: at least once, and never of what was rolled back.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from app.domain.webhook import KEPT_DAYS, OffReason, Outcome, WebhookState, is_given_up
from app.services.webhooks import seeds_of
from crypto.webhook_signature import sign

if TYPE_CHECKING:
    from datetime import date

    from app.services.note_keys import NoteKeys
    from app.store.unit_of_work import UnitOfWork
    from app.store.webhook_events import WebhookEvent
    from app.store.webhooks import Webhook

MEDIA_TYPE: Final = "application/cloudevents+json"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who events come from: the URN of this installation, and the address of its API (`https://host`)."""

    source: str
    api_base: str

    @classmethod
    def of(cls, oin: str, realm_id: bytes, api_base: str) -> Sender:
        """Name the installation by the OIN of its organisation, or where there is none by its realm id (16 bytes)."""
        if oin:
            return cls(f"urn:nld:oin:{oin}:systeem:zegel", api_base)
        digits = realm_id.hex()
        parts = (digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:])
        return cls(f"urn:uuid:{'-'.join(parts)}", api_base)


@dataclass(frozen=True, slots=True, repr=False)
class Attempt:
    """What one attempt sends, and where."""

    webhook: Webhook
    event: WebhookEvent
    headers: dict[str, str]
    body: bytes


def next_event(work: UnitOfWork, webhook_id: bytes, but: frozenset[bytes], today: date) -> WebhookEvent | None:
    """Give an event that waits for a webhook that listens, but none of these (ids); counted as tried from now on."""
    webhook = work.webhooks.listening(webhook_id)
    found = work.webhook_events.waiting(webhook_id, but, 1) if webhook is not None else []
    work.webhook_events.forget_delivered(today - timedelta(days=KEPT_DAYS))
    if not found or not work.webhook_events.claim(found[0]):
        return None
    return found[0]._replace(tries=found[0].tries + 1)


def attempt_of(
    webhook: Webhook, event: WebhookEvent, sender: Sender, keys: NoteKeys, moment: tuple[date, int]
) -> Attempt:
    """Write and sign an event; `moment`: today, and the second since 1970 (UTC) that the receiver checks."""
    today, second = moment
    name, body = event.event_id.hex(), cloud_event(event, sender)
    headers = {
        "content-type": MEDIA_TYPE,
        "user-agent": "zegel",
        "webhook-id": name,
        "webhook-timestamp": str(second),
        "webhook-signature": sign(seeds_of(webhook, keys, today), name, second, body),
    }
    return Attempt(webhook, event, headers, body)


def cloud_event(event: WebhookEvent, sender: Sender) -> bytes:
    """Write an event as a CloudEvent 1.0 (NL GOV profile): that there is news, and where to ask. No data, no time."""
    package = event.package_id.hex()
    document = {
        "specversion": "1.0",
        "id": event.event_id.hex(),
        "source": sender.source,
        "type": event.kind.value,
        "subject": package,
        "dataref": f"{sender.api_base}/api/v1/packages/{package}",
    }
    return json.dumps(document, separators=(",", ":")).encode()


def note_outcome(work: UnitOfWork, event: WebhookEvent, outcome: Outcome, today: date) -> Webhook | None:
    """Note what came of an attempt, and give the webhook as it stands then; None when it is gone."""
    webhook = work.webhooks.by_id(event.webhook_id)
    if webhook is None:
        return None
    if outcome is Outcome.TAKEN:
        work.webhook_events.note_delivered(event.event_id, today)
        if webhook.failures:
            work.webhooks.note_failures(webhook.webhook_id, 0, None)
    else:
        since = webhook.failing_since_on or today
        work.webhooks.note_failures(webhook.webhook_id, webhook.failures + 1, since)
        if outcome is Outcome.GONE:
            work.webhooks.turn(webhook.webhook_id, WebhookState.OFF, OffReason.GONE)
        elif webhook.state is WebhookState.ON and is_given_up(webhook.failures + 1, since, today):
            work.webhooks.turn(webhook.webhook_id, WebhookState.OFF, OffReason.FAILURES)
    return work.webhooks.by_id(webhook.webhook_id)
