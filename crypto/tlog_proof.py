"""Proofs that an entry stands in the log, for checking without the log at hand (PROTOCOL 6.4; c2sp.org/tlog-proof).

c2sp.org/tlog-proof@v1
extra <base64 salt || event>        commitments only
index 41
<base64 node>                       from the leaf upwards, one line each
                                    an empty line, then the checkpoint as it was signed

make_tlog_proof(index, path, checkpoint, extra=None) -> str
verify_tlog_proof(proof, root, entry=None, witnesses=(), now=0) -> ProvenEntry
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from crypto.checkpoint import Checkpoint, verify_checkpoint
from crypto.encoding import b64, decimal, unb64
from crypto.errors import FormatError
from crypto.log_entry import EVENT_BYTES, SALT_BYTES, commit, commitment_entry, event_parse
from crypto.root import Root
from crypto.tree import verify_inclusion
from crypto.tree_nodes import NODE_BYTES, leaf_hash

HEAD: Final = "c2sp.org/tlog-proof@v1"
_EXTRA: Final = "extra "
_INDEX: Final = "index "


@dataclass(frozen=True)
class ProvenEntry:
    """An entry proved to stand in a signed tree. ``event`` (128) and ``salt`` (32) are None for an entry in clear."""

    entry: bytes
    index: int
    checkpoint: Checkpoint
    event: bytes | None
    salt: bytes | None


@dataclass(frozen=True)
class _Parts:
    extra: bytes | None
    index: int
    path: tuple[bytes, ...]
    checkpoint: str


def make_tlog_proof(
    index: int, path: Sequence[bytes], checkpoint: str, extra: tuple[bytes, bytes] | None = None
) -> str:
    """Return the proof as text. ``extra`` is (salt 32, event 128) for the commitment of an event, else None.

    ``path`` comes from ``inclusion_from`` for the size of that very checkpoint. Raises FormatError.
    """
    lines = [HEAD]
    if extra is not None:
        lines.append(f"{_EXTRA}{b64(extra[0] + extra[1])}")
    lines += [f"{_INDEX}{index}", *(b64(node) for node in path)]
    proof = "\n".join(lines) + "\n\n" + checkpoint
    _split(proof)
    return proof


def verify_tlog_proof(
    proof: str,
    root: Root,
    entry: bytes | None = None,
    witnesses: Sequence[str] = (),
    now: int = 0,
) -> ProvenEntry:
    """Verify that an entry stands in the log that an organisation's root names.

    ``entry``: the bytes expected there (a directory's); None for a commitment, whose salt and event the proof then
    must carry. ``witnesses`` and ``now`` as in ``verify_checkpoint``. Order: syntax (FormatError), checkpoint
    (FormatError, SignatureError), path (ProofError).
    """
    parts = _split(proof)
    if (parts.extra is None) == (entry is None):
        raise FormatError
    checkpoint = verify_checkpoint(parts.checkpoint, root, witnesses, now)
    salt = event = None
    if parts.extra is not None:
        salt, event = parts.extra[:SALT_BYTES], parts.extra[SALT_BYTES:]
        entry = commitment_entry(commit(salt, event))
    found = entry or b""
    verify_inclusion(leaf_hash(found), parts.index, checkpoint.size, parts.path, checkpoint.root)
    return ProvenEntry(found, parts.index, checkpoint, event, salt)


def _split(proof: str) -> _Parts:
    head, gap, checkpoint = proof.partition("\n\n")
    lines = head.split("\n")
    if not gap or lines.pop(0) != HEAD:
        raise FormatError
    extra = _extra(lines.pop(0)) if lines and lines[0].startswith(_EXTRA) else None
    if not lines or not lines[0].startswith(_INDEX):
        raise FormatError
    index = decimal(lines.pop(0).removeprefix(_INDEX))
    path = tuple(unb64(line) for line in lines)
    if any(len(node) != NODE_BYTES for node in path):
        raise FormatError
    return _Parts(extra, index, path, checkpoint)


def _extra(line: str) -> bytes:
    """Return salt || event; the event must be one."""
    extra = unb64(line.removeprefix(_EXTRA))
    if len(extra) != SALT_BYTES + EVENT_BYTES:
        raise FormatError
    event_parse(extra[SALT_BYTES:])
    return extra
