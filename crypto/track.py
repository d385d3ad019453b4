"""The route of a report, and the reporter's signed change of it: WBG1 (PROTOCOL 3.1).

Only the reporter changes the track, and never back to advice. ``TRACK_NAMES`` are the words of receipts.

    sign_track(track, seq, org_id, case_id, ref, day, seed) -> bytes144
    verify_track(raw, sign_pk, org_id, case_id, current, last_seq) -> TrackChange
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from crypto.encoding import Reader, u8, u32
from crypto.errors import FormatError, PolicyError
from crypto.primitives import hash_, sign, verify

MAGIC: Final = b"WBG1"
CHANGE_BYTES: Final = 144
_SIGNED_BYTES: Final = 80


class Track(IntEnum):
    """The four routes. SPARREN is advice: no clock and no register. EXTERN goes to an authority at once."""

    SPARREN = 1
    MELDING = 2
    KLACHT = 3
    EXTERN = 4


TRACK_NAMES: Final = {track: track.name.lower() for track in Track}


@dataclass(frozen=True)
class TrackChange:
    """A verified WBG1. ``hash`` (32) is the subject of its receipt; ``ref`` an env_hash or zeros; day is civil."""

    raw: bytes
    track: Track
    seq: int
    org_id: bytes
    case_id: bytes
    ref: bytes
    day: int
    hash: bytes


def sign_track(track: int, seq: int, org_id: bytes, case_id: bytes, ref: bytes, day: int, seed: bytes) -> bytes:
    """Make and sign a WBG1 (144 bytes) with the reporter's 32-byte Ed25519 seed.

    ``seq`` counts the changes of this case from 1. Raises FormatError, KeyMaterialError for the seed.
    """
    body = b"".join((MAGIC, u8(track), u8(seq), bytes(2), org_id, case_id, ref, u32(day), u32(0)))
    raw = body + sign(seed, "track", body)
    _parse(raw)
    return raw


def verify_track(
    raw: bytes,
    sign_pk: bytes,
    org_id: bytes,
    case_id: bytes,
    current: int,
    last_seq: int,
) -> TrackChange:
    """Check a change against the case: shape (FormatError), then PolicyError, then SignatureError.

    ``current`` is the case's track, ``last_seq`` the seq of its last change (0: none yet). PolicyError: another
    organisation or case, a gap or repetition in seq, the same track, or back to advice.
    """
    change = _parse(raw)
    if change.org_id != org_id or change.case_id != case_id or change.seq != last_seq + 1:
        raise PolicyError
    if change.track in {current, Track.SPARREN}:
        raise PolicyError
    verify(sign_pk, "track", raw[:_SIGNED_BYTES], raw[_SIGNED_BYTES:])
    return change


def _parse(raw: bytes) -> TrackChange:
    """Read the shape; nothing here is trusted before the signature was checked."""
    if len(raw) != CHANGE_BYTES:
        raise FormatError
    fields = Reader(raw).expect(MAGIC)
    track, seq = fields.u8(), fields.u8()
    fields.expect(bytes(2))
    org_id, case_id, ref = fields.take(16), fields.take(16), fields.take(32)
    day = fields.u32()
    fields.expect(bytes(4))
    if not Track.SPARREN <= track <= Track.EXTERN or seq == 0:
        raise FormatError
    return TrackChange(bytes(raw), Track(track), seq, org_id, case_id, ref, day, hash_("track", raw))
