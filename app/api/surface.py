"""The app of the API: the same headers on every answer, errors and failures included, and no more bytes than fit.

ADR: /core/version-header, /core/transport/security-headers, /core/transport/cors, /core/no-trailing-slash.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fastapi import FastAPI
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException

from app.api.news import quick_answer
from app.api.problems import problem
from app.api.version import API_VERSION, DEPRECATED, PREFIX

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope, Send

BODY_LIMIT: Final = 420 * 1024
"""Bytes of a request: an envelope of 300 KiB in base64, and room for the rest."""
TOO_LARGE: Final = 413
HEADERS: Final = {
    "API-Version": API_VERSION,
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}
PUBLIC: Final = (f"{PREFIX}/openapi.json", f"{PREFIX}/log")
"""What any page of anybody may read: it is public, and nobody signs in for it."""


class ApiSurface(FastAPI):
    """One FastAPI app whose answers all carry the headers, also those that its own middleware never sees."""

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 - what FastAPI takes
        """Make an app without pages of its own and without redirects."""
        super().__init__(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False, **more)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await super().__call__(scope, receive, send)
            return
        path = str(scope["path"])

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _put_headers(MutableHeaders(scope=message), path, scope)
            await send(message)

        lengths = [value for name, value in scope["headers"] if name == b"content-length"]
        if any(not value.isdigit() or int(value) > BODY_LIMIT for value in lengths):
            await problem(TOO_LARGE, "size", "There are more bytes than fit.")(scope, receive, send_with_headers)
            return
        scope["app"] = self
        news = await quick_answer(scope, receive)
        if news is not None:
            await news(scope, receive, send_with_headers)
            return
        await super().__call__(scope, _counted(receive), send_with_headers)


def is_public(path: str) -> bool:
    """Say whether an address is read without a token."""
    return any(path == public or path.startswith(f"{public}/") for public in PUBLIC)


def _put_headers(headers: MutableHeaders, path: str, scope: Scope) -> None:
    for name, value in HEADERS.items():
        headers[name] = value
    headers.setdefault("Cache-Control", "no-store")
    if is_public(path):
        headers["Access-Control-Allow-Origin"] = "*"
        headers["Access-Control-Expose-Headers"] = "API-Version, ETag"
        headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    routed = str(getattr(scope.get("route"), "path", path))
    leaving = DEPRECATED.get(routed if routed.startswith(PREFIX) else f"{PREFIX}{routed}")
    for name, value in leaving.headers().items() if leaving is not None else ():
        headers[name] = value


def _counted(receive: Receive) -> Receive:
    """Count a body that does not say how long it is, and stop reading when it is too long."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > BODY_LIMIT:
            raise HTTPException(TOO_LARGE)
        return message

    return counted
