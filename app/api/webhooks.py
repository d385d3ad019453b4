"""Where this client hears of news: its webhooks, their keys, and what was delivered (PROTOCOL 5.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Request, Response

from app.api.described import CONDITIONAL, needs
from app.api.guards import IdempotencyKey, WebhookReader, WebhookWriter, accepts, tagged, write_once
from app.api.ids import WebhookId, read_id
from app.api.schemas import ID_PATTERN
from app.api.webhook_schemas import (
    ChangedWebhook,
    DeliveryDocument,
    DeliveryPageDocument,
    NewWebhook,
    RepeatedDelivery,
    WebhookDocument,
    WebhooksDocument,
)
from app.dependencies import Parts, Service, json_answer
from app.domain.api_client import Scope
from app.domain.webhook import DeliveryState
from app.outbound.address_guard import check_url
from app.services.api_access import Asked, Caller, Said, caller_of
from app.services.webhooks import (
    add_webhook,
    deliver_again,
    own_webhook,
    page_of_deliveries,
    public_keys,
    remove_webhook,
    rotate_webhook_key,
    turn_webhook,
)

if TYPE_CHECKING:
    from datetime import date

    from app.services.webhooks import Delivery, OwnWebhook

PAGE: Final = 50
PAGE_LIMIT: Final = 100
_READ: Final = Scope.WEBHOOKS_READ
_WRITE: Final = Scope.WEBHOOKS_WRITE

router: Final = APIRouter(tags=["webhooks"], dependencies=[Depends(accepts("application/json"))])


@router.get("/webhooks", responses={200: {"model": WebhooksDocument}, **CONDITIONAL}, openapi_extra=needs(_READ))
async def list_webhooks(request: Request, service: Service, grant: WebhookReader) -> Response:
    """Give the webhooks of this client."""
    asked, today = Asked(grant, _READ), service.today()
    found = await service.store.read_async(
        lambda work: work.webhooks.of_client(caller_of(work, asked, today).client_id)
    )
    return tagged(request, {"webhooks": [_webhook(one, service, today) for one in found]})


@router.post("/webhooks", status_code=201, responses={201: {"model": WebhookDocument}}, openapi_extra=needs(_WRITE))
async def add_one(
    body: NewWebhook, key: IdempotencyKey, request: Request, service: Service, grant: WebhookWriter
) -> Response:
    """Tell this address of news from now on; at most five of them."""
    today = service.today()
    check_url(body.url, may_loop_back=service.settings.webhook_to_loopback)

    def write(work: Any, caller: Caller) -> Said:  # noqa: ANN401 - the transaction, for services only
        return 201, _webhook(add_webhook(work, caller.client_id, body.url, today), service, today)

    return await write_once(request, service, Asked(grant, _WRITE), key, write)


@router.get(
    "/webhooks/{webhookId}",
    responses={200: {"model": WebhookDocument}, **CONDITIONAL},
    openapi_extra=needs(_READ),
)
async def get_webhook(webhook_id: WebhookId, request: Request, service: Service, grant: WebhookReader) -> Response:
    """Give one webhook."""
    wanted, asked, today = read_id(webhook_id), Asked(grant, _READ), service.today()
    found = await service.store.read_async(
        lambda work: own_webhook(work, caller_of(work, asked, today).client_id, wanted)
    )
    return tagged(request, _webhook(found, service, today))


@router.patch("/webhooks/{webhookId}", responses={200: {"model": WebhookDocument}}, openapi_extra=needs(_WRITE))
async def change_webhook(
    webhook_id: WebhookId, body: ChangedWebhook, service: Service, grant: WebhookWriter
) -> Response:
    """Turn a webhook off, or on: then what waits is delivered, and its failures count from 0 again."""
    wanted, asked, today = read_id(webhook_id), Asked(grant, _WRITE), service.today()
    changed = await service.store.write_async(
        lambda work: turn_webhook(work, caller_of(work, asked, today).client_id, wanted, body.state)
    )
    return json_answer(_webhook(changed, service, today))


@router.delete(
    "/webhooks/{webhookId}",
    status_code=204,
    responses={204: {"description": "It is gone, and what waited for it."}},
    openapi_extra=needs(_WRITE),
)
async def delete_webhook(webhook_id: WebhookId, service: Service, grant: WebhookWriter) -> Response:
    """Remove a webhook with all its deliveries."""
    wanted, asked, today = read_id(webhook_id), Asked(grant, _WRITE), service.today()
    await service.store.write_async(lambda work: remove_webhook(work, caller_of(work, asked, today).client_id, wanted))
    return Response(status_code=204)


@router.post(
    "/webhooks/{webhookId}/keys",
    status_code=201,
    responses={201: {"model": WebhookDocument}},
    openapi_extra=needs(_WRITE),
)
async def add_key(
    webhook_id: WebhookId, key: IdempotencyKey, request: Request, service: Service, grant: WebhookWriter
) -> Response:
    """Sign with a new key; for 14 days the former signs beside it."""
    wanted, today = read_id(webhook_id), service.today()

    def write(work: Any, caller: Caller) -> Said:  # noqa: ANN401 - the transaction, for services only
        return 201, _webhook(rotate_webhook_key(work, caller.client_id, wanted, today), service, today)

    return await write_once(request, service, Asked(grant, _WRITE), key, write)


@router.get(
    "/webhooks/{webhookId}/deliveries",
    responses={200: {"model": DeliveryPageDocument}, **CONDITIONAL},
    openapi_extra=needs(_READ),
)
async def list_deliveries(
    webhook_id: WebhookId,
    request: Request,
    service: Service,
    grant: WebhookReader,
    after: Annotated[str | None, Query(pattern=ID_PATTERN, description="The `next` of the page before.")] = None,
    limit: Annotated[int, Query(ge=1, le=PAGE_LIMIT)] = PAGE,
    state: Annotated[DeliveryState | None, Query(description="Only events in this state.")] = None,
) -> Response:
    """Give what waits for a webhook, and what was delivered in the last thirty days."""
    wanted, asked, today = read_id(webhook_id), Asked(grant, _READ), service.today()
    begin = bytes.fromhex(after) if after is not None else b""
    found = await service.store.read_async(
        lambda work: page_of_deliveries(work, caller_of(work, asked, today).client_id, wanted, begin, limit + 1, state)
    )
    following = found[limit - 1].event_id.hex() if len(found) > limit else None
    return tagged(request, {"deliveries": [_delivery(one) for one in found[:limit]], "next": following})


@router.post(
    "/webhooks/{webhookId}/deliveries",
    status_code=201,
    responses={201: {"model": DeliveryDocument}},
    openapi_extra=needs(_WRITE),
)
async def add_delivery(
    webhook_id: WebhookId,
    body: RepeatedDelivery,
    key: IdempotencyKey,
    request: Request,
    service: Service,
    grant: WebhookWriter,
) -> Response:
    """Deliver an event again, under the same id."""
    wanted, event_id, today = read_id(webhook_id), bytes.fromhex(body.id), service.today()

    def write(work: Any, caller: Caller) -> Said:  # noqa: ANN401 - the transaction, for services only
        return 201, _delivery(deliver_again(work, caller.client_id, wanted, event_id, today))

    return await write_once(request, service, Asked(grant, _WRITE), key, write)


def _webhook(webhook: OwnWebhook, service: Parts, today: date) -> dict[str, Any]:
    keys = [
        {"key": key, "untilOn": until.isoformat() if until is not None else None}
        for key, until in public_keys(webhook, service.notes, today)
    ]
    return {
        "id": webhook.webhook_id.hex(),
        "url": webhook.url,
        "state": webhook.state.value,
        "reason": webhook.reason.value if webhook.reason is not None else None,
        "failures": webhook.failures,
        "addedOn": webhook.added_on.isoformat(),
        "publicKeys": keys,
    }


def _delivery(event: Delivery) -> dict[str, Any]:
    state = DeliveryState.WAITING if event.delivered_on is None else DeliveryState.DELIVERED
    return {
        "id": event.event_id.hex(),
        "type": event.kind.value,
        "packageId": event.package_id.hex(),
        "state": state.value,
        "tries": event.tries,
        "wantedOn": event.wanted_on.isoformat(),
        "deliveredOn": event.delivered_on.isoformat() if event.delivered_on is not None else None,
    }
