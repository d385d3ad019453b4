"""On PostgreSQL an erasure is followed by a cleaning: the files of emptied tables hold nothing, nobody else waits."""

from pathlib import Path

import pytest
from sqlalchemy import create_engine

from app.services.erasure import erase_when_due
from app.store.erasure import OF_CASE
from app.worker.erasure_round import erase_due_cases
from tests.services.closed_cases import handled
from tests.services.test_erased_is_gone import KEPT_UNTIL
from tests.worker.desks import desk_of
from tests.world import World

pytestmark = pytest.mark.postgresql
_SIZE = (
    "SELECT sum(pg_relation_size(oid) + pg_relation_size(coalesce(nullif(reltoastrelid, 0), oid)))"
    " FROM pg_class WHERE relkind = 'r' AND relname = ANY(%s)"
)


def bytes_in_tables(address: str) -> int:
    """What the tables of cases take on disk, long values beside them included, indexes not."""
    engine = create_engine(address.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        size = connection.exec_driver_sql(_SIZE, ([table.name for table in OF_CASE],)).scalar_one()
    engine.dispose()
    return int(size)


def test_after_the_round_the_files_of_emptied_tables_are_empty(postgresql_url: str, tmp_path: Path) -> None:
    with World(tmp_path / "data", postgresql_url) as world:
        reporter = handled(world)
        before = bytes_in_tables(postgresql_url)
        world.store.write(lambda work: erase_when_due(work, reporter.keys.case_id, KEPT_UNTIL))
        assert bytes_in_tables(postgresql_url) >= before > 0
        assert erase_due_cases(desk_of(world), KEPT_UNTIL)
        assert bytes_in_tables(postgresql_url) == 0


def test_a_reader_in_the_way_holds_up_neither_the_cleaning_nor_others(postgresql_url: str, tmp_path: Path) -> None:
    with World(tmp_path / "data", postgresql_url) as world:
        handled(world)
        engine = create_engine(postgresql_url.replace("postgresql://", "postgresql+psycopg://"))
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM cases").scalar()
            assert erase_due_cases(desk_of(world), KEPT_UNTIL)
            world.report()
        engine.dispose()
        assert bytes_in_tables(postgresql_url) > 0
