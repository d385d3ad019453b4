"""Sealed messages between this authority and the reporter of a package (PROTOCOL 5.5)."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Request, Response

from app.api.described import CONDITIONAL, needs
from app.api.guards import IdempotencyKey, Reader, Writer, accepts, tagged, write_once
from app.api.ids import PackageId, read_cursor, read_id, write_cursor
from app.api.schemas import (
    MessagePageDocument,
    NewForwardingRequest,
    NewMessage,
    TakenForwardingRequest,
    TakenMessage,
)
from app.dependencies import Service
from app.domain.api_client import Scope
from app.domain.conversation import Direction
from app.services.api_access import Asked, Caller, Said, caller_of
from app.services.forwarding import ask_to_forward
from app.services.package_messages import messages_of_package, write_to_reporter
from crypto.encoding import b64, unb64

PAGE: Final = 50

router: Final = APIRouter(tags=["messages"], dependencies=[Depends(accepts("application/json"))])


@router.get(
    "/packages/{packageId}/messages",
    responses={200: {"model": MessagePageDocument}, **CONDITIONAL},
    openapi_extra=needs(Scope.PACKAGES_READ),
)
async def list_messages(
    package_id: PackageId,
    request: Request,
    service: Service,
    grant: Reader,
    after: Annotated[str | None, Query(pattern=r"^[01]-(0|[1-9][0-9]{0,9})$")] = None,
) -> Response:
    """Give the messages of the space that this authority shares with the reporter."""
    wanted, asked, today = read_id(package_id), Asked(grant, Scope.PACKAGES_READ), service.today()
    begin = read_cursor(after)
    found = await service.store.read_async(
        lambda work: messages_of_package(work, caller_of(work, asked, today).identities, wanted, begin, PAGE + 1)
    )
    page = [
        {
            "fromReporter": one.envelope.direction == Direction.FROM_REPORTER,
            "index": one.envelope.index,
            "receivedOn": one.received_on.isoformat(),
            "envelope": b64(one.envelope.envelope),
        }
        for one in found[:PAGE]
    ]
    last = found[PAGE - 1].envelope if len(found) > PAGE else None
    following = write_cursor(last.direction, last.index) if last is not None else None
    return tagged(request, {"messages": page, "next": following})


@router.post(
    "/packages/{packageId}/messages",
    status_code=201,
    responses={201: {"model": TakenMessage}},
    openapi_extra=needs(Scope.PACKAGES_WRITE),
)
async def add_message(
    package_id: PackageId,
    body: NewMessage,
    key: IdempotencyKey,
    request: Request,
    service: Service,
    grant: Writer,
) -> Response:
    """Keep a message to the reporter, if the reporter wants to be written to."""
    wanted, today = read_id(package_id), service.today()

    def write(work: Any, caller: Caller) -> Said:  # noqa: ANN401 - the transaction, for services only
        sealed = unb64(body.envelope)
        kept = write_to_reporter(work, caller.identities, wanted, sealed, body.index, today)
        return 201, {"envHash": b64(kept.env_hash), "receivedOn": kept.received.received_on.isoformat()}

    return await write_once(request, service, Asked(grant, Scope.PACKAGES_WRITE), key, write)


@router.post(
    "/packages/{packageId}/forwarding-requests",
    status_code=201,
    responses={201: {"model": TakenForwardingRequest}},
    openapi_extra=needs(Scope.PACKAGES_WRITE),
)
async def add_forwarding_request(
    package_id: PackageId,
    body: NewForwardingRequest,
    key: IdempotencyKey,
    request: Request,
    service: Service,
    grant: Writer,
) -> Response:
    """Ask the reporter whether this may go on to a competent authority. Without a yes nothing goes (Wbk 2e(4))."""
    wanted, today = read_id(package_id), service.today()

    def write(work: Any, caller: Caller) -> Said:  # noqa: ANN401 - the transaction, for services only
        message = (unb64(body.envelope), body.index)
        other = unb64(body.recipient)
        request_id, kept = ask_to_forward(work, caller.identities, wanted, message, other, today)
        day = kept.received.received_on.isoformat()
        return 201, {"id": request_id.hex(), "envHash": b64(kept.env_hash), "receivedOn": day}

    return await write_once(request, service, Asked(grant, Scope.PACKAGES_WRITE), key, write)
