"""A miss of Anna's case in the log, and the note with which a package is released because of it."""

from functools import cache

from crypto.checkpoint import make_checkpoint
from crypto.consent_make import make_rewrap
from crypto.consent_verify import ConsentToken, Purpose, issue_release, parse_rewrap
from crypto.tlog_proof import make_tlog_proof
from crypto.tree import EventType, commit, commitment_entry, event_make, inclusion, leaf_hash, root
from tests.crypto import consent_examples as consent
from tests.crypto import examples as ex

SALT = ex.seed("release salt")
DUE = ex.TODAY + 7
RELEASED = DUE + 3
IDS = ex.anna().org_id, ex.anna().case_id
MISSED = event_make(EventType.DEADLINE_MISSED, 2, 0, *IDS, DUE + 1, detail=2, due=DUE)
UNABLE = event_make(EventType.UNABLE, 2, 0, *IDS, ex.TODAY + 1, actor=ex.vera().kid_sign)


@cache
def token(purpose: Purpose = Purpose.CONDITIONAL_EXTERNAL) -> ConsentToken:
    if purpose is Purpose.PREPARED_DEPUTY:
        return consent.token(consent.offer(purpose, 1, 0, 0, consent.INTEGRITY))
    return consent.token(consent.offer(purpose, 1, 2, 2, consent.AUTHORITY))


@cache
def rewrap_hash() -> bytes:
    record = consent.entry(consent.AUTHORITY).record
    return parse_rewrap(make_rewrap(consent.items(), record, token(), consent.wrapper())).hash


def proof(event: bytes, salt: bytes = SALT) -> str:
    """That the event stands third in a log of five."""
    entries = [commitment_entry(ex.seed(f"filler {n}")) for n in range(5)]
    entries[2] = commitment_entry(commit(salt, event))
    leaves = [leaf_hash(entry) for entry in entries]
    checkpoint = make_checkpoint(len(leaves), root(leaves), ex.LOG_SIGNER)
    return make_tlog_proof(2, inclusion(2, leaves), checkpoint, (salt, event))


@cache
def note() -> str:
    return issue_release(token(), rewrap_hash(), MISSED, SALT, RELEASED, ex.RECEIPT_SIGNER)


@cache
def deputy_note() -> str:
    deputy = token(Purpose.PREPARED_DEPUTY)
    return issue_release(deputy, rewrap_hash(), UNABLE, SALT, ex.TODAY + 1, ex.RECEIPT_SIGNER)
