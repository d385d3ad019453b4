"""One installation with a running service for all tests of the command line that leave it usable."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.office import Office
from tests.running_service import RunningService
from tests.terminal import zegel

API = {"ZEGEL_API_HOST": "127.0.0.1"}
"""The API answers below `/api/v1` of the reporters' host."""


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A real installation, not a demo: made ready, and serving on a free port."""
    place = tmp_path_factory.mktemp("office")
    service = RunningService(place / "data", ("serve",), API)
    drawer = place / "drawer"
    drawer.mkdir()
    made = Office(service, drawer, settings=dict(API))
    told = zegel("database", "upgrade", environment=made.environment)
    assert told.status == 0, told.complaint
    with service:
        yield made


@pytest.fixture
def new_place(tmp_path: Path) -> Office:
    """A place for an installation that is not there yet; nothing runs."""
    drawer = tmp_path / "drawer"
    drawer.mkdir()
    return Office(RunningService(tmp_path / "data", ("serve",)), drawer)
