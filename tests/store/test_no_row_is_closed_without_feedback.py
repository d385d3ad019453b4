"""The database itself refuses a closed case without feedback, whoever writes it, on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.store.engines import writer_engine
from app.store.errors import StoreError
from tests.acts import ACK, FEEDBACK, NOT_A_REPORT, done
from tests.world import TODAY, World


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    address = request.getfixturevalue("postgresql_url") if request.param == "postgresql" else ""
    with World(tmp_path / "data", address) as made:
        yield made


def run(world: World, statement: str) -> None:
    """Run a statement past every rule of ours."""
    engine = writer_engine(world.settings.database_address)
    try:
        with engine.begin() as connection:
            connection.execute(text(statement), {"day": TODAY.isoformat()} if ":day" in statement else {})
    finally:
        engine.dispose()


CLOSE = "UPDATE cases SET closed_on = CAST(:day AS DATE)"
SQLITE_CLOSE = "UPDATE cases SET closed_on = :day"


def close(world: World) -> None:
    run(world, SQLITE_CLOSE if world.settings.database_address.startswith("sqlite") else CLOSE)


@pytest.mark.parametrize("before", [(), (ACK,)])
def test_a_row_without_feedback_is_not_closed(world: World, before: tuple[int, ...]) -> None:
    reporter = world.report()
    done(world, reporter, *before)
    with pytest.raises((IntegrityError, StoreError)):
        close(world)
    found = world.store.read(lambda work: work.cases.view(reporter.keys.case_id))
    assert found is not None
    assert found.closed_on is None


@pytest.mark.parametrize("before", [(ACK, FEEDBACK), (NOT_A_REPORT,)])
def test_a_row_with_an_answer_is_closed_and_keeps_it(world: World, before: tuple[int, ...]) -> None:
    reporter = world.report()
    done(world, reporter, *before)
    close(world)
    with pytest.raises((IntegrityError, StoreError)):
        run(world, "UPDATE cases SET feedback_on = NULL, dismissed_on = NULL")


def test_advice_is_closed_without_feedback(world: World) -> None:
    reporter = world.report(track=1)
    close(world)
    found = world.store.read(lambda work: work.cases.view(reporter.keys.case_id))
    assert found is not None
    assert found.closed_on == TODAY
