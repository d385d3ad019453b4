"""The server's side of a counsellor's vault: keyed hashes only, no password ever arrives (PROTOCOL 3.2).

The keys K_auth, K_share and K_fake are random 32-byte files outside the database and its backups; all
functions raise KeyMaterialError when given anything else.
"""

import hashlib
import secrets
from collections.abc import Sequence

from crypto.errors import KeyMaterialError, SignatureError
from crypto.primitives import KEY_BYTES, keyed_hash

SALT_BYTES = 16
KEY_CHECK_BYTES = 16


def auth_tag(k_auth: bytes, secret: bytes) -> bytes:
    """Return the 32 bytes stored instead of authSecret or recoveryAuth."""
    return keyed_hash(k_auth, secret)


def check(k_auth: bytes, secret: bytes, tag: bytes) -> None:
    """Compare in constant time; raise SignatureError when the secret is not the enrolled one."""
    if not secrets.compare_digest(auth_tag(k_auth, secret), tag):
        raise SignatureError


def server_share(k_share: bytes, account_id: bytes) -> bytes:
    """Return the 32-byte share without which a vault cannot be opened, given out after sign-in only."""
    return keyed_hash(k_share, account_id)


def fake_salt(k_fake: bytes, name: str) -> bytes:
    """Return a steady 16-byte salt for a name without account, so that asking tells nothing.

    The name has been normalised by the caller (NFC, trimmed, case-folded).
    """
    return keyed_hash(k_fake, name.encode("utf-8", "surrogatepass"))[:SALT_BYTES]


def key_check(keys: Sequence[bytes]) -> bytes:
    """Return 16 bytes that a database keeps to recognise its own key files, in a fixed order.

    The keys are uniformly random, so the check reveals nothing that helps to guess them.
    """
    if any(len(key) != KEY_BYTES for key in keys):
        raise KeyMaterialError
    # The person string separates this from every other use; it is no label of the protocol, as no client sees it.
    return hashlib.blake2b(b"".join(keys), digest_size=KEY_CHECK_BYTES, person=b"zegel-key-check").digest()
