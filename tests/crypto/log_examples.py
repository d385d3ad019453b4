"""A small log of the organisation in ``examples``: one event, one directory, fillers, a signed tree."""

from functools import cache

from crypto.checkpoint import make_checkpoint
from crypto.receipt import issue
from crypto.tlog_proof import make_tlog_proof
from crypto.tree import (
    EventType,
    commit,
    commitment_entry,
    directory_entry,
    event_make,
    inclusion,
    leaf_hash,
    root,
)
from tests.crypto import examples as ex

SALT = ex.seed("salt")
SUBJECT = ex.seed("envelope")
MELDING, EXTERN = 2, 4
EVENT = event_make(
    EventType.RECEIVED, MELDING, 0, ex.anna().org_id, ex.anna().case_id, ex.TODAY, ref=SUBJECT, due=ex.TODAY + 7
)


def event(track: int = MELDING, due: int = ex.TODAY + 7, type_: EventType = EventType.RECEIVED) -> bytes:
    return event_make(type_, track, 0, ex.anna().org_id, ex.anna().case_id, ex.TODAY, ref=SUBJECT, due=due)


@cache
def entries() -> tuple[bytes, ...]:
    """Twenty entries: the event's commitment stands at 7, the directory at 13."""
    fillers = [commitment_entry(ex.seed(f"filler {n}")) for n in range(20)]
    fillers[7] = commitment_entry(commit(SALT, EVENT))
    fillers[13] = logged_directory()
    return tuple(fillers)


def logged_directory() -> bytes:
    return directory_entry(ex.root().org_id, ex.directory().version, ex.directory().dir_hash)


@cache
def leaves() -> tuple[bytes, ...]:
    return tuple(leaf_hash(entry) for entry in entries())


@cache
def checkpoint() -> str:
    return make_checkpoint(len(leaves()), root(leaves()), ex.LOG_SIGNER)


@cache
def event_proof() -> str:
    return make_tlog_proof(7, inclusion(7, leaves()), checkpoint(), (SALT, EVENT))


@cache
def directory_proof() -> str:
    return make_tlog_proof(13, inclusion(13, leaves()), checkpoint())


@cache
def receipt() -> str:
    return issue(EVENT, SALT, ex.LOG_SIGNER.name, ex.TODAY + 2, ex.RECEIPT_SIGNER)
