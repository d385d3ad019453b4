"""The workplace's two documents as a browser gets them, and its scripts run by the pinned Node."""

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.world import WORKPLACE, World

SCRIPTS = Path(__file__).resolve().parent / "scripts"
DOCUMENTS = ("/workplace", "/workplace/enrol")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Run the service once for the tests of a file; they only read."""
    with World(Path(tmp_path_factory.mktemp("workplace_pages")) / "data") as made:
        yield made


@pytest.fixture
def get(world: World) -> Callable[..., httpx.Response]:
    """Fetch a page or file of the workplace's surface."""

    def fetch(path: str, **headers: str) -> httpx.Response:
        return world.ask("GET", f"{WORKPLACE}{path}", **headers)

    return fetch


@pytest.fixture
def run_script(node: str) -> Callable[[str], Any]:
    """Run a script of `scripts/` against the modules the browser gets; what it prints is JSON."""

    def run(name: str) -> Any:
        done = subprocess.run(
            [node, "--import", str(SCRIPTS / "addresses.mjs"), str(SCRIPTS / name)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run
