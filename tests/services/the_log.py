"""The log as tests look at it: run a batch, verify every proof, and read the tree again from its entries alone."""

from app.services.case_log import LOG
from app.services.log_batch import Batch, run_batch_of
from app.services.log_view import event_proofs
from app.services.note_keys import NoteKeys, load_note_keys
from crypto.checkpoint import verify_checkpoint
from crypto.tlog_proof import verify_tlog_proof
from crypto.tree import leaf_hash, root
from tests.world import TODAY, Reporter, World


def note_keys(world: World) -> NoteKeys:
    """The note keys of this world's installation."""
    return load_note_keys(world.settings.keys_dir)


def run(world: World, log: int = LOG) -> Batch:
    """Lengthen a log."""
    return run_batch_of(world.store, note_keys(world), TODAY, log)


def entries(world: World, log: int = LOG) -> list[bytes]:
    """Every entry of a log."""
    return world.store.read(lambda work: work.log.entries(log, 0, work.log.size(log)))


def check_whole(world: World, log: int = LOG) -> int:
    """Every checkpoint is signed over exactly the first entries; gives the size of the log."""
    leaves = [leaf_hash(entry) for entry in entries(world, log)]
    heads = world.store.read(lambda work: work.log.checkpoints(log))
    for head in heads:
        checkpoint = verify_checkpoint(head.note, world.root)
        assert (checkpoint.size, checkpoint.root) == (head.size, root(leaves[: head.size]))
    assert (heads[-1].size if heads else 0) == len(leaves)
    return len(leaves)


def proven(world: World, reporter: Reporter) -> list[bool]:
    """Whether each event of a case is proved to stand in the log; a proof that is given must hold."""
    events = world.store.read(lambda work: work.events.of_case(reporter.keys.case_id))
    proofs = world.store.read(lambda work: event_proofs(work, events))
    for event, proof in zip(events, proofs, strict=True):
        if proof is not None:
            found = verify_tlog_proof(proof, world.root)
            assert (found.event, found.salt) == (event.event, event.salt)
    return [proof is not None for proof in proofs]
