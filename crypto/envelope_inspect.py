"""The outside of a sealed envelope WBE1 and the context it belongs to (PROTOCOL 4.1, 4.2, 4.4 step 1).

Lengths, key ids and a hash: no secrets, nothing that opens. The service sees no more than this.
"""

from dataclasses import dataclass
from typing import Final, Self

from crypto.encoding import Reader, u8, u32
from crypto.errors import FormatError
from crypto.primitives import hash_

MAGIC: Final = b"WBE1"
SUITE: Final = 0x01
STANZA_BYTES: Final = 96
STANZAS_MAX: Final = 16
CT_LEN_MIN: Final = 4_112
# 8 header, 32 commitment, 24 nonce, 4 length: everything but stanzas and ciphertext.
FIXED_BYTES: Final = 68
_CONTEXT_MAGIC: Final = b"WBC1"

FROM_REPORTER, FROM_RECIPIENT, NOTE_TO_SELF = 0, 1, 2
SPACE_COUNSELLOR, SPACE_ORGANISATION, SPACE_AUTHORITY_FIRST, SPACE_MAX = 0, 1, 2, 15


@dataclass(frozen=True)
class Context:
    """Where an envelope belongs (42 bytes when encoded, never transmitted inside it).

    direction: 0 reporter to recipient, 1 recipient to reporter, 2 recipient's note to self.
    space: 0 counsellor, 1 organisation, 2-15 authorities. index counts from 0 in (case, space, direction).
    """

    org_id: bytes
    case_id: bytes
    direction: int
    space: int
    index: int

    def __post_init__(self) -> None:
        """Refuse what has no encoding."""
        if len(self.org_id) != 16 or len(self.case_id) != 16:
            raise FormatError
        if not 0 <= self.direction <= NOTE_TO_SELF or not 0 <= self.space <= SPACE_MAX:
            raise FormatError
        if not 0 <= self.index < 2**32:
            raise FormatError

    def encode(self) -> bytes:
        """Return the 42 bytes that are authenticated with the envelope."""
        return b"".join(
            (
                _CONTEXT_MAGIC,
                self.org_id,
                self.case_id,
                u8(self.direction),
                u8(self.space),
                u32(self.index),
            )
        )

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Read 42 bytes. Raises FormatError."""
        fields = Reader(data).expect(_CONTEXT_MAGIC)
        context = cls(fields.take(16), fields.take(16), fields.u8(), fields.u8(), fields.u32())
        fields.done()
        return context


@dataclass(frozen=True)
class EnvelopeInfo:
    """What can be seen of an envelope: recipients' 16-byte key ids in order, sizes in bytes, H("env")."""

    kids: tuple[bytes, ...]
    ct_len: int
    length: int
    env_hash: bytes


def inspect(env: bytes) -> EnvelopeInfo:
    """Check the shape completely (step 1 of 4.4) and return what it shows. Raises FormatError."""
    fields = Reader(env).expect(MAGIC).expect(u8(SUITE))
    count = fields.u8()
    fields.expect(b"\x00\x00")
    if not 1 <= count <= STANZAS_MAX:
        raise FormatError
    kids = tuple(fields.take(STANZA_BYTES)[:16] for _ in range(count))
    fields.take(32 + 24)
    ct_len = fields.u32()
    if ct_len < CT_LEN_MIN:
        raise FormatError
    fields.take(ct_len)
    fields.done()
    if len(set(kids)) != count:
        raise FormatError
    return EnvelopeInfo(kids, ct_len, len(env), env_hash(env))


def env_hash(env: bytes) -> bytes:
    """Return H("env", envelope), 32 bytes: the name by which later messages and statements refer to it."""
    return hash_("env", env)
