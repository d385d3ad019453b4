"""Key records WBK1 (176 bytes): who may hold a case, signed by themselves (PROTOCOL 3.2).

A record binds a long-lived Ed25519 identity to one X25519 box key of one epoch, with a role, a validity and
the hash of the display name. The name itself travels beside it, in the directory.
"""

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from crypto.encoding import Reader, u8, u16, u32, utf8
from crypto.errors import FormatError, PolicyError
from crypto.primitives import box_public_key, hash_, kid_box, kid_sign, sign, sign_public_key, verify

MAGIC: Final = b"WBK1"
RECORD_BYTES: Final = 176
_SIGNED_BYTES: Final = 112
VALIDITY_MAX_DAYS: Final = 400

# No control characters and no semicolon in the name part; 80 code points; role words in this order only.
_ROLE_WORDS: Final = re.compile(
    r"[^;\x00-\x1f\x7f-\x9f]{1,80}; (?:internal|external); (?:OO|IS|OO\+IS)\Z",
)


class Role(IntEnum):
    """What a key holder is. Auditors never receive anything."""

    COUNSELLOR = 1
    INTEGRITY_COUNSELLOR = 2
    AUTHORITY = 3
    AUDITOR = 4
    CASE_OFFICER = 5
    HELPER = 6


@dataclass(frozen=True)
class KeyRecord:
    """A verified WBK1. ``name`` is None when the record was verified without one."""

    raw: bytes
    role: Role
    epoch: int
    not_before: int
    not_after: int
    id_pk: bytes
    box_pk: bytes
    kid_box: bytes
    kid_sign: bytes
    name: str | None = None

    def is_valid_on(self, day: int) -> bool:
        """Say whether the day lies within the validity, both ends included."""
        return self.not_before <= day <= self.not_after


def make_record(
    role: int,
    epoch: int,
    not_before: int,
    not_after: int,
    id_seed: bytes,
    box_seed: bytes,
    name: str,
) -> bytes:
    """Make and sign a WBK1 (176 bytes) from two 32-byte seeds. Days are civil days.

    Raises what ``verify_record`` would raise for the result, and KeyMaterialError for a wrong seed.
    """
    body = b"".join(
        (
            MAGIC,
            u8(role),
            b"\x00",
            u16(epoch),
            u32(not_before),
            u32(not_after),
            sign_public_key(id_seed),
            box_public_key(box_seed),
            name_hash(name),
        )
    )
    record = body + sign(id_seed, "keyrec", body)
    verify_record(record, name)
    return record


def verify_record(raw: bytes, name: str | None = None, today: int | None = None) -> KeyRecord:
    """Check a WBK1 in the order of PROTOCOL 3.2 and return it.

    FormatError: shape, role, epoch, dates. SignatureError: not signed by its own identity key.
    PolicyError: another name, wrong role words (with a name); outside its validity (with a day).
    """
    record = _parse(raw, name)
    verify(record.id_pk, "keyrec", raw[:_SIGNED_BYTES], raw[_SIGNED_BYTES:])
    if name is not None:
        if name_hash(name) != raw[80:_SIGNED_BYTES]:
            raise PolicyError
        check_role_words(record.role, name)
    if today is not None and not record.is_valid_on(today):
        raise PolicyError
    return record


def check_role_words(role: int, name: str) -> None:
    """For roles 1 and 2 insist on ``Name; internal|external; OO|IS|OO+IS``. Raises PolicyError."""
    if role in {Role.COUNSELLOR, Role.INTEGRITY_COUNSELLOR} and _ROLE_WORDS.match(name) is None:
        raise PolicyError


def name_hash(name: str) -> bytes:
    """Return H("name", utf8 name), 32 bytes. A text that is no valid Unicode is FormatError."""
    return hash_("name", utf8(name))


def _parse(raw: bytes, name: str | None) -> KeyRecord:
    """Read the shape alone; nothing returned here is trusted before the signature was checked."""
    if len(raw) != RECORD_BYTES:
        raise FormatError
    fields = Reader(raw).expect(MAGIC)
    role = fields.u8()
    fields.expect(b"\x00")
    epoch, not_before, not_after = fields.u16(), fields.u32(), fields.u32()
    id_pk, box_pk = fields.take(32), fields.take(32)
    if not 1 <= role <= Role.HELPER or epoch < 1:
        raise FormatError
    if not 0 <= not_after - not_before <= VALIDITY_MAX_DAYS:
        raise FormatError
    return KeyRecord(
        raw=bytes(raw),
        role=Role(role),
        epoch=epoch,
        not_before=not_before,
        not_after=not_after,
        id_pk=id_pk,
        box_pk=box_pk,
        kid_box=kid_box(box_pk),
        kid_sign=kid_sign(id_pk),
        name=name,
    )
