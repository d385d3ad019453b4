"""One process, several hosts: the Host header selects the surface, and each refuses the others' routes.

Because the surfaces have different host names, no cookie of the workplace ever reaches a reporter's page, and the
browser keeps their scripts apart.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

MISDIRECTED: Final = 421


def host_name(value: str) -> str:
    """Give the name of a Host header in lower case, without its port."""
    bare = value.strip().lower()
    if bare.startswith("["):
        return bare.partition("]")[0] + "]"
    return bare.partition(":")[0]


class Surfaces:
    """Send each request to the app of its host; an unknown host gets 421 and not a word more."""

    def __init__(self, apps: dict[str, ASGIApp], close: Callable[[], Awaitable[None]]) -> None:
        """Serve these apps by host name; `close` runs when the service stops."""
        self._apps = {name.lower(): app for name, app in apps.items()}
        self._close = close

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Dispatch one connection."""
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
            return
        app = self._apps.get(self._host(scope))
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
                await send({"type": "lifespan.startup.complete"})
            else:
                await self._close()
                await send({"type": "lifespan.shutdown.complete"})
                return
