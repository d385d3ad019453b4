"""Every error of the API as a problem document (RFC 9457): what went wrong, never what was sent.

| status | code | when |
|---|---|---|
| 400 | format | the request does not have the form that the description asks; `errors` names every place |
| 400 | policy | readable, but a rule says no: signature, reader, number, day |
| 400 | invalid-request, invalid-scope, unsupported-grant-type | the token endpoint (RFC 6749, 5.2) |
| 401 | denied, invalid-client | no token that counts; an assertion that does not hold |
| 403 | scope | this client may not do that |
| 404 | unknown | no such thing for this client |
| 405, 406, 415 | method, not-acceptable, media-type | as HTTP has it |
| 409 | not-now | the package does not allow it now; there are as many webhooks, or keys of one, as there may be |
| 409 | newer | this message number holds another message |
| 409 | repeated-differently | an Idempotency-Key came back with another request |
| 413 | size | more bytes than fit |
| 429 | too-many | more questions in a minute than anybody needs |
| 500 | failed | our fault; nothing was kept |
| 503 | busy | too much at once, or no database |
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.routing import Match

from app.dependencies import write_json
from app.domain import errors
from app.store.errors import StoreConflictError, StoreError
from crypto.errors import FormatError, WbpError

MEDIA_TYPE: Final = "application/problem+json"
JSON: Final = "application/json"
METHODS: Final = ("DELETE", "GET", "PATCH", "POST", "PUT")
RETRY_SECONDS: Final = {429: "60", 503: "5"}


class TokenError(Exception):
    """The token endpoint refuses; `code` is that of RFC 6749, 5.2."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        """Keep what is told."""
        super().__init__(code)
        self.status, self.code, self.detail = status, code, detail


_BY_RULE: Final[dict[type[Exception], tuple[int, str, str]]] = {
    errors.MalformedError: (400, "format", "The request cannot be read."),
    errors.WebhookUrlError: (400, "policy", "Webhooks go to an https address at a public host and to no other."),
    errors.TooManyWebhooksError: (409, "not-now", "This client has as many webhooks, or keys of one, as it may have."),
    errors.RefusedError: (400, "policy", "A rule of the protocol or of the law says no."),
    errors.PackageError: (409, "not-now", "The package does not allow this now."),
    errors.DeniedError: (401, "denied", "There is no access token here that counts."),
    errors.ScopeMissingError: (403, "scope", "This client may not do that: its token lacks the scope."),
    errors.UnknownError: (404, "unknown", "There is no such thing for this client."),
    errors.MessageTakenError: (409, "newer", "This number holds another message. Read what came, and seal again."),
    errors.RepeatedDifferentlyError: (
        409, "repeated-differently", "This Idempotency-Key came with another request before. Draw a new one.",
    ),
    errors.TooLargeError: (413, "size", "There are more bytes than fit."),
    errors.TooManyAskedError: (429, "too-many", "This client asked more in a minute than anybody needs."),
    errors.BusyError: (503, "busy", "Too much happens at once. Nothing was kept; come back in a moment."),
    FormatError: (400, "format", "A sealed or signed part does not have its form."),
    WbpError: (400, "policy", "A sealed or signed part does not hold, or does not belong here."),
    StoreConflictError: (409, "not-now", "Somebody else changed this at the same moment."),
    StoreError: (503, "busy", "The database cannot be reached. Nothing was kept; come back in a moment."),
}  # fmt: skip
_BY_STATUS: Final = {
    404: ("unknown", "There is nothing at this address."),
    405: ("method", "This address knows other methods; they are in Allow."),
    406: ("not-acceptable", "What this address gives is not among what the client accepts."),
    413: ("size", "There are more bytes than fit."),
    415: ("media-type", "The body has another media type than this address takes."),
}
_FAILED: Final = (500, "failed", "Something went wrong on our side. Nothing was kept.")


def problem(
    status: int,
    code: str,
    detail: str,
    *,
    headers: Mapping[str, str] | None = None,
    members: Mapping[str, Any] | None = None,
) -> Response:
    """Answer with a problem document. `code` is ours and stays; `detail` is a sentence for people and may change."""
    more = {"Retry-After": RETRY_SECONDS[status]} if status in RETRY_SECONDS else {}
    content = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return Response(
        write_json({**content, "code": code, **(members or {})}),
        status_code=status,
        media_type=MEDIA_TYPE,
        headers={**more, **(headers or {})},
    )


def answer(request: Request, fault: Exception) -> Response:
    """Answer any fault; nothing of the request is in the answer."""
    if isinstance(fault, RequestValidationError):
        return _invalid(request, fault.errors())
    if isinstance(fault, TokenError):
        return problem(fault.status, fault.code.replace("_", "-"), fault.detail, members={"error": fault.code})
    if isinstance(fault, HTTPException):
        code, detail = _BY_STATUS.get(fault.status_code, ("format", "The request cannot be read."))
        headers = _allow(request) if fault.status_code == HTTPStatus.METHOD_NOT_ALLOWED else fault.headers
        return problem(fault.status_code, code, detail, headers=headers)
    status, code, detail = _of_rule(fault)
    challenge = {"WWW-Authenticate": "Bearer"} if status == HTTPStatus.UNAUTHORIZED else {}
    return problem(status, code, detail, headers=challenge)


def install(app: FastAPI) -> None:
    """Make the API answer every fault this way."""
    for kind in (
        errors.RuleError, WbpError, StoreError, TokenError, RequestValidationError, HTTPException, Exception,
    ):  # fmt: skip
        app.add_exception_handler(kind, answer)


def _of_rule(fault: Exception) -> tuple[int, str, str]:
    return next((_BY_RULE[kind] for kind in type(fault).__mro__ if kind in _BY_RULE), _FAILED)


def _allow(request: Request) -> dict[str, str]:
    """Name every method of an address; the router knows only those of the first route that it met there."""
    routes = request.app.router.routes
    known = (
        method
        for method in METHODS
        if any(route.matches({**request.scope, "method": method})[0] is Match.FULL for route in routes)
    )
    return {"Allow": ", ".join(known)}


def _invalid(request: Request, found: Sequence[Any]) -> Response:
    """All places at once, each with its reason; what was sent is in none of them."""
    is_json = request.headers.get("content-type", "").partition(";")[0].strip().lower() == JSON
    if not is_json and any(one["loc"][:1] == ("body",) for one in found):
        return problem(415, *_BY_STATUS[415])
    places = [
        {"in": str(one["loc"][0]), "name": ".".join(str(part) for part in one["loc"][1:]), "reason": str(one["msg"])}
        for one in found
    ]
    return problem(400, "format", "The request does not have the form that openapi.json asks.",
                   members={"errors": places})  # fmt: skip
