"""A world on each of the two databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.world import World


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """The service with one organisation and one counsellor."""
    address = request.getfixturevalue("migrated_postgresql_url") if request.param == "postgresql" else ""
    with World(tmp_path / "data", address) as made:
        yield made


@pytest.fixture
def sqlite_world(tmp_path: Path) -> Iterator[World]:
    """The service on SQLite only, where the database does not matter."""
    with World(tmp_path / "data") as made:
        yield made
