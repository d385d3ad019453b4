"""Checkpoints: the log's signed word on how long it is and what stands in it (PROTOCOL 6.4; C2SP tlog-checkpoint).

The text is ``origin LF size LF base64 root LF``; the origin is the name of the log key. Cosignatures of witnesses
are optional: they count only under a root with a quorum above 0.

    make_checkpoint(size, root, signer, signed=None, path=()) -> str
    verify_checkpoint(note, root, witnesses=(), now=0) -> Checkpoint(size, root, origin)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from crypto.encoding import b64, decimal, unb64, utf8
from crypto.errors import FormatError, SignatureError
from crypto.note import COSIGNATURE, SignedText, Signer, VerifierKey, sign_note, signed_by, split_note
from crypto.primitives import verify_raw
from crypto.root import Root
from crypto.tree import verify_consistency
from crypto.tree_nodes import NODE_BYTES

COSIGNATURE_MAX_AGE_S: Final = 72 * 3600
_TIME_BYTES: Final = 8


@dataclass(frozen=True)
class Checkpoint:
    """A tree of ``size`` leaves with this root hash (32), as the log named by ``origin`` signed it."""

    size: int
    root: bytes
    origin: str


def make_checkpoint(
    size: int,
    root: bytes,
    signer: Signer,
    signed: Checkpoint | None = None,
    path: Sequence[bytes] = (),
) -> str:
    """Sign the tree of ``size`` leaves with the log key, and return the note.

    ``signed`` is what this signer signed last, kept apart from the tree; ``path`` proves that the new tree begins
    with it (``consistency_from``). Raises ProofError when it does not, FormatError for what no checkpoint holds.
    """
    text = f"{signer.name}\n{size}\n{b64(root)}\n"
    _parse(text)
    if signed is not None and signed.size:
        verify_consistency(signed.size, size, signed.root, root, path)
    return sign_note(text, (signer,))


def verify_checkpoint(note: str, root: Root, witnesses: Sequence[str] = (), now: int = 0) -> Checkpoint:
    """Verify a checkpoint of the log that an organisation's root names.

    ``witnesses``: verifier keys (text) that come with this client. ``now``: seconds since 1970, UTC; both are read
    only when the root asks for a quorum. Raises FormatError: note, origin, size, root hash. SignatureError: not
    signed by the log key, a bad signature, or fewer cosignatures than the quorum that are at most 72 h old.
    """
    signed = split_note(note)
    if not signed_by(signed, (root.log,)):
        raise SignatureError
    checkpoint = _parse(signed.text)
    if checkpoint.origin != root.log.name:
        raise FormatError
    if root.quorum:
        known = [witness for witness in root.witnesses if witness.text in witnesses]
        if sum(_has_cosigned(signed, witness, now) for witness in known) < root.quorum:
            raise SignatureError
    return checkpoint


def _has_cosigned(signed: SignedText, witness: VerifierKey, now: int) -> bool:
    """Say whether a witness signed text and time at most 72 h ago; a bad signature of its is fatal."""
    fresh = False
    for name, key_id, blob in signed.signatures:
        if (name, key_id, witness.kind) != (witness.name, witness.key_id, COSIGNATURE):
            continue
        seconds = int.from_bytes(blob[:_TIME_BYTES], "big")
        text = f"cosignature/v1\ntime {seconds}\n{signed.text}"
        verify_raw(witness.public_key, utf8(text), blob[_TIME_BYTES:])
        fresh = fresh or now - seconds <= COSIGNATURE_MAX_AGE_S
    return fresh


def _parse(text: str) -> Checkpoint:
    lines = text.split("\n")
    if len(lines) != 4 or lines[3] or not lines[0]:
        raise FormatError
    root = unb64(lines[2])
    if len(root) != NODE_BYTES:
        raise FormatError
    return Checkpoint(decimal(lines[1]), root, lines[0])
