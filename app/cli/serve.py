"""`zegel serve`: become a fresh interpreter that runs the service.

The process is replaced, so what this command line loaded is gone and the service never holds the client half of
`crypto`. It reads its settings itself (`app.serving`): reading them here as well would take a fifth of the start. No
core dump may be written: it would hold keys of the service and session tokens.
"""

import os
import resource
import sys
from typing import Final, NoReturn

SERVICE_COMMAND: Final = [sys.executable, "-P", "-m", "app.serving"]
"""A fresh interpreter that runs the service by the environment, and loads nothing of the command line."""


def run() -> None:
    """Run the service on the address of ZEGEL_BIND and ZEGEL_PORT, or on the socket of ZEGEL_UNIX_SOCKET."""
    become_service()


def become_service() -> NoReturn:
    """Replace this process by the service."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.flush()
    os.execv(SERVICE_COMMAND[0], SERVICE_COMMAND)  # noqa: S606 - our own interpreter with arguments of our own
