"""What stands in the public log: events as salted commitments, directory versions, fillers (PROTOCOL 6.3, 6.4).

WBV1 (128 bytes) tells one event of a case. Only its commitment is public; salt and event live in the database and
with the parties, and deleting the salt leaves a leaf that nobody can open.
"""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from struct import Struct
from typing import Final

from crypto.encoding import u8, u32
from crypto.errors import FormatError
from crypto.primitives import label

EVENT_MAGIC: Final = b"WBV1"
_EVENT: Final = Struct(">4s4B16s16sI16s32sI32s")
EVENT_BYTES: Final = _EVENT.size
"""Of a WBV1: 128."""
SALT_BYTES: Final = 32
COMMITMENT_MAGIC: Final = b"WBL1"
DIRECTORY_MAGIC: Final = b"WBD1"
BATCH_MIN: Final = 16
SERVICE: Final = bytes(16)
"""The actor of what the service itself did."""
NO_HASH: Final = bytes(32)
_SPACE_MAX: Final = 15
_TRACK_MAX: Final = 4


class EventType(IntEnum):
    """What happened. ``detail`` says which duty was missed, which purpose consented to, why a report was dismissed."""

    RECEIVED = 1
    ASSIGNED = 2
    ACK = 3
    FEEDBACK = 4
    DEADLINE_MISSED = 5
    CONSENT = 6
    HANDOVER = 7
    ROUTED_EXTERNAL = 8
    EXTERNAL_ACK = 9
    EXTERNAL_FEEDBACK = 10
    CONTEST = 11
    CLOSED = 12
    DELETED = 13
    UNABLE = 14
    TRACK = 15
    CONDITIONAL_STORED = 16
    DISPUTE = 17
    EXTENDED = 18
    DISMISSED = 19


_PURPOSES: Final = frozenset({1, 2, 3, 4, 5, 6, 7})
_DUTIES: Final = frozenset({0, 2, 3})
_NONE: Final = frozenset({0})
_DETAILS: Final[Mapping[EventType, frozenset[int]]] = {
    EventType.DEADLINE_MISSED: _DUTIES,
    EventType.CONSENT: _PURPOSES | {127},
    EventType.HANDOVER: _PURPOSES | _NONE,
    EventType.ROUTED_EXTERNAL: _PURPOSES | _NONE,
    EventType.CONDITIONAL_STORED: _DUTIES,
    EventType.DISMISSED: frozenset({1, 2, 3, 4, 5}),
}


@dataclass(frozen=True)
class Event:
    """A WBV1 taken apart. Days are civil; ``due`` is the nominal limit or 0; ``actor`` a kid_sign, zeros the service.

    ``ref`` is the hash of the envelope, statement or record it speaks of; ``prev`` the commitment of the case's
    previous event, zeros for the first.
    """

    type: EventType
    detail: int
    track: int
    space: int
    org_id: bytes
    case_id: bytes
    day: int
    actor: bytes
    ref: bytes
    due: int
    prev: bytes


def event_make(
    type: EventType,  # noqa: A002 - the field's name in PROTOCOL 6.3
    track: int,
    space: int,
    org_id: bytes,
    case_id: bytes,
    day: int,
    *,
    detail: int = 0,
    actor: bytes = SERVICE,
    ref: bytes = NO_HASH,
    due: int = 0,
    prev: bytes = NO_HASH,
) -> bytes:
    """Return a WBV1 (128 bytes). Raises FormatError: a field of another size or range, a detail it cannot have."""
    raw = b"".join(
        (
            EVENT_MAGIC,
            *(u8(value) for value in (type, detail, track, space)),
            *(org_id, case_id, u32(day), actor, ref, u32(due), prev),
        )
    )
    event = event_parse(raw)
    # Equal sums of wrong lengths would shift the fields.
    given = (org_id, case_id, actor, ref, prev)
    if given != (event.org_id, event.case_id, event.actor, event.ref, event.prev):
        raise FormatError
    if detail not in _DETAILS.get(event.type, _NONE):
        raise FormatError
    return raw


def event_parse(raw: bytes) -> Event:
    """Read a WBV1: length, magic, type 1–19, track 1–4, space 0–15, else FormatError. Nothing is proved by it.

    ``detail`` is read as it stands: what it may mean belongs to the event's type and to later stages.
    """
    if len(raw) != EVENT_BYTES:
        raise FormatError
    magic, kind, detail, track, space, *rest = _EVENT.unpack(raw)
    if magic != EVENT_MAGIC or not EventType.RECEIVED <= kind <= EventType.DISMISSED:
        raise FormatError
    if not 1 <= track <= _TRACK_MAX or space > _SPACE_MAX:
        raise FormatError
    return Event(EventType(kind), detail, track, space, *rest)


def new_salt() -> bytes:
    """Return 32 random bytes, one salt per event."""
    return secrets.token_bytes(SALT_BYTES)


def commit(salt: bytes, event: bytes) -> bytes:
    """Return SHA-256(L("log-commit") || salt || event), 32 bytes. Raises FormatError for another length of either."""
    if len(salt) != SALT_BYTES or len(event) != EVENT_BYTES:
        raise FormatError
    return hashlib.sha256(label("log-commit") + salt + event).digest()


def commitment_entry(commitment: bytes) -> bytes:
    """Return the log entry ``"WBL1" || commitment`` (36 bytes). Raises FormatError for another length."""
    if len(commitment) != 32:
        raise FormatError
    return COMMITMENT_MAGIC + commitment


def directory_entry(org_id: bytes, version: int, dir_hash: bytes) -> bytes:
    """Return the log entry ``"WBD1" || org_id || version u32 || dir_hash`` (56 bytes), public in clear (3.3).

    Raises FormatError for another length, or a version outside 32 bits.
    """
    if len(org_id) != 16 or len(dir_hash) != 32:
        raise FormatError
    return DIRECTORY_MAGIC + org_id + u32(version) + dir_hash


def batch_size(n: int) -> int:
    """Return how many entries a batch of n has with its fillers: the next power of two, at least 16 (6.4).

    Raises FormatError for a negative number.
    """
    if n < 0:
        raise FormatError
    return max(BATCH_MIN, 1 << max(n - 1, 0).bit_length())


def fill_batch(entries: Sequence[bytes]) -> tuple[bytes, ...]:
    """Return the entries with random fillers up to ``batch_size``, in an order that only chance knows.

    A filler is ``"WBL1" || random(32)``: nobody can tell it from the commitment of an event.
    """
    fillers = [COMMITMENT_MAGIC + secrets.token_bytes(32) for _ in range(batch_size(len(entries)) - len(entries))]
    batch = [*entries, *fillers]
    secrets.SystemRandom().shuffle(batch)
    return tuple(batch)
