"""Migrations go up and down with data in the tables, on both databases, and end where the models are."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect

from app.store.engines import writer_engine
from app.store.schema import downgrade, revisions, upgrade
from app.store.tables import Base
from tests.world import World


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgresql":
        url = request.getfixturevalue("postgresql_url")
        assert isinstance(url, str)
        return url
    return f"sqlite:///{tmp_path}/zegel.db"


def test_models_equal_the_migrated_schema(address: str) -> None:
    upgrade(address)
    engine = writer_engine(address)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_revisions_are_told(address: str) -> None:
    before, newest = revisions(address)
    upgrade(address)
    assert (before, revisions(address)) == (None, (newest, newest))
    assert newest is not None


def test_every_migration_goes_down_and_up_with_data(address: str, tmp_path: Path) -> None:
    with World(tmp_path / "data", "" if address.startswith("sqlite") else address) as world:
        reporter = world.report()
        world.answer(reporter, world.answer_body(reporter, acknowledge=True))
        used = world.settings.database_address
    downgrade(used, "base")
    engine = writer_engine(used)
    assert inspect(engine).get_table_names() == ["alembic_version"]
    engine.dispose()
    upgrade(used)
    assert revisions(used)[0] == revisions(used)[1]
