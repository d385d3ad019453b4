"""What is erased is in no table, no free page and no write-ahead log; the public log keeps what nobody can open."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import LargeBinary, create_engine, select

from app.services.erasure import erase_case, erase_when_due
from app.services.retention import due_cases
from app.store.tables import Base
from app.worker.erasure_round import erase_due_cases
from crypto.tree import commitment_entry
from tests.acts import ACK, CLOSED, FEEDBACK, done
from tests.services.closed_cases import dismissed, handled
from tests.services.the_log import check_whole, entries, run
from tests.worker.desks import desk_of
from tests.world import TODAY, Reporter, World

KEPT_UNTIL = date(2028, 11, 23)
"""Two years after closure, the default for a report that was handled."""


def sealed_bytes(world: World, reporter: Reporter) -> list[bytes]:
    """Bytes of every kind that a case leaves in the file: envelope, state, statement, salt, and its id."""
    case_id = reporter.keys.case_id
    envelopes = world.store.read(lambda work: work.envelopes.of_case(case_id))
    events = world.store.read(lambda work: work.events.of_case(case_id))
    state = world.store.read(lambda work: work.cases.state(case_id))
    statements = world.store.read(lambda work: work.duties.kept(case_id))
    found = [case_id, reporter.keys.sign_pk, state[200:248]]
    found += [one.envelope[-48:] for one in envelopes]
    found += [event.salt for event in events] + [event.event[40:100] for event in events]
    found += [one.statement[-48:] for one in statements]
    return found


def files(world: World) -> dict[str, bytes]:
    folder = Path(world.settings.database_address.removeprefix("sqlite:///")).parent
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name.startswith("zegel.db")}


def rows_with(world: World, wanted: bytes) -> list[str]:
    """The tables in which a value stands."""
    engine = create_engine(world.settings.database_address)
    found = []
    with engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            blobs = [column for column in table.c if isinstance(column.type, LargeBinary)]
            if blobs and any(
                wanted in bytes(value) for row in connection.execute(select(*blobs)) for value in row if value
            ):
                found.append(table.name)
    engine.dispose()
    return found


def test_no_byte_of_an_erased_case_is_left_in_the_files(sqlite_world: World) -> None:
    world = sqlite_world
    other = world.report("Deze blijft.")
    reporter = handled(world)
    traces = sealed_bytes(world, reporter)
    before = b"".join(files(world).values())
    assert len(traces) > 15
    assert all(trace in before for trace in traces)
    world.clock.day = KEPT_UNTIL
    assert erase_due_cases(desk_of(world), KEPT_UNTIL)
    after = files(world)
    assert [name for name, held in after.items() for trace in traces if trace in held] == []
    assert after["zegel.db-wal"] == b""
    assert other.keys.case_id in after["zegel.db"]


def test_without_the_sweep_copies_would_stay_in_the_write_ahead_log(sqlite_world: World) -> None:
    reporter = handled(sqlite_world)
    traces = sealed_bytes(sqlite_world, reporter)
    sqlite_world.store.write(lambda work: erase_when_due(work, reporter.keys.case_id, KEPT_UNTIL))
    assert any(trace in files(sqlite_world)["zegel.db-wal"] for trace in traces)
    assert sqlite_world.store.sweep()
    assert not any(trace in held for held in files(sqlite_world).values() for trace in traces)


def test_a_reader_in_the_way_is_told_and_the_sweep_is_tried_again(sqlite_world: World) -> None:
    reporter = handled(sqlite_world)
    world = sqlite_world
    engine = create_engine(world.settings.database_address)
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN")
        connection.exec_driver_sql("SELECT count(*) FROM cases").scalar()
        world.store.write(lambda work: erase_when_due(work, reporter.keys.case_id, KEPT_UNTIL))
        assert not erase_due_cases(desk_of(world), KEPT_UNTIL)
    engine.dispose()
    assert erase_due_cases(desk_of(world), KEPT_UNTIL)


def test_on_both_databases_no_table_holds_anything_of_it(world: World) -> None:
    reporter = handled(world)
    traces = sealed_bytes(world, reporter)
    assert erase_due_cases(desk_of(world), KEPT_UNTIL)
    assert [table for trace in traces for table in rows_with(world, trace)] == []
    assert world.store.read(lambda work: work.register.count()) == 0


def test_what_waited_for_the_log_enters_it_and_nobody_can_open_it(sqlite_world: World) -> None:
    world = sqlite_world
    reporter = handled(world)
    events = world.store.read(lambda work: work.events.of_case(reporter.keys.case_id))
    waiting = {commitment_entry(event.commitment) for event in events}
    world.store.write(lambda work: erase_when_due(work, reporter.keys.case_id, KEPT_UNTIL))
    loose = world.store.read(lambda work: work.erasure.loose(0))
    assert len(loose) == len(events) + 1
    batch = run(world)
    assert waiting < set(entries(world))
    assert {commitment_entry(one) for one in loose} <= set(entries(world))
    assert batch.events == len(loose)
    assert world.store.read(lambda work: work.erasure.loose(0)) == []
    check_whole(world)
    run(world)
    assert len([entry for entry in entries(world) if entry in waiting]) == len(waiting)


def test_what_the_log_held_stays_and_only_the_end_of_the_case_comes_after(sqlite_world: World) -> None:
    world = sqlite_world
    reporter = handled(world)
    run(world)
    before = entries(world)
    world.store.write(lambda work: erase_when_due(work, reporter.keys.case_id, KEPT_UNTIL))
    assert len(world.store.read(lambda work: work.erasure.loose(0))) == 1
    run(world)
    assert entries(world)[: len(before)] == before
    check_whole(world)


def test_before_its_day_and_while_open_nothing_goes(world: World) -> None:
    reporter = handled(world)
    world.report()
    day_before = KEPT_UNTIL - timedelta(days=1)
    assert erase_due_cases(desk_of(world), day_before)
    assert world.store.read(lambda work: work.cases.view(reporter.keys.case_id)) is not None
    assert world.store.read(lambda work: list(due_cases(work, day_before))) == []
    assert world.store.read(lambda work: list(due_cases(work, KEPT_UNTIL))) == [reporter.keys.case_id]


def test_what_was_no_report_goes_after_two_months(sqlite_world: World) -> None:
    reporter = dismissed(sqlite_world)
    assert not sqlite_world.store.write(lambda work: erase_when_due(work, reporter.keys.case_id, date(2027, 1, 22)))
    assert sqlite_world.store.write(lambda work: erase_when_due(work, reporter.keys.case_id, date(2027, 1, 23)))


def test_advice_has_its_own_term_and_leaves_no_statement(sqlite_world: World) -> None:
    world = sqlite_world
    reporter = world.report(track=1)
    done(world, reporter, CLOSED)
    day = date(2027, 1, 23)
    assert not world.store.write(lambda work: erase_when_due(work, reporter.keys.case_id, day - timedelta(days=1)))
    assert world.store.write(lambda work: erase_when_due(work, reporter.keys.case_id, day))
    assert world.store.read(lambda work: work.register.destructions(world.root.org_id)) == []


def test_who_writes_after_closure_keeps_the_case(sqlite_world: World) -> None:
    world = sqlite_world
    reporter = handled(world)
    world.clock.day = date(2028, 11, 1)
    world.publish()
    world.open(reporter)
    assert world.write(reporter, "Ik word er nu op aangekeken.").status_code == 201
    assert not world.store.write(lambda work: erase_when_due(work, reporter.keys.case_id, KEPT_UNTIL))
    assert world.store.write(lambda work: erase_when_due(work, reporter.keys.case_id, date(2030, 11, 1)))


def test_an_extension_keeps_it_and_a_contest_that_opens_it_too(sqlite_world: World) -> None:
    world = sqlite_world
    reporter = handled(world)
    entry = world.store.read(lambda work: work.register.of_case(reporter.keys.case_id))
    assert entry is not None
    later = date(2029, 5, 1)
    world.store.write(lambda work: work.register.extend(entry.register_id, later, "Er loopt een rechtszaak."))
    assert not world.store.write(lambda work: erase_when_due(work, reporter.keys.case_id, KEPT_UNTIL))
    assert world.store.write(lambda work: erase_when_due(work, reporter.keys.case_id, later))


def test_a_second_erasure_finds_nothing(world: World) -> None:
    reporter = handled(world)
    assert world.store.write(lambda work: erase_when_due(work, reporter.keys.case_id, KEPT_UNTIL))
    assert not world.store.write(lambda work: erase_when_due(work, reporter.keys.case_id, KEPT_UNTIL))


def test_the_reporter_then_finds_no_case(sqlite_world: World) -> None:
    world = sqlite_world
    reporter = handled(world)
    world.store.write(lambda work: erase_when_due(work, reporter.keys.case_id, KEPT_UNTIL))
    refused = world.as_reporter("POST", "/r/v1/open", world.open_body(reporter))
    assert refused.status_code == 403


def test_a_failure_in_the_middle_erases_nothing(sqlite_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world = sqlite_world
    reporter = world.report()
    done(world, reporter, ACK, FEEDBACK, CLOSED)
    before = sealed_bytes(world, reporter)

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("app.store.register.Register.note_destruction", broken)
    a_case = world.store.read(lambda work: work.cases.view(reporter.keys.case_id))
    assert a_case is not None
    with pytest.raises(RuntimeError):
        world.store.write(lambda work: erase_case(work, a_case, TODAY, "Een reden."))
    assert sealed_bytes(world, reporter) == before
    assert world.store.read(lambda work: work.erasure.loose(0)) == []


def test_a_clock_that_leaps_erases_nothing_on_the_day_of_the_leap(sqlite_world: World) -> None:
    world = sqlite_world
    reporter = handled(world)
    world.store.write(lambda work: work.job_runs.note("erasure", None, TODAY))
    assert erase_due_cases(desk_of(world), KEPT_UNTIL)
    assert world.store.read(lambda work: work.cases.view(reporter.keys.case_id)) is not None
    world.store.write(lambda work: work.job_runs.note("erasure", TODAY, KEPT_UNTIL))
    assert erase_due_cases(desk_of(world), KEPT_UNTIL + timedelta(days=1))
    assert world.store.read(lambda work: work.cases.view(reporter.keys.case_id)) is None
