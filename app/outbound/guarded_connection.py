"""The connection of a webhook: opened to an address that was just checked, with TLS for the name (httpcore).

httpcore is the engine of httpx; unlike httpx it lets us open the connection ourselves, which the guard needs.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

import httpcore

from app.outbound.address_guard import checked_addresses

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterable, Mapping

    from app.outbound.address_guard import Resolve

ADDRESSES_TRIED: Final = 4
"""A name may have many addresses; so many are tried within the one attempt."""
_FAULTS: Final = (
    httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, httpcore.UnsupportedProtocol,
    httpcore.ProxyError, httpcore.ConnectionNotAvailable,
)  # fmt: skip


class ConnectionFailedError(OSError):
    """No answer came; whether the other side took what was sent is not known."""


class GuardedNetwork(httpcore.AsyncNetworkBackend):
    """Resolves a name once, looks at every address, and connects to one of exactly those."""

    def __init__(self, resolve: Resolve, *, may_loop_back: bool) -> None:
        """Resolve in this way."""
        self._resolve = resolve
        self._may_loop_back = may_loop_back
        self._plain = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature of httpcore
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to a checked address of a host.

        Raises:
            AddressRefusedError: it leads nowhere, or not only to public addresses.
            httpcore.ConnectError: none of them answers.

        """
        found = await checked_addresses(host, port, self._resolve, may_loop_back=self._may_loop_back)
        *others, last = found[:ADDRESSES_TRIED]
        for address in others:
            with contextlib.suppress(httpcore.ConnectError):
                return await self._plain.connect_tcp(address, port, timeout, local_address, socket_options)
        return await self._plain.connect_tcp(last, port, timeout, local_address, socket_options)


async def post_once(
    url: str, headers: Mapping[str, str], body: bytes, network: GuardedNetwork, trust: ssl.SSLContext
) -> int:
    """Send one POST and give the status of the answer, whose body stays unread; the connection is closed.

    Raises:
        ConnectionFailedError: no answer came.
        AddressRefusedError: the address is refused; nothing was sent.

    """
    try:
        async with httpcore.AsyncConnectionPool(
            ssl_context=trust, max_connections=1, max_keepalive_connections=0, network_backend=network
        ) as pool, pool.stream("POST", url, headers=list(headers.items()), content=body) as answer:  # fmt: skip
            return answer.status
    except _FAULTS:
        raise ConnectionFailedError from None
