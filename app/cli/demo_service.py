"""A service for filling the demo: on a free loopback port, on a day of its own, gone when the filling is done."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.cli.failures import CliError
from app.cli.serve import SERVICE_COMMAND
from app.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

_LOOPBACK: Final = "127.0.0.1"
_START_SECONDS: Final = 60.0
_LOOK_SECONDS: Final = 0.05
_STOP_SECONDS: Final = 15.0


@dataclass(frozen=True)
class Addresses:
    """Where the filling service answers."""

    reporter: str
    workplace: str


@contextmanager
def filling_service(today: date) -> Iterator[Addresses]:
    """Run a service on a day of the demo until the end of the block.

    Raises:
        CliError: it does not start.

    """
    port = _free_port()
    moved = {"ZEGEL_DEMO_TODAY": today.isoformat(), "ZEGEL_PORT": str(port), "ZEGEL_BIND": _LOOPBACK}
    environment = {name: value for name, value in os.environ.items() if name not in {"PORT", "ZEGEL_UNIX_SOCKET"}}
    settings = load_settings()
    process = subprocess.Popen(  # noqa: S603 - our own interpreter with arguments of our own
        SERVICE_COMMAND,
        env={**environment, **moved},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    # Ended while it fills, this process must take the service with it.
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        _wait(process, port)
        yield Addresses(f"http://{settings.reporter_host}:{port}", f"http://{settings.workplace_host}:{port}")
    finally:
        signal.signal(signal.SIGTERM, before)
        process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    """Wait until the service listens, which it does when it is ready to answer."""
    end = time.monotonic() + _START_SECONDS
    while process.poll() is None and time.monotonic() < end:
        try:
            with socket.create_connection((_LOOPBACK, port), timeout=1):
                return
        except OSError:
            time.sleep(_LOOK_SECONDS)
    raise CliError("The service that fills the demo did not start. `zegel serve` says why.", "demo")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_LOOPBACK, 0))
        return int(probe.getsockname()[1])
