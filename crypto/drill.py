"""Drills WBO1: a sealed question that only the holder of a box key can answer (PROTOCOL 7.8). Client half.

    make(org_id, box_pk, month) -> Drill(sealed 120, kept 32)     where the drills are made
    open_(sealed, keys, org_id, month) -> answer 32               at the counsellor's

What comes out of the box never leaves the one who opens it: it must be a drill for exactly this organisation, key and
month, and the answer is a hash over all of it under a label of its own. So a service that slips in a stanza of an
envelope learns nothing about the content key in it.
"""

import secrets
from dataclasses import dataclass
from typing import Final

from crypto.boxes import BoxKeys, box_open, box_seal_fixed
from crypto.drill_check import SEALED_BYTES, kept_hash, month_parse
from crypto.encoding import u8, u16
from crypto.errors import FormatError, KeyMaterialError, PayloadError, PolicyError
from crypto.primitives import hash_, kid_box

MAGIC: Final = b"WBO1"
SECRET_BYTES: Final = 32
_CONTEXT_BYTES: Final = 40
_ID_BYTES: Final = 16


@dataclass(frozen=True)
class Drill:
    """A sealed drill (120 bytes) and what the service keeps of its answer (32 bytes). The answer is forgotten."""

    sealed: bytes
    kept: bytes


def make(org_id: bytes, box_pk: bytes, month: str) -> Drill:
    """Seal a drill of one month (``YYYY-MM``) to an X25519 public key.

    Raises FormatError for the organisation or the month, KeyMaterialError for the key.
    """
    return make_fixed(org_id, box_pk, month, secrets.token_bytes(SECRET_BYTES), secrets.token_bytes(SECRET_BYTES))


def make_fixed(org_id: bytes, box_pk: bytes, month: str, secret: bytes, esk: bytes) -> Drill:
    """Seal a drill with a given secret and ephemeral key (32 bytes each): for vectors only; errors as ``make``."""
    if len(secret) != SECRET_BYTES:
        raise KeyMaterialError
    plain = _context(org_id, kid_box(box_pk), month) + secret
    return Drill(box_seal_fixed(plain, box_pk, esk), kept_hash(hash_("drill", plain)))


def open_(sealed: bytes, keys: BoxKeys, org_id: bytes, month: str) -> bytes:
    """Open a drill and return its answer, 32 bytes; organisation and month come from the one who opens.

    FormatError: not 120 bytes, or no month; DecryptError: not sealed to this key; PayloadError: no drill inside;
    PolicyError: a drill of another organisation, key or month.
    """
    if len(sealed) != SEALED_BYTES:
        raise FormatError
    expected = _context(org_id, keys.kid, month)
    plain = box_open(sealed, keys)
    if plain[:4] != MAGIC or plain[7:8] != b"\x00":
        raise PayloadError
    if plain[:_CONTEXT_BYTES] != expected:
        raise PolicyError
    return hash_("drill", plain)


def _context(org_id: bytes, kid: bytes, month: str) -> bytes:
    """Return the first 40 bytes: magic, month, zero, organisation, key."""
    if len(org_id) != _ID_BYTES:
        raise FormatError
    year, month_of_year = month_parse(month)
    return MAGIC + u16(year) + u8(month_of_year) + b"\x00" + org_id + kid
