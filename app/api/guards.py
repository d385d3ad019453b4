"""What a request must show: a token with the scope, an answer that the client can read, a key for a repeated write."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Final

from fastapi import Depends, Header, HTTPException, Request, Response

from app.api.access_parts import access_of
from app.dependencies import Parts, parts_of, write_json
from app.domain.api_client import Scope
from app.domain.errors import DeniedError, ScopeMissingError
from app.services.api_access import ApiWrite, Asked, Caller, Grant
from app.services.idempotency import Written, once
from crypto.client_key import unb64url
from crypto.errors import WbpError
from crypto.primitives import blob_hash

BEARER: Final = "bearer "
ETAG_BYTES: Final = 16
NOT_MODIFIED: Final = 304
NOT_ACCEPTABLE: Final = 406


def asks(scope: Scope) -> Callable[[Request], Awaitable[Grant]]:
    """Make the guard of a route: a token that counts, with this scope, from a client that does not ask too much."""

    async def guard(request: Request) -> Grant:
        service = await parts_of(request)
        access, now = access_of(request), service.clock.monotonic()
        grant = access.grant_of(_token(request), now)
        access.count(grant.client_id, now)
        if scope not in grant.scopes:
            raise ScopeMissingError
        return grant

    guard.__name__ = f"asks_{scope.name.lower()}"
    return guard


asks_to_read: Final = asks(Scope.PACKAGES_READ)
asks_to_write: Final = asks(Scope.PACKAGES_WRITE)
asks_to_state: Final = asks(Scope.STATEMENTS_WRITE)
asks_for_webhooks: Final = asks(Scope.WEBHOOKS_READ)
asks_to_change_webhooks: Final = asks(Scope.WEBHOOKS_WRITE)
Reader = Annotated[Grant, Depends(asks_to_read)]
Writer = Annotated[Grant, Depends(asks_to_write)]
Stater = Annotated[Grant, Depends(asks_to_state)]
WebhookReader = Annotated[Grant, Depends(asks_for_webhooks)]
WebhookWriter = Annotated[Grant, Depends(asks_to_change_webhooks)]
IdempotencyKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=8,
        max_length=64,
        pattern=r"^[A-Za-z0-9_\-]+$",
        description="Drawn by the client for each write. The same write with the same key happens once.",
        examples=["b1c7f0de-5b0e-4c1c-9a53-2f6d9a0f7c11"],
    ),
]


def accepts(media_type: str) -> Callable[[Request], Awaitable[None]]:
    """Make a guard that refuses a client which does not take this media type."""
    group = f"{media_type.partition('/')[0]}/*"

    async def check(request: Request) -> None:
        asked = request.headers.get("accept", "*/*").lower().split(",")
        named = {one.partition(";")[0].strip() for one in asked if not _is_refused(one)}
        if named.isdisjoint({media_type, group, "*/*"}):
            raise HTTPException(NOT_ACCEPTABLE)

    return check


async def write_once(request: Request, service: Parts, asked: Asked, key: str, write: ApiWrite) -> Response:
    """Do a write once, in one transaction with the check who asks, and answer after the commit.

    `write` gives status and members of the answer.
    """
    body = await request.body()
    request_hash = blob_hash(f"{request.method} {request.url.path}\n".encode() + body)
    today = service.today()

    def written(work: Any, caller: Caller) -> Written:  # noqa: ANN401 - the transaction, which only services look into
        status, content = write(work, caller)
        return Written(status, write_json(content))

    done = await service.store.write_async(lambda work: once(work, asked, (key, request_hash), today, written))
    repeated = {"Idempotency-Replayed": "true"} if done.is_repeated else {}
    return Response(done.body, status_code=done.status, media_type="application/json", headers=repeated)


def tagged(request: Request, content: dict[str, Any]) -> Response:
    """Answer with JSON and its ETag; 304 without a body when the client has exactly this."""
    body = write_json(content)
    tag = f'"{blob_hash(body)[:ETAG_BYTES].hex()}"'
    known = {one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")}
    if tag in known or "*" in known:
        return Response(status_code=NOT_MODIFIED, headers={"ETag": tag})
    return Response(body, media_type="application/json", headers={"ETag": tag})


def _token(request: Request) -> bytes:
    value = request.headers.get("authorization", "")
    if not value.lower().startswith(BEARER):
        raise DeniedError
    try:
        return unb64url(value[len(BEARER) :].strip())
    except WbpError:
        raise DeniedError from None


def _is_refused(part: str) -> bool:
    return part.replace(" ", "").endswith((";q=0", ";q=0.0", ";q=0.00", ";q=0.000"))
