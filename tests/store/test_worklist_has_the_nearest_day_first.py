"""The worklist is read page by page, nearest day first, cases without a clock last."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from app.domain.ids import CaseId
from app.domain.track import Track
from app.services.case_days import next_look_on
from app.store.cases import NewCase, WorklistKey
from tests.world import TODAY, World


def fill(world: World, count: int) -> bytes:
    """Copy one real case many times, received on different days and on both tracks."""
    reporter = world.report()
    first = world.store.read(lambda work: work.cases.view(CaseId(reporter.keys.case_id)))
    assert first is not None

    for number in range(count):
        track = Track.SPARREN if number % 5 == 0 else Track.MELDING
        received_on = TODAY - timedelta(days=number % 11)
        copy = replace(first, case_id=CaseId(number.to_bytes(16, "big")), track=track, received_on=received_on)
        new = NewCase(copy, number.to_bytes(32, "big"), bytes(4140), bytes(32), next_look_on(copy))
        world.store.write(lambda work, new=new: work.cases.add(new))  # type: ignore[misc]
    return first.assignee_account_id


def test_pages_hold_every_case_once_in_order(tmp_path: Path) -> None:
    with World(tmp_path / "data") as world:
        account = fill(world, 130)
        seen: list[tuple[date, bytes]] = []
        after: WorklistKey | None = None
        pages = 0
        while True:
            cases, after = world.store.read(lambda work, key=after: work.cases.worklist(account, key, 50))  # type: ignore[misc]
            seen += [(next_look_on(one), one.case_id) for one in cases]
            pages += 1
            if after is None:
                break
        assert pages == 3
        assert len({case_id for _, case_id in seen}) == len(seen) == 131
        assert seen == sorted(seen)
        assert [day.year for day, _ in seen].index(9999) == len(seen) - 26


def test_the_index_finds_where_a_page_starts(tmp_path: Path) -> None:
    with World(tmp_path / "data") as world:
        world.report()
        with world.store._reader.connect() as connection:
            plan = connection.exec_driver_sql(
                "EXPLAIN QUERY PLAN SELECT * FROM cases WHERE assignee_account_id = ? "
                "AND (next_look_on, case_id) > (?, ?) ORDER BY next_look_on, case_id LIMIT 51",
                (bytes(16), "2026-11-30", bytes(16)),
            ).fetchall()
        details = " ".join(str(row[3]) for row in plan)
        assert "ix_cases_worklist" in details
        assert "SCAN" not in details
        assert "TEMP B-TREE" not in details
