"""The plaintext WBP1 inside an envelope: layout and rules, no keys (PROTOCOL 4.3). Client half.

Sealing and opening obey the same rules, so that nothing is sealed that the other side will refuse.
"""

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

from crypto.encoding import Reader, u8, u32
from crypto.errors import FormatError, PayloadError
from crypto.padding import pad_len
from crypto.primitives import SIGNATURE_BYTES, hash_

MAGIC: Final = b"WBP1"
FIXED_BYTES: Final = 180
BODY_MAX_BYTES: Final = 262_144
ACK_NONE: Final = 0xFFFF_FFFF
NO_HASH: Final = bytes(32)
FLAG_SEALED_BY_SERVER: Final = 1
FLAG_NO_SELF_COPY: Final = 2
_FLAGS_MAX: Final = 3
_TRACK_MAX: Final = 4


class MessageType(IntEnum):
    """What a message is. Identity details go only into type 10, so that they can be left out later."""

    REPORT = 1
    MESSAGE = 2
    STATUS = 3
    ACKNOWLEDGEMENT = 4
    FEEDBACK = 5
    HAND_OVER_OFFER = 6
    CONSENT = 7
    CONTEST = 8
    EXTERNAL_REFERENCE = 9
    IDENTITY = 10


@dataclass(frozen=True)
class Message:
    """What somebody wants to say. Days are civil; hashes are env_hash values (32), zeros for none.

    prev: the previous envelope in this (case, space, direction). ack_index, ack_hash: the newest envelope
    seen from the other side, ACK_NONE and zeros for none. dir_hash: the directory the sender went by.
    body: UTF-8 JSON; it stays out of ``repr``.
    """

    type: int
    day: int
    dir_hash: bytes
    body: bytes = field(repr=False)
    track: int = 0
    flags: int = 0
    prev: bytes = NO_HASH
    ack_index: int = ACK_NONE
    ack_hash: bytes = NO_HASH


@dataclass(frozen=True)
class Plaintext:
    """A WBP1 taken apart: message, the sender's two public keys, what was signed, and the signature."""

    message: Message
    sign_pk: bytes
    box_pk: bytes
    signed: bytes = field(repr=False)
    signature: bytes = field(repr=False)


def encode(message: Message, sign_pk: bytes, box_pk: bytes) -> bytes:
    """Return bytes 0 .. 180+body_len, the part that is signed. PayloadError for what no message may hold."""
    _check_rules(message.type, message.flags, message.track, len(message.body))
    hashes = (message.prev, message.ack_hash, message.dir_hash, sign_pk, box_pk)
    if any(len(value) != 32 for value in hashes):
        raise PayloadError
    try:
        return b"".join(
            (
                MAGIC,
                u8(message.type),
                u8(message.flags),
                u8(message.track),
                b"\x00",
                u32(message.day),
                sign_pk,
                box_pk,
                message.prev,
                u32(message.ack_index),
                message.ack_hash,
                message.dir_hash,
                u32(len(message.body)),
                message.body,
            )
        )
    except FormatError:
        raise PayloadError from None


def signature_message(ctx: bytes, kids: tuple[bytes, ...], signed: bytes) -> bytes:
    """Return what a sender signs: context, recipient set, plaintext (4.3)."""
    return ctx + hash_("recips", b"".join(kids)) + signed


def decode(padded: bytes) -> Plaintext:
    """Take a padded WBP1 apart (step 5 of 4.4). Everything that is not exactly right is PayloadError."""
    try:
        return _decode(padded)
    except FormatError:
        raise PayloadError from None


def _decode(padded: bytes) -> Plaintext:
    fields = Reader(padded).expect(MAGIC)
    kind, flags, track = fields.u8(), fields.u8(), fields.u8()
    fields.expect(b"\x00")
    day, sign_pk, box_pk, prev = fields.u32(), fields.take(32), fields.take(32), fields.take(32)
    ack_index, ack_hash, dir_hash = fields.u32(), fields.take(32), fields.take(32)
    body_len = fields.u32()
    _check_rules(kind, flags, track, body_len)
    end = FIXED_BYTES + body_len + SIGNATURE_BYTES
    if len(padded) != pad_len(end) or any(padded[end:]):
        raise PayloadError
    message = Message(kind, day, dir_hash, fields.take(body_len), track, flags, prev, ack_index, ack_hash)
    return Plaintext(message, sign_pk, box_pk, padded[: FIXED_BYTES + body_len], fields.take(SIGNATURE_BYTES))


def _check_rules(kind: int, flags: int, track: int, body_len: int) -> None:
    """Known type, known flags, a track in reports and nowhere else, a body within the limit."""
    if not MessageType.REPORT <= kind <= MessageType.IDENTITY or not 0 <= flags <= _FLAGS_MAX:
        raise PayloadError
    if not (1 <= track <= _TRACK_MAX if kind == MessageType.REPORT else track == 0):
        raise PayloadError
    if body_len > BODY_MAX_BYTES:
        raise PayloadError
