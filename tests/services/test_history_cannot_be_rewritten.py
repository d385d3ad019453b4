"""Whatever is changed or taken out of the log, or out of a case, no longer fits what was signed (PROTOCOL 6.3, 6.4)."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.case_log import LOG, record
from app.services.log_view import event_proofs
from app.store.unit_of_work import UnitOfWork
from crypto.checkpoint import Checkpoint, verify_checkpoint
from crypto.errors import WbpError
from crypto.tlog_proof import verify_tlog_proof
from crypto.tree import (
    EventType,
    commit,
    commitment_entry,
    consistency_from,
    event_parse,
    inclusion_from,
    leaf_hash,
    root,
    root_from,
    verify_consistency,
    verify_inclusion,
)
from tests.services.the_log import entries, run
from tests.world import TODAY, World


def heads(world: World) -> list[Checkpoint]:
    """Every checkpoint the log ever signed."""
    return [
        verify_checkpoint(head.note, world.root) for head in world.store.read(lambda work: work.log.checkpoints(LOG))
    ]


@pytest.fixture
def grown(sqlite_world: World) -> World:
    """A log of five batches, one of them large, with a case of four events."""
    for count in (3, 0, 20, 1, 0):
        for _ in range(count):
            sqlite_world.report()
        run(sqlite_world)
    return sqlite_world


def test_every_prefix_is_the_beginning_of_every_later_log(grown: World) -> None:
    """Over the stored nodes: any two sizes, also those that no batch ever had."""
    size = len(entries(grown))
    assert size == 96
    wanted = [(level, at) for level in range(8) for at in range(size >> level)]
    nodes = grown.store.read(lambda work: work.log.nodes(LOG, wanted))
    assert len(nodes) == len(wanted)

    def lookup(level: int, position: int) -> bytes:
        return nodes[(level, position)]

    roots = {count: root_from(count, lookup) for count in range(1, size + 1)}
    leaves = [leaf_hash(entry) for entry in entries(grown)]
    assert all(roots[count] == root(leaves[:count]) for count in roots)
    for older, newer in itertools.combinations_with_replacement(range(1, size + 1), 2):
        verify_consistency(older, newer, roots[older], roots[newer], consistency_from(older, newer, lookup))
    for newer in range(1, size + 1):
        for index in range(newer):
            verify_inclusion(leaves[index], index, newer, inclusion_from(index, newer, lookup), roots[newer])


def test_changing_or_deleting_any_entry_breaks_every_checkpoint_over_it(grown: World) -> None:
    kept = entries(grown)
    signed = heads(grown)
    assert [head.size for head in signed] == [16, 32, 64, 80, 96]
    for place, entry in enumerate(kept):
        changed = [*kept[:place], entry[:-1] + bytes((entry[-1] ^ 1,)), *kept[place + 1 :]]
        deleted = [*kept[:place], *kept[place + 1 :]]
        for head in signed:
            for altered in (changed, deleted):
                leaves = [leaf_hash(one) for one in altered[: head.size]]
                still_holds = len(leaves) == head.size and root(leaves) == head.root
                assert still_holds == (place >= head.size)


def test_a_case_from_which_an_event_is_taken_or_changed_no_longer_hangs_together(grown: World) -> None:
    reporter = grown.report()

    def act(work: UnitOfWork) -> None:
        a_case = work.cases.by_id(reporter.keys.case_id)
        assert a_case is not None
        for kind in (EventType.ACK, EventType.FEEDBACK, EventType.CLOSED):
            record(work, a_case, kind, TODAY, actor_pk=grown.vera.identity_pk)

    grown.store.write(act)
    run(grown)
    events = grown.store.read(lambda work: work.events.of_case(reporter.keys.case_id))
    told = [(event.event, event.salt) for event in events]
    held = set(entries(grown))

    def hangs_together(pairs: list[tuple[bytes, bytes]]) -> bool:
        commits = [commit(salt, event) for event, salt in pairs]
        befores = [event_parse(event).prev for event, _ in pairs]
        return befores == [bytes(32), *commits][: len(befores)] and all(
            commitment_entry(one) in held for one in commits
        )

    assert hangs_together(told)
    for place in range(3):
        assert not hangs_together([*told[:place], *told[place + 1 :]])
    for place, (event, salt) in enumerate(told):
        for at in (5, 40, 43, 60, 76):
            other = event[:at] + bytes((event[at] ^ 1,)) + event[at + 1 :]
            assert not hangs_together([*told[:place], (other, salt), *told[place + 1 :]])


@given(data=st.data())
def test_a_proof_with_any_other_byte_does_not_hold(proof_text: tuple[str, World], data: st.DataObject) -> None:
    proof, world = proof_text
    found = verify_tlog_proof(proof, world.root)
    body, gap, checkpoint = proof.partition("\n\n")
    place = data.draw(st.integers(0, len(body) - 1))
    letter = data.draw(st.sampled_from("ABCDwxyz0189+/=\n "))
    try:
        other = verify_tlog_proof(body[:place] + letter + body[place + 1 :] + gap + checkpoint, world.root)
    except WbpError:
        assert body[place] != letter
    else:
        assert other == found


@pytest.fixture(scope="module")
def proof_text(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, World]:
    """The proof of one event; the world itself is not needed any more."""
    with World(tmp_path_factory.mktemp("proof") / "data") as world:
        reporter = world.report()
        run(world)
        events = world.store.read(lambda work: work.events.of_case(reporter.keys.case_id))
        (proof,) = world.store.read(lambda work: event_proofs(work, events))
    assert proof is not None
    return proof, world
