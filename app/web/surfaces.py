"""One process, several hosts: the Host header selects the surface, and each refuses the others' routes.

Because the surfaces have different host names, no cookie of the workplace ever reaches a reporter's page, and the
browser keeps their scripts apart.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from fastapi import FastAPI, Request, Response
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from app.web import static_files
from app.web.security import harden

MISDIRECTED: Final = 421
FAILED: Final = 500

Endpoint = Callable[[Request], Awaitable[Response]]
Answer = Callable[[Request, Exception], Response]


def host_name(value: str) -> str:
    """Give the name of a Host header in lower case, without its port."""
    bare = value.strip().lower()
    if bare.startswith("["):
        return bare.partition("]")[0] + "]"
    return bare.partition(":")[0]


class Surfaces:
    """Send each request to the app of its host; an unknown host gets 421 and not a word more."""

    def __init__(
        self,
        apps: dict[str, ASGIApp],
        start: Callable[[], Awaitable[None]],
        close: Callable[[], Awaitable[None]],
        below: tuple[str, str, ASGIApp] | None = None,
    ) -> None:
        """Serve these apps by host name; `start` runs before the first request, `close` when the service stops.

        `below`: a host, the beginning of some of its paths, and the app that answers those instead.
        """
        self._apps = {name.lower(): app for name, app in apps.items()}
        self._below = (below[0].lower(), *below[1:]) if below is not None else None
        self._start = start
        self._close = close

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Dispatch one connection."""
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
            return
        name = self._host(scope)
        app = self._apps.get(name)
        if self._below is not None and name == self._below[0] and scope["path"].startswith(self._below[1]):
            app = self._below[2]
        if app is None:
            await PlainTextResponse("", status_code=MISDIRECTED)(scope, receive, send)
            return
        await app(scope, receive, send)

    @staticmethod
    def _host(scope: Scope) -> str:
        values = [value for name, value in scope["headers"] if name == b"host"]
        return host_name(values[0].decode("latin-1")) if len(values) == 1 else ""

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                await self._start()
                await send({"type": "lifespan.startup.complete"})
            else:
                await self._close()
                await send({"type": "lifespan.shutdown.complete"})
                return


class Surface(FastAPI):
    """One surface: a FastAPI app whose busiest requests reach their endpoint without passing its layers.

    Those layers cost more than a report's signature, and more than sending a file, of which a page asks for dozens.
    Each direct endpoint is an ordinary route of the router as well, which is where its guard is looked up and its
    other verbs are refused.
    """

    def __init__(self, direct: Mapping[str, Endpoint], answer: Answer) -> None:
        """Answer POST to these paths directly, and GET of every static file; what goes wrong there, `answer` tells."""
        super().__init__(openapi_url=None, docs_url=None, redoc_url=None)
        self._direct = direct
        self._answer = answer

    def _endpoint(self, scope: Scope) -> Endpoint | None:
        method = scope.get("method")
        if method == "POST":
            return self._direct.get(scope["path"])
        return static_files.static_file if method == "GET" and scope["path"] in static_files.files() else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; a failure of our own is answered first, then raised for the server to log."""
        endpoint = self._endpoint(scope)
        if endpoint is None:
            await super().__call__(scope, receive, send)
            return
        scope["app"] = self
        request = Request(scope, receive)
        try:
            response = await endpoint(request)
            harden(response.headers)
        except Exception as fault:
            response = self._answer(request, fault)
            if response.status_code == FAILED:
                await response(scope, receive, send)
                raise
        await response(scope, receive, send)
