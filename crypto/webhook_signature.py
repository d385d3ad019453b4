"""Signatures of webhooks, which say only that something changed (PROTOCOL 5.5, 10; standardwebhooks.com).

HMAC-SHA256 over ``id.timestamp.body`` under a secret that service and receiver share. The value goes beside the id
and the timestamp; several values, separated by a space, serve while a secret is being replaced.
"""

import hashlib
import hmac
import re
import secrets
from typing import Final

from crypto.encoding import b64
from crypto.errors import FormatError, KeyMaterialError, PolicyError, SignatureError

SECRET_BYTES: Final = 32
MAX_AGE_S: Final = 300
_VERSION: Final = "v1,"
# A full stop in an id could be taken for the one before the timestamp.
_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,64}\Z")
_TIMESTAMP_MAX: Final = 2**53 - 1


def new_secret() -> bytes:
    """Return 32 random bytes, one secret per receiver."""
    return secrets.token_bytes(SECRET_BYTES)


def sign(secret: bytes, id: str, timestamp: int, body: bytes) -> str:  # noqa: A002 - the name in PROTOCOL 10
    """Return ``v1,`` and the base64 of the MAC. ``timestamp``: seconds since 1970, UTC.

    Raises KeyMaterialError for a secret that has not 32 bytes; FormatError: an id that is not 1–64 letters, digits,
    ``_`` and ``-``, or a timestamp below 0 or above 2^53 - 1.
    """
    if len(secret) != SECRET_BYTES:
        raise KeyMaterialError
    if _ID.match(id) is None or not 0 <= timestamp <= _TIMESTAMP_MAX:
        raise FormatError
    signed = f"{id}.{timestamp}.".encode("ascii") + body
    return _VERSION + b64(hmac.digest(secret, signed, hashlib.sha256))


def verify(secret: bytes, id: str, timestamp: int, body: bytes, signature: str, now: int) -> None:  # noqa: A002 - PROTOCOL 10
    """Check a webhook on the receiver's side. Raises what ``sign`` raises, SignatureError, then PolicyError.

    PolicyError: more than 300 s old or ahead of ``now`` (seconds since 1970). The receiver remembers ids for that
    long, so that a repeated one counts once.
    """
    expected = sign(secret, id, timestamp, body).encode("ascii")
    given = [one.encode("utf-8", "replace") for one in signature.split(" ")]
    if not any(hmac.compare_digest(expected, one) for one in given):
        raise SignatureError
    if abs(now - timestamp) > MAX_AGE_S:
        raise PolicyError
