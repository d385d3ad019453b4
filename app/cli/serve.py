"""`zegel serve`: check what must be right, then become a fresh interpreter that runs the service.

The process is replaced, so what this command line loaded is gone and the service never holds the client half of
`crypto`. No core dump may be written: it would hold keys of the service and session tokens.
"""

import os
import resource
import socket
import sys
from pathlib import Path

from app.cli.failures import CliError
from app.settings import Settings, SettingsError, load_settings


def run() -> None:
    """Run the service on the address of ZEGEL_BIND and ZEGEL_PORT, or on the socket of ZEGEL_UNIX_SOCKET."""
    settings = read_settings()
    check_address(settings)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    command = service_command(settings)
    sys.stdout.flush()
    os.execv(command[0], command)  # noqa: S606 - our own interpreter with arguments of our own


def read_settings() -> Settings:
    """Return the settings, or tell which one is unusable.

    Raises:
        CliError: a setting is unknown or holds nonsense.

    """
    try:
        return load_settings()
    except SettingsError as error:
        raise CliError(str(error), "settings") from None


def check_address(settings: Settings) -> None:
    """Look whether the service can listen where it should.

    Raises:
        CliError: the port is in use, or the address is not this machine's.

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
        raise CliError(
            f"Nothing can listen on {settings.bind} port {settings.port}: it is in use, or not of this machine. "
            "Choose another with PORT or ZEGEL_BIND.",
            "address",
        ) from None


def service_command(settings: Settings) -> list[str]:
    """Return the command of a fresh interpreter that builds the service and nothing of the command line."""
    checkout = Path(__file__).resolve().parents[2]
    place = (
        ["--uds", str(settings.unix_socket)]
        if settings.unix_socket is not None
        else ["--host", settings.bind, "--port", str(settings.port)]
    )
    return [
        sys.executable,
        "-P",
        "-m",
        "app.serving",
        "app.main:service",
        "--factory",
        "--app-dir",
        str(checkout),
        *place,
        "--no-access-log",
        "--no-server-header",
        "--no-proxy-headers",
        "--log-level",
        "warning",
        "--timeout-graceful-shutdown",
        "5",
    ]
