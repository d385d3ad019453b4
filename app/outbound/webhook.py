"""One POST to an authority's system: no redirect, no proxy, no cookie, and nothing of the answer but its status."""

from __future__ import annotations

import asyncio
import ssl
from typing import TYPE_CHECKING, Final

from app.domain.errors import WebhookUrlError
from app.domain.webhook import Outcome
from app.outbound.address_guard import check_url, resolve_with_system

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.outbound.address_guard import Resolve

TIMEOUT_SECONDS: Final = 15.0
"""For one attempt: resolving, connecting, sending, and the head of the answer."""
AT_ONCE: Final = 16
"""Attempts under way at the same time."""
_GONE: Final = 410
_TAKEN: Final = range(200, 300)


class WebhookSender:
    """Sends what is signed already, wherever the guard of addresses lets it go."""

    def __init__(
        self,
        *,
        may_loop_back: bool = False,
        resolve: Resolve = resolve_with_system,
        trust: ssl.SSLContext | None = None,
        timeout: float = TIMEOUT_SECONDS,
    ) -> None:
        """Deliver to public addresses only; with `may_loop_back`, for tests and demos, to this machine too."""
        self._may_loop_back = may_loop_back
        self._resolve = resolve
        self._trust = trust
        self._timeout = timeout
        self._room = asyncio.Semaphore(AT_ONCE)

    async def post(self, url: str, headers: Mapping[str, str], body: bytes) -> Outcome:
        """Send once and say what came of it. Whatever goes wrong on the way is a failure; no log tells more."""
        async with self._room:
            try:
                check_url(url, may_loop_back=self._may_loop_back)
                async with asyncio.timeout(self._timeout):
                    status = await self._status(url, headers, body)
            except (OSError, WebhookUrlError):
                return Outcome.FAILED
        if status in _TAKEN:
            return Outcome.TAKEN
        return Outcome.GONE if status == _GONE else Outcome.FAILED

    async def _status(self, url: str, headers: Mapping[str, str], body: bytes) -> int:
        # Only now: a service that delivers nothing starts and runs without it.
        from app.outbound.guarded_connection import GuardedNetwork, post_once  # noqa: PLC0415

        if self._trust is None:
            self._trust = await asyncio.to_thread(ssl.create_default_context)
        network = GuardedNetwork(self._resolve, may_loop_back=self._may_loop_back)
        return await post_once(url, headers, body, network, self._trust)
