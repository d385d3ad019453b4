"""Sealed boxes, authenticated encryption and Argon2id (PROTOCOL 2.1). Client half: the web service never has this.

The only caller of Argon2id. libsodium's many ways of failing are mapped to one named failure each (2.3.5).
"""

import hashlib
import secrets
from dataclasses import dataclass, field
from enum import Enum
from typing import Final, Self

from nacl import bindings, exceptions
from nacl.pwhash import argon2id as sodium_argon2id

from crypto.errors import DecryptError, KeyMaterialError
from crypto.primitives import kid_box

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 24
TAG_BYTES: Final = 16
SALT_BYTES: Final = 16
SEAL_OVERHEAD: Final = 48


class Argon2Profile(Enum):
    """The two fixed cost settings, (passes, KiB). Nobody can ask for cheaper ones."""

    REPORTER = (2, 19_456)
    VAULT = (3, 65_536)


@dataclass(frozen=True)
class BoxKeys:
    """An X25519 key pair. The secret half stays out of ``repr``."""

    box_pk: bytes
    box_sk: bytes = field(repr=False)

    @classmethod
    def from_seed(cls, seed: bytes) -> Self:
        """Derive the pair from a 32-byte seed (secret = SHA-512(seed)[0:32]). Raises KeyMaterialError."""
        if len(seed) != KEY_BYTES:
            raise KeyMaterialError
        public, secret = bindings.crypto_box_seed_keypair(seed)
        return cls(bytes(public), bytes(secret))

    @property
    def kid(self) -> bytes:
        """Return the 16-byte key id that stands in a stanza."""
        return kid_box(self.box_pk)


def box_seal(message: bytes, pk: bytes) -> bytes:
    """Seal to an X25519 public key with a fresh ephemeral key; 48 bytes longer than the message.

    Raises KeyMaterialError for a public key of another length or of low order.
    """
    return box_seal_fixed(message, pk, secrets.token_bytes(KEY_BYTES))


def box_seal_fixed(message: bytes, pk: bytes, esk: bytes) -> bytes:
    """Seal with a given ephemeral secret key: crypto_box_seal spelled out, so that vectors bind every step.

    Outside of vectors always use ``box_seal``: a repeated ephemeral key to one recipient repeats the nonce.
    """
    if len(pk) != KEY_BYTES or len(esk) != KEY_BYTES:
        raise KeyMaterialError
    epk = bindings.crypto_scalarmult_base(esk)
    nonce = hashlib.blake2b(epk + pk, digest_size=NONCE_BYTES).digest()
    try:
        return bytes(epk + bindings.crypto_box_easy(message, nonce, pk, esk))
    except (exceptions.CryptoError, RuntimeError):
        # Low-order keys raise RuntimeError; a "shared" secret of zeros would be everybody's.
        raise KeyMaterialError from None


def box_open(sealed: bytes, keys: BoxKeys) -> bytes:
    """Open a sealed box. Whatever is wrong with it: DecryptError."""
    try:
        return bytes(bindings.crypto_box_seal_open(sealed, keys.box_pk, keys.box_sk))
    except (exceptions.CryptoError, RuntimeError, ValueError, TypeError):
        raise DecryptError from None


def aead_seal(key: bytes, nonce: bytes, message: bytes, aad: bytes) -> bytes:
    """Encrypt with XChaCha20-Poly1305: key 32, nonce 24, 16 bytes longer. Raises KeyMaterialError."""
    _check_aead(key, nonce)
    return bytes(bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(message, aad, nonce, key))


def aead_open(key: bytes, nonce: bytes, ciphertext: bytes, aad: bytes) -> bytes:
    """Decrypt with XChaCha20-Poly1305; nothing is released unless the tag holds. DecryptError, KeyMaterialError."""
    _check_aead(key, nonce)
    try:
        return bytes(bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(ciphertext, aad, nonce, key))
    except (exceptions.CryptoError, ValueError):
        raise DecryptError from None


def argon2id(password: bytes, salt: bytes, profile: Argon2Profile) -> bytes:
    """Return 32 bytes of Argon2id v1.3 with one lane; the salt has 16 bytes. Raises KeyMaterialError.

    Measured on a server-class core: REPORTER about 20 ms, VAULT about 100 ms; in a browser 0.3 and 0.9 s.
    """
    if len(salt) != SALT_BYTES:
        raise KeyMaterialError
    passes, kibibytes = profile.value
    return bytes(sodium_argon2id.kdf(KEY_BYTES, password, salt, opslimit=passes, memlimit=kibibytes * 1024))


def random_key() -> bytes:
    """Return 32 bytes from the operating system."""
    return secrets.token_bytes(KEY_BYTES)


def random_nonce() -> bytes:
    """Return 24 bytes from the operating system; at this length random nonces do not repeat."""
    return secrets.token_bytes(NONCE_BYTES)


def _check_aead(key: bytes, nonce: bytes) -> None:
    if len(key) != KEY_BYTES or len(nonce) != NONCE_BYTES:
        raise KeyMaterialError
