"""Where webhooks may go: to public addresses only, resolved here, and to exactly the address that was looked at.

An authority's system names the address, so the service must not be turned against the network it stands in. A name is
checked when it is given, for its form; and at each connection, for every address it leads to. Whoever answers "public"
once and "127.0.0.1" the next time gains nothing: the connection goes to the address that was checked, not to the name.
"""

from __future__ import annotations

import re
import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from app.domain.errors import WebhookUrlError
from app.domain.webhook import URL_LIMIT

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Resolve = Callable[[str, int], Awaitable[list[str]]]
    """Gives every address of a name, as text."""

_LABEL: Final = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
# The last label begins with a letter: 127.1, 2130706433 and 0x7f.1 are addresses to some resolvers and names to nobody.
_NAME: Final = re.compile(rf"({_LABEL}\.)+[a-z]([a-z0-9-]{{0,61}}[a-z0-9])?\Z")
_NAME_LIMIT: Final = 253
_PRINTABLE: Final = re.compile(r"[!-~]+\Z")
_PUBLIC_6: Final = ip_network("2000::/3")
"""All that is given out to the public; NAT64, IPv4 inside IPv6, unique local, link-local and multicast are outside."""
_NOT_PUBLIC: Final = tuple(
    ip_network(text)
    for text in (
        "192.0.0.0/24",  # protocols' own
        "192.88.99.0/24",  # the way into 6to4
        "2001::/23",  # protocols' own, Teredo among them
        "2001:db8::/32",
        "2002::/16",  # 6to4: an IPv4 address inside
        "3fff::/20",
    )
)


class AddressRefusedError(OSError):
    """A name leads nowhere, or to an address to which nothing is delivered. Holds neither."""


def check_url(url: str, *, may_loop_back: bool = False) -> None:
    """Check the form of an address: https, a public name or address, nothing of a user name, no fragment.

    With `may_loop_back`, for tests and demos, `http` to a loopback address is taken too.

    Raises:
        WebhookUrlError: it has another form.

    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise WebhookUrlError from None
    odd = len(url) > URL_LIMIT or _PRINTABLE.match(url) is None or "\\" in url or "#" in url or "@" in parts.netloc
    if odd or port == 0 or parts.netloc.endswith(":"):
        raise WebhookUrlError
    is_local = may_loop_back and _is_loopback(host)
    if not is_local and (parts.scheme != "https" or not _is_public_host(host)):
        raise WebhookUrlError
    if parts.scheme not in {"http", "https"}:
        raise WebhookUrlError


def is_public(text: str) -> bool:
    """Say whether an address (text) is one that anybody on the internet can have."""
    try:
        address = ip_address(text)
    except ValueError:
        return False
    if not address.is_global or address.is_multicast or address.is_reserved or address.is_unspecified:
        return False
    if isinstance(address, IPv6Address) and (address.scope_id is not None or address not in _PUBLIC_6):
        return False
    return not any(address in network for network in _NOT_PUBLIC if network.version == address.version)


async def checked_addresses(host: str, port: int, resolve: Resolve, *, may_loop_back: bool = False) -> list[str]:
    """Resolve a host and give its addresses, if every one of them is public.

    Raises:
        AddressRefusedError: it leads nowhere, or one of them is not.

    """
    try:
        found = await resolve(host, port)
    except (OSError, UnicodeError):
        raise AddressRefusedError from None
    if found and may_loop_back and all(_is_loopback(one) for one in found):
        return found
    if not found or not all(is_public(one) for one in found):
        raise AddressRefusedError
    return found


async def resolve_with_system(host: str, port: int) -> list[str]:
    """Ask the system's resolver, beside the event loop."""
    import asyncio  # noqa: PLC0415 - the form of an address is checked without it

    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def _is_loopback(text: str) -> bool:
    try:
        return ip_address(text).is_loopback
    except ValueError:
        return False


def _is_public_host(host: str) -> bool:
    """Say whether a host is a name of two labels or more, or a public address in its one spelling."""
    try:
        address: IPv4Address | IPv6Address = ip_address(host)
    except ValueError:
        return len(host) <= _NAME_LIMIT and _NAME.match(host) is not None
    return str(address) == host and is_public(host)
