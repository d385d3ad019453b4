"""A real service for the tests: `zegel serve` in a process of its own, on a free port, with a data folder of its own.

The tests talk to it over loopback, may kill it, and read everything it leaves behind: database, log, memory.
"""

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

from tests.terminal import zegel

PORTS = range(20_000, 32_000)
_GIVEN: set[int] = set()
START_SECONDS = 240.0  # the first start fills a demo, which takes a slow machine a minute
ROOT = Path(__file__).resolve().parent.parent
ZEGEL = Path(sys.executable).parent / "zegel"


def free_port() -> int:
    """A port on 127.0.0.1 that nobody listens on, and that nobody else picks before it is used.

    The system hands out its own ports above these; each worker of a run has its own, and gives none twice. Else, once
    in some hundred starts, a service answers in another's place.
    """
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    while True:
        port = PORTS.start + workers * secrets.randbelow(len(PORTS) // workers) + worker
        with socket.socket() as probe, contextlib.suppress(OSError):
            if port not in _GIVEN:
                probe.bind(("127.0.0.1", port))
                _GIVEN.add(port)
                return port


class RunningService:
    """One service process; `with RunningService(folder): ...` starts it and stops it."""

    def __init__(
        self, data: Path, command: Sequence[str] = ("demo",), environment: Mapping[str, str] | None = None
    ) -> None:
        """`data` becomes ZEGEL_DATA_DIR; `command` are the words after `zegel`."""
        self.data = data
        self.port = free_port()
        self.log_file = data.with_name(f"{data.name}.log")
        self.reporter_url = f"http://127.0.0.1:{self.port}"
        self.workplace_url = f"http://localhost:{self.port}"
        self._command = list(command)
        self._environment = dict(environment or {})
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def environment(self) -> dict[str, str]:
        """What the service sees: no ZEGEL_* of the person who runs the tests, only what the test says."""
        inherited = {
            name: value for name, value in os.environ.items() if not name.startswith("ZEGEL_") and name != "PORT"
        }
        return {**inherited, "ZEGEL_DATA_DIR": str(self.data), "PORT": str(self.port), **self._environment}

    def run(self, *words: str, stdin: str = "") -> str:
        """Run another `zegel` command on the same data; what it printed, or RuntimeError with what it complained."""
        told = zegel(*words, stdin=stdin, environment=self.environment)
        if told.status:
            raise RuntimeError(f"zegel {' '.join(words)}: {told.status}\n{told.output}\n{told.complaint}")
        return told.output

    def run_apart(self, *words: str) -> None:
        """Run it in a process of its own, where the environment says what Python loads."""
        subprocess.run([str(ZEGEL), *words], cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL, check=True)

    def start(self) -> None:
        """Start the process and wait until it answers."""
        with self.log_file.open("ab") as log:
            self._process = subprocess.Popen(
                [str(ZEGEL), *self._command],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        end = time.monotonic() + START_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > end:
                self.stop()
                raise RuntimeError(f"the service did not start:\n{self.log()}")
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.reporter_url}/favicon.svg", timeout=2):
                return True
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False

    @property
    def pids(self) -> list[int]:
        """Every process of this service, the youngest last."""
        assert self._process is not None
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                with contextlib.suppress(OSError):
                    fields = (entry / "stat").read_text().rpartition(")")[2].split()
                    if int(fields[3]) == self._process.pid:
                        found.append(int(entry.name))
        return sorted(found)

    def log(self) -> str:
        """Everything the service wrote to its terminal so far."""
        return self.log_file.read_text(errors="replace")

    def kill(self) -> None:
        """Kill every process of the service at once, as a power cut would."""
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        """Ask the service to stop, and kill it when it does not."""
        self._signal(signal.SIGTERM)

    def _signal(self, number: signal.Signals) -> None:
        if self._process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(10)
        self._process = None
