"""Public keys of authorities' own systems: Ed25519 as a JWK, named by its thumbprint (RFC 8037, RFC 7638).

The key signs assertions and nothing else; it is another one than the identity key that signs statements (PROTOCOL 5.5).
"""

import base64
import binascii
import hashlib
from collections.abc import Mapping
from typing import Final

from crypto.errors import FormatError

KEY_BYTES: Final = 32


def parse_jwk(document: Mapping[str, object]) -> bytes:
    """Return the 32 bytes of a public Ed25519 JWK. Raises FormatError: another kind, or a private one."""
    if (document.get("kty"), document.get("crv")) != ("OKP", "Ed25519") or "d" in document:
        raise FormatError
    key = unb64url(document.get("x"))
    if len(key) != KEY_BYTES:
        raise FormatError
    return key


def jwk_of(key: bytes) -> dict[str, str]:
    """Return the public JWK of 32 bytes, with its thumbprint as `kid`. Raises FormatError for another length."""
    return {"crv": "Ed25519", "kid": b64url(thumbprint(key)), "kty": "OKP", "x": b64url(key)}


def thumbprint(key: bytes) -> bytes:
    """Return the 32 bytes by which a key is known (RFC 7638, SHA-256). Raises FormatError for another length."""
    if len(key) != KEY_BYTES:
        raise FormatError
    return hashlib.sha256(f'{{"crv":"Ed25519","kty":"OKP","x":"{b64url(key)}"}}'.encode()).digest()


def b64url(data: bytes) -> str:
    """Write base64url without padding (RFC 7515)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64url(text: object) -> bytes:
    """Read base64url without padding, in its one spelling. Raises FormatError."""
    if not isinstance(text, str):
        raise FormatError
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        raise FormatError from None
    if b64url(data) != text:
        raise FormatError
    return data
