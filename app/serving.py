"""`python -m app.serving`: look whether the service can run, then run it in this interpreter.

Importing and building make hundreds of thousands of objects that all stay. Python's collector would go through them
again and again meanwhile, for a tenth of the time of a start; so it begins when everything is there (`app.main`).
"""

from __future__ import annotations

import gc
import socket
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from app.settings import Settings

STOP_SECONDS: Final = 5
"""Requests that are on their way get so long to end when the service stops."""


class AddressError(Exception):
    """The service cannot listen where it should; the message says where and what to do."""


def main() -> None:
    """Run the service on the address of ZEGEL_BIND and ZEGEL_PORT, or on the socket of ZEGEL_UNIX_SOCKET.

    Raises:
        SystemExit: a setting is nonsense, or the address is taken; with the sentence, and exit code 1.

    """
    gc.disable()
    # Only now: these imports are a part of what the collector would slow down.
    import uvicorn  # noqa: PLC0415

    from app.settings import SettingsError, load_settings  # noqa: PLC0415

    try:
        settings = load_settings()
        check_address(settings)
    except (SettingsError, AddressError) as error:
        raise SystemExit(str(error)) from None
    uvicorn.run(
        "app.main:service",
        factory=True,
        host=settings.bind,
        port=settings.port,
        uds=str(settings.unix_socket) if settings.unix_socket is not None else None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        log_level="warning",
        timeout_graceful_shutdown=STOP_SECONDS,
    )


def check_address(settings: Settings) -> None:
    """Look whether the service can listen where it should.

    Raises:
        AddressError: the port is in use, or the address is not this machine's.

    """
    if settings.unix_socket is not None:
        return
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            settings.bind, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError:
        message = (
            f"Nothing can listen on {settings.bind} port {settings.port}: it is in use, or not of this machine. "
            "Choose another with PORT or ZEGEL_BIND."
        )
        raise AddressError(message) from None


if __name__ == "__main__":
    main()
