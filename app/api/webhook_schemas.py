"""Documents of webhooks and of what becomes of questions, as the description tells them."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from app.api.schemas import Document, Id
from app.domain.consent import RequestState
from app.domain.webhook import URL_LIMIT, DeliveryState, EventKind, OffReason, WebhookState


class NewWebhook(Document):
    """Where a client wants to hear of news."""

    url: Annotated[str, Field(max_length=URL_LIMIT, examples=["https://case-system.example.org/zegel"])] = Field(
        description="An https address at a public host; no user name, no fragment. Redirects are not followed."
    )


class ChangedWebhook(Document):
    """A webhook that is turned off, or on again."""

    state: WebhookState


class WebhookKeyDocument(Document):
    """A public key with which deliveries are signed (Standard Webhooks, v1a: Ed25519)."""

    key: str = Field(examples=["whpk_6kpsY+KcUgq+9VB7Ey7F+ZVHdq7uZZ8hSC2f3bZgqBg="])
    until_on: date | None = Field(description="Its last day, when another has taken its place.")


class WebhookDocument(Document):
    """A webhook of this client, and how it goes there."""

    id: Id
    url: str
    state: WebhookState
    reason: OffReason | None = Field(description="Why it is off.")
    failures: int = Field(description="Attempts in a row that failed.")
    added_on: date
    public_keys: list[WebhookKeyDocument] = Field(description="The newest first; one of them signed what came.")


class WebhooksDocument(Document):
    """The webhooks of this client."""

    webhooks: list[WebhookDocument]


class RepeatedDelivery(Document):
    """An event that is to be delivered again."""

    id: Id


class DeliveryDocument(Document):
    """An event and how far it came."""

    id: Id
    type: EventKind
    package_id: Id
    state: DeliveryState
    tries: int
    wanted_on: date
    delivered_on: date | None


class DeliveryPageDocument(Document):
    """One page of events, in the order of their ids, which tells nothing; delivered ones for thirty days."""

    deliveries: list[DeliveryDocument]
    next: Id | None = Field(description="Give it as `after` for the next page; null: this is the last.")


class AskedForwardingDocument(Document):
    """A question whether a report may go on, and what the reporter said."""

    id: Id
    env_hash: str = Field(description="Hash of the message in which it was asked.")
    asked_on: date
    state: RequestState


class AskedForwardingsDocument(Document):
    """The questions of this authority about a package."""

    forwarding_requests: list[AskedForwardingDocument]
