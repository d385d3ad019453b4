"""Bearer tokens of the service: 32 random bytes, of which only the hash is kept (PROTOCOL 3.1)."""

import hashlib
import secrets

from crypto.errors import FormatError

TOKEN_BYTES = 32


def issue() -> tuple[bytes, bytes]:
    """Return (token, hash), 32 bytes each. The token goes out once; the hash is what is stored."""
    token = secrets.token_bytes(TOKEN_BYTES)
    return token, hash_of(token)


def hash_of(token: bytes) -> bytes:
    """Return the 32-byte hash under which a token is known. Raises FormatError for another length."""
    if len(token) != TOKEN_BYTES:
        raise FormatError
    # Plain SHA-256 is enough: a token has 256 bits of entropy, nothing can be guessed.
    return hashlib.sha256(token).digest()
