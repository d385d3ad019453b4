"""Every day the log grows, by at least sixteen entries that nobody can tell apart (PROTOCOL 6.4)."""

from pathlib import Path

from app.services.case_log import LOG, PRACTICE_LOG
from app.services.last_signed import read_last_signed
from app.services.log_batch import run_batch
from app.services.log_view import directory_proof
from crypto.directory import verify_directory
from crypto.encoding import day_of
from tests.services.the_log import check_whole, entries, note_keys, proven, run
from tests.world import TODAY, Reporter, World


def leaf_of(world: World, reporter: Reporter) -> int | None:
    """The place of a case's first event in the log."""
    return world.store.read(lambda work: work.events.of_case(reporter.keys.case_id))[0].leaf


def test_a_day_without_events_looks_like_any_other(world: World) -> None:
    run(world)
    batch = run(world)
    assert (batch.events, batch.directories, batch.checkpoint.size) == (0, 0, 32)
    assert check_whole(world) == 32
    assert {len(entry) for entry in entries(world)[16:]} == {36}


def test_events_enter_once_and_can_be_proved(world: World) -> None:
    anna, boris = world.report(), world.report()
    assert proven(world, anna) == [False]
    batch = run(world)
    assert (batch.events, batch.directories) == (2, 1)
    assert (proven(world, anna), proven(world, boris)) == ([True], [True])
    again = run(world)
    assert again.events == 0
    assert check_whole(world) == 32
    assert proven(world, anna) == [True]


def test_more_events_fill_the_next_power_of_two(sqlite_world: World) -> None:
    for _ in range(17):
        sqlite_world.report()
    assert run(sqlite_world).checkpoint.size == 32


def test_fillers_have_the_shape_of_commitments(sqlite_world: World) -> None:
    reporter = sqlite_world.report()
    run(sqlite_world)
    (event,) = sqlite_world.store.read(lambda work: work.events.of_case(reporter.keys.case_id))
    found = entries(sqlite_world)
    assert event.leaf is not None
    assert found[event.leaf] == b"WBL1" + event.commitment
    shapes = [(entry[:4], len(entry)) for entry in found]
    assert sorted(set(shapes)) == [(b"WBD1", 56), (b"WBL1", 36)]
    assert len(set(found)) == 16


def test_events_do_not_enter_in_the_order_they_came(sqlite_world: World) -> None:
    reporters = [sqlite_world.report() for _ in range(16)]
    run(sqlite_world)
    places = [leaf_of(sqlite_world, one) for one in reporters]
    assert len(set(places)) == 16
    assert places != sorted(places, key=lambda place: place or 0)


def test_every_version_of_a_list_enters_in_clear(world: World) -> None:
    world.publish()
    run(world)
    held = [entry for entry in entries(world) if entry.startswith(b"WBD1")]
    assert len(held) == 2
    proof = world.store.read(lambda work: directory_proof(work, world.root.org_id, 2))
    note = world.store.read(lambda work: work.directories.latest(world.root.org_id))
    assert verify_directory(str(note), world.root, day_of(TODAY), proof=proof).version == 2


def test_what_was_signed_is_kept_apart(world: World) -> None:
    batch = run(world)
    keys = note_keys(world)
    signed = read_last_signed(keys.folder, keys.log.name)
    assert signed is not None
    assert (signed.checkpoint, signed.on) == (batch.checkpoint, TODAY)
    file = keys.folder / "last-signed-log.json"
    assert file.stat().st_mode & 0o777 == 0o600


def test_practice_leaves_nothing_in_the_log(tmp_path: Path) -> None:
    with World(tmp_path / "data", practice=True) as world:
        reporter = world.report()
        batches = run_batch(world.store, note_keys(world), TODAY)
        assert [(batch.log, batch.events, batch.directories) for batch in batches] == [
            (LOG, 0, 0),
            (PRACTICE_LOG, 1, 1),
        ]
        assert proven(world, reporter) == [True]
        check_whole(world, PRACTICE_LOG)
        assert {entry[:4] for entry in entries(world, LOG)} == {b"WBL1"}
        heads = world.store.read(lambda work: [work.log.newest(log) for log in (LOG, PRACTICE_LOG)])
        names = [head.note.partition("\n")[0].rsplit("/", 2)[1] for head in heads if head is not None]
        assert names == ["log", "practice-log"]


def test_where_nobody_practises_there_is_no_practice_log(sqlite_world: World) -> None:
    assert [batch.log for batch in run_batch(sqlite_world.store, note_keys(sqlite_world), TODAY)] == [LOG]
