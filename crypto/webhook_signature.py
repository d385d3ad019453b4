"""Signatures of webhooks, which say only that something changed (PROTOCOL 5.5, 10; standardwebhooks.com, ``v1a``).

Ed25519 over ``id.timestamp.body`` as it stands, by a key that signs webhooks and nothing else. Each webhook has keys of
its own, derived from a seed of the installation, so that no table holds one; several values, separated by a space,
serve while a key is being replaced. The receiver knows public keys only and can forge nothing.
"""

import re
from collections.abc import Sequence
from typing import Final

from crypto.encoding import b64, unb64
from crypto.errors import FormatError, KeyMaterialError, PolicyError, SignatureError
from crypto.primitives import KEY_BYTES, SIGNATURE_BYTES, kdf, sign_public_key, sign_raw, verify_raw

WEBHOOK_ID_BYTES: Final = 16
MAX_AGE_S: Final = 300
PUBLIC_PREFIX: Final = "whpk_"
_VERSION: Final = "v1a,"
# A full stop in an id could be taken for the one before the timestamp.
_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,64}\Z")
_TIMESTAMP_MAX: Final = 2**53 - 1
_NUMBER_MAX: Final = 2**32 - 1


def key_seed(installation_seed: bytes, webhook_id: bytes, number: int) -> bytes:
    """Derive the seed (32) of a webhook's key; ``webhook_id``: 16 bytes, ``number`` counts its keys from 1.

    Raises KeyMaterialError for a seed that has not 32 bytes; FormatError for another id or number.
    """
    if len(webhook_id) != WEBHOOK_ID_BYTES or not 1 <= number <= _NUMBER_MAX:
        raise FormatError
    return kdf(installation_seed, "webhook", webhook_id + number.to_bytes(4, "big"))


def public_text(seed: bytes) -> str:
    """Return ``whpk_`` and the base64 of the public key (32). Raises KeyMaterialError for the seed."""
    return PUBLIC_PREFIX + b64(sign_public_key(seed))


def parse_public(text: str) -> bytes:
    """Return the 32 bytes of a public key. Raises FormatError."""
    key = unb64(text.removeprefix(PUBLIC_PREFIX)) if text.startswith(PUBLIC_PREFIX) else b""
    if len(key) != KEY_BYTES:
        raise FormatError
    return key


def sign(seeds: Sequence[bytes], id: str, timestamp: int, body: bytes) -> str:  # noqa: A002 - the name in PROTOCOL 10
    """Return ``v1a,`` and the base64 of the signature, once for each seed. ``timestamp``: seconds since 1970, UTC.

    Raises KeyMaterialError for no seed, or one that has not 32 bytes; FormatError: an id that is not 1–64 letters,
    digits, ``_`` and ``-``, or a timestamp below 0 or above 2^53 - 1.
    """
    if not seeds:
        raise KeyMaterialError
    signed = _signed(id, timestamp, body)
    return " ".join(_VERSION + b64(sign_raw(seed, signed)) for seed in seeds)


def verify(public_key: bytes, id: str, timestamp: int, body: bytes, signature: str, now: int) -> None:  # noqa: A002 - PROTOCOL 10
    """Check a webhook on the receiver's side. Raises FormatError as ``sign``, SignatureError, then PolicyError.

    PolicyError: more than 300 s old or ahead of ``now`` (seconds since 1970). The receiver remembers ids, so that one
    that comes again counts once.
    """
    signed = _signed(id, timestamp, body)
    if not any(_holds(public_key, signed, one) for one in signature.split(" ")):
        raise SignatureError
    if abs(now - timestamp) > MAX_AGE_S:
        raise PolicyError


def _signed(id: str, timestamp: int, body: bytes) -> bytes:  # noqa: A002 - PROTOCOL 10
    if _ID.match(id) is None or not 0 <= timestamp <= _TIMESTAMP_MAX:
        raise FormatError
    return f"{id}.{timestamp}.".encode("ascii") + body


def _holds(public_key: bytes, signed: bytes, value: str) -> bool:
    if not value.startswith(_VERSION):
        return False
    try:
        given = unb64(value.removeprefix(_VERSION))
        if len(given) != SIGNATURE_BYTES:
            return False
        verify_raw(public_key, signed, given)
    except (FormatError, SignatureError):
        return False
    return True
