"""The running service does not even load the code that seals or opens: read from its own interpreter."""

import json
import os
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.running_service import RunningService

CLIENT_HALF = {
    "boxes",
    "drill",
    "envelope_seal",
    "envelope_open",
    "attachment_seal",
    "attachment_open",
    "reporter",
    "vault",
    "consent_make",
    "rewrap_make",
    "package_open",
    "conformance",
}

# Runs in every interpreter the service starts: on SIGUSR2 it writes down which modules are loaded.
WITNESS = """\
import json, os, signal, sys
def tell(*_):
    with open(os.environ["MODULES_FILE"], "w") as file:
        json.dump(sorted(sys.modules), file)
signal.signal(signal.SIGUSR2, tell)
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory, filled: Path) -> Iterator[RunningService]:
    folder = tmp_path_factory.mktemp("witness")
    (folder / "sitecustomize.py").write_text(WITNESS)
    environment = {"PYTHONPATH": str(folder), "MODULES_FILE": str(folder / "modules.json")}
    with RunningService(shutil.copytree(filled, folder / "data"), environment=environment) as running:
        yield running


def modules(service: RunningService) -> set[str]:
    """Names of the modules the serving process has loaded, after it did some work."""
    for path in ("/", "/o/voorbeeldstad", "/o/voorbeeldstad/report", "/r/v1/organisations/voorbeeldstad"):
        httpx.get(service.reporter_url + path)
    httpx.get(service.workplace_url + "/workplace")
    answer = service.data.parent / "modules.json"
    answer.unlink(missing_ok=True)
    os.kill(service.pids[-1], signal.SIGUSR2)
    return set(_wait_for(answer))


def _wait_for(file: Path) -> list[str]:
    for _ in range(200):
        if file.exists() and file.read_text().endswith("]"):
            names: list[str] = json.loads(file.read_text())
            return names
        time.sleep(0.05)
    raise AssertionError("the service did not say which modules it has loaded")


def test_the_service_has_none_of_the_client_half(service: RunningService) -> None:
    loaded = modules(service)
    assert {"app.main", "crypto.envelope_inspect", "crypto.challenge"} <= loaded
    assert not {f"crypto.{name}" for name in CLIENT_HALF} & loaded


def test_the_service_has_no_command_line_and_no_terminal_client(service: RunningService) -> None:
    loaded = modules(service)
    assert not [name for name in loaded if name == "app.cli" or name.startswith(("app.cli.", "typer", "rich"))]
    assert not {"httpx", "tests", "migrations"} & loaded
