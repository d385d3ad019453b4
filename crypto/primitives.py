"""Hash, key derivation and strict Ed25519 under registered labels (PROTOCOL 2, 2.1, 2.2).

Nothing here opens anything: this is the server half. Every use of a hash, a key or a signature carries a
label of appendix A, so that bytes made for one purpose can never be taken for another.
"""

import hashlib
from typing import Final

from nacl import bindings, exceptions

from crypto.errors import KeyMaterialError, PolicyError, SignatureError

KEY_BYTES: Final = 32
HASH_BYTES: Final = 32
SIGNATURE_BYTES: Final = 64
KID_BYTES: Final = 16

_HASH_LABELS = (
    "kid fp name org-id root directory env recips scope ref safety duty consent-token rewrap-record track "
    "release receipt recovery reporter-salt logbook-salt drill drill-kept"
)
_KDF_LABELS = (
    "reporter-box reporter-sign reporter-locator reporter-state draft case-id commit payload vault-auth "
    "vault-wrap recovery-wrap recovery-auth webhook"
)
_SIGN_LABELS = "msg-sig login register logbook consent rewrap keyrec duty track"
_RAW_LABELS = "pow log-commit att"

# Appendix A. The reserved label xwing-wrap is left out on purpose: suite 0x02 must not be emitted.
LABELS: Final = frozenset(f"{_HASH_LABELS} {_KDF_LABELS} {_SIGN_LABELS} {_RAW_LABELS}".split())
_SPELT: Final = {name: bytes((len(name) + 6,)) + b"wbp/1/" + name.encode("ascii") for name in LABELS}

# Over an empty message, by one key: R with a part of order 8, and R = 0. Only a lax verifier takes either.
_FORGER_PK: Final = bytes.fromhex("4ada71fdcfe3352c7ae6765827aac4ae435152a1f7d16557cf011ff0dc16b51b")
_FORGED: Final = (
    bytes.fromhex(
        "8ea6b58beb2ecc0801fbd6c82c6dafee292cd29e8b6698bbb94c566b594d8ba9"
        "8c9520eb8cc656b05fdbd7ce441a999406ae82bfc528d323184b875079bced09"
    ),
    bytes.fromhex(
        "0100000000000000000000000000000000000000000000000000000000000000"
        "8be0734dcca4ff3a940c53b1938295306e3c87a6bec8ceb46c4d2b6d48031003"
    ),
)


def label(name: str) -> bytes:
    """Return ``u8(len(s)) || s`` with ``s = "wbp/1/" || name``.

    Raises PolicyError for a name outside the registry: a typing mistake must not open a new domain.
    """
    try:
        return _SPELT[name]
    except KeyError:
        raise PolicyError from None


def hash_(name: str, data: bytes) -> bytes:
    """Return H(label, data), BLAKE2b-256, 32 bytes."""
    return hashlib.blake2b(label(name) + data, digest_size=HASH_BYTES).digest()


def blob_hash(blob: bytes) -> bytes:
    """Return BLAKE2b-256 without label: how a client names the stored state or vault it replaces (3.4)."""
    return hashlib.blake2b(blob, digest_size=HASH_BYTES).digest()


def kdf(key: bytes, name: str, info: bytes = b"") -> bytes:
    """Derive 32 bytes from a 32-byte key with keyed BLAKE2b-256 (PyNaCl has no crypto_kdf, PROTOCOL 2.3.6).

    Raises KeyMaterialError for a key of another length, PolicyError for an unknown label.
    """
    if len(key) != KEY_BYTES:
        raise KeyMaterialError
    return keyed_hash(key, label(name) + info)


def keyed_hash(key: bytes, data: bytes, size: int = HASH_BYTES) -> bytes:
    """Return BLAKE2b of ``size`` bytes under a 32-byte service key (K_loc, K_auth, K_share, K_chal, K_fake).

    Raises KeyMaterialError for a key of another length.
    """
    if len(key) != KEY_BYTES:
        raise KeyMaterialError
    return hashlib.blake2b(data, key=key, digest_size=size).digest()


def sign_public_key(seed: bytes) -> bytes:
    """Return the Ed25519 public key (32) of a 32-byte seed. Raises KeyMaterialError."""
    return _sign_keypair(seed)[0]


def box_public_key(seed: bytes) -> bytes:
    """Return the X25519 public key (32) of a 32-byte box seed: secret = SHA-512(seed)[0:32] (2.3.2)."""
    if len(seed) != KEY_BYTES:
        raise KeyMaterialError
    return bytes(bindings.crypto_box_seed_keypair(seed)[0])


def sign(seed: bytes, name: str, message: bytes) -> bytes:
    """Sign ``L(label) || message`` with the Ed25519 key of a 32-byte seed; 64 bytes, detached.

    Raises KeyMaterialError for a seed of another length, PolicyError for an unknown label.
    """
    return sign_raw(seed, label(name) + message)


def sign_raw(seed: bytes, message: bytes) -> bytes:
    """Sign bytes as they are: for signed notes only, whose keys sign nothing else. 64 bytes, detached."""
    return sign_with(secret_key(seed), message)


def secret_key(seed: bytes) -> bytes:
    """Return what libsodium signs with (64 = seed || public), for who signs often. Raises KeyMaterialError."""
    return _sign_keypair(seed)[1]


def sign_with(secret: bytes, message: bytes) -> bytes:
    """Sign bytes as they are with a ``secret_key`` (64); 64 bytes, detached."""
    # PyNaCl has no detached signing; crypto_sign returns signature || message.
    return bytes(bindings.crypto_sign(message, secret)[:SIGNATURE_BYTES])


def verify(pk: bytes, name: str, message: bytes, signature: bytes) -> None:
    """Check a labelled signature strictly. Raises SignatureError, or PolicyError for an unknown label."""
    verify_raw(pk, label(name) + message, signature)


def verify_raw(pk: bytes, message: bytes, signature: bytes) -> None:
    """Check an Ed25519 signature strictly (PROTOCOL 2.2). Raises SignatureError.

    Both the key A and the nonce point R must be canonical and in the prime-order subgroup. Only then do the
    cofactored check of the browser library and the cofactorless check of libsodium accept the same set;
    libsodium alone rejects what the browser would show. It makes R anew from A, S and the message and compares
    bytes, so with A in that subgroup R is too; a library that does otherwise is found out when this is loaded.
    """
    if len(pk) != KEY_BYTES or len(signature) != SIGNATURE_BYTES:
        raise SignatureError
    points = (pk, signature[:KEY_BYTES]) if _MUST_LOOK_AT_R else (pk,)
    if not all(bindings.crypto_core_ed25519_is_valid_point(point) for point in points):
        raise SignatureError
    if not _opens(signature + message, pk):
        raise SignatureError


def kid_sign(pk: bytes) -> bytes:
    """Return the 16-byte key id of an Ed25519 public key."""
    return hash_("kid", b"\x01" + pk)[:KID_BYTES]


def kid_box(pk: bytes) -> bytes:
    """Return the 16-byte key id of an X25519 public key."""
    return hash_("kid", b"\x02" + pk)[:KID_BYTES]


def _sign_keypair(seed: bytes) -> tuple[bytes, bytes]:
    """Return (public 32, secret 64 = seed || public): libsodium's idea of a secret key (2.3.2)."""
    if len(seed) != KEY_BYTES:
        raise KeyMaterialError
    public, secret = bindings.crypto_sign_seed_keypair(seed)
    return bytes(public), bytes(secret)


def _opens(signed: bytes, pk: bytes) -> bool:
    try:
        bindings.crypto_sign_open(signed, pk)
    except exceptions.CryptoError:
        return False
    return True


_MUST_LOOK_AT_R: Final = any(_opens(forged, _FORGER_PK) for forged in _FORGED)
