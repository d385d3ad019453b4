"""A world whose API answers, an authority in it, and a package that a reporter sent there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.settings import Settings
from tests.api.api_client import System, added
from tests.going_outside import AUTHORITY, OMARS_DESK, enrolled
from tests.world import CounsellorKeys, World


@pytest.fixture(scope="module")
def one_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A world for a whole file, for tests that leave nothing behind that another would see."""
    folder = tmp_path_factory.mktemp("one") / "data"
    with World(folder, settings=Settings(data_dir=folder, api_host="127.0.0.1")) as made:
        enrolled(made, OMARS_DESK, AUTHORITY)
        yield made


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """The service with one organisation, one counsellor and the API."""
    with World(tmp_path / "data", settings=Settings(data_dir=tmp_path / "data", api_host="127.0.0.1")) as made:
        yield made


@pytest.fixture
def desk(world: World) -> CounsellorKeys:
    """The keys of an authority that is listed."""
    return enrolled(world, OMARS_DESK, AUTHORITY)


@pytest.fixture
def system(world: World, desk: CounsellorKeys) -> System:
    """Its system, which may do everything."""
    return added(world, desk)
