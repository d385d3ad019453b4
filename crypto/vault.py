"""A counsellor's vault WBU1: keys and pins, opaque to the service (PROTOCOL 3.2). Client half.

A random vault key VK seals the contents. It is wrapped twice: under password *and* server share, and under
the printed recovery code. A stolen database alone cannot be attacked, however weak the password.
"""

import unicodedata
from dataclasses import dataclass, field
from typing import Final, Self

from crypto.boxes import SALT_BYTES, Argon2Profile, aead_open, aead_seal, argon2id, random_key, random_nonce
from crypto.codes import RecoveryCode
from crypto.encoding import u8, u32, utf8
from crypto.errors import DecryptError, FormatError, KeyMaterialError, PayloadError, PolicyError
from crypto.padding import pad, unpad_check
from crypto.primitives import KEY_BYTES, hash_, kdf

MAGIC: Final = b"WBU1"
PROFILE: Final = 1
PASSWORD_MIN_CHARACTERS: Final = 14
_HEADER: Final = MAGIC + bytes((PROFILE, 0, 0, 0))
_PASSWORD_WRAP: Final = slice(24, 96)
_RECOVERY_WRAP: Final = slice(96, 168)
_BODY_NONCE: Final = slice(168, 192)
_BODY_START: Final = 192
# Header fields, both wraps, and the smallest body: 4 096 bytes and its tag.
VAULT_MIN_BYTES: Final = _BODY_START + 4_096 + 16
_LENGTH_BYTES: Final = 4
_FIELD_PASSWORD, _FIELD_RECOVERY, _FIELD_BODY = 1, 2, 3


@dataclass(frozen=True)
class RecoveryKeys:
    """What a printed recovery code gives: one key to unwrap the vault, one secret to show the service."""

    wrap: bytes = field(repr=False)
    auth: bytes = field(repr=False)


@dataclass(frozen=True)
class OpenVault:
    """An opened vault: its JSON text and the vault key that seals the next version of it."""

    json: str = field(repr=False)
    vault_key: bytes = field(repr=False)


@dataclass(frozen=True)
class Randomness:
    """All that is random in a new vault, 104 bytes. Given by vectors; otherwise always ``fresh``."""

    vault_key: bytes = field(repr=False)
    nonces: tuple[bytes, bytes, bytes] = field(repr=False)

    @classmethod
    def fresh(cls) -> Self:
        """Draw a vault key and three nonces."""
        return cls(random_key(), (random_nonce(), random_nonce(), random_nonce()))


def check_password(password: str) -> None:
    """Insist on 14 characters, which five generated words always have. Raises PolicyError."""
    if len(unicodedata.normalize("NFC", password)) < PASSWORD_MIN_CHARACTERS:
        raise PolicyError


def new_salt() -> bytes:
    """Return 16 random bytes for a new password."""
    return random_key()[:SALT_BYTES]


def master_key(password: str, salt: bytes) -> bytes:
    """Return Argon2id(NFC(password), salt 16), 32 bytes; about 100 ms and 64 MiB. FormatError, KeyMaterialError."""
    return argon2id(utf8(unicodedata.normalize("NFC", password)), salt, Argon2Profile.VAULT)


def auth_secret(master: bytes) -> bytes:
    """Return the 32 bytes that are shown to the service instead of the password."""
    return kdf(master, "vault-auth")


def recovery_keys(realm_id: bytes, account_id: bytes, code: RecoveryCode) -> RecoveryKeys:
    """Derive both recovery keys. No Argon2id: the code has 130 random bits. Raises FormatError."""
    if len(realm_id) != 16 or len(account_id) != 16:
        raise FormatError
    secret = hash_("recovery", realm_id + account_id + code.symbols.encode("ascii"))
    return RecoveryKeys(kdf(secret, "recovery-wrap"), kdf(secret, "recovery-auth"))


def seal_vault(
    json: str,
    account_id: bytes,
    salt: bytes,
    master: bytes,
    server_share: bytes,
    recovery_wrap: bytes,
) -> bytes:
    """Make a new vault with a new vault key; 192 + P(4 + json) + 16 bytes. FormatError, KeyMaterialError."""
    return seal_vault_fixed(json, account_id, salt, master, server_share, recovery_wrap, Randomness.fresh())


def seal_vault_fixed(
    json: str,
    account_id: bytes,
    salt: bytes,
    master: bytes,
    server_share: bytes,
    recovery_wrap: bytes,
    randomness: Randomness,
) -> bytes:
    """Make a vault with given randomness, for vectors only."""
    _check_lengths(account_id, salt)
    key = randomness.vault_key
    first, second, third = randomness.nonces
    wrap = _wrap_key(master, server_share)
    return b"".join(
        (
            _HEADER,
            salt,
            first,
            aead_seal(wrap, first, key, _aad(account_id, _FIELD_PASSWORD)),
            second,
            aead_seal(recovery_wrap, second, key, _aad(account_id, _FIELD_RECOVERY)),
            _sealed_body(json, account_id, key, third),
        )
    )


def open_vault(blob: bytes, account_id: bytes, master: bytes, server_share: bytes) -> OpenVault:
    """Open with password and server share. FormatError: shape; DecryptError; PayloadError: inside."""
    _check_shape(blob)
    wrap = _wrap_key(master, server_share)
    return _open_body(blob, account_id, _unwrap(wrap, blob[_PASSWORD_WRAP], account_id, _FIELD_PASSWORD))


def recover_vault(blob: bytes, account_id: bytes, recovery_wrap: bytes) -> OpenVault:
    """Open with the key of the printed recovery code; errors as ``open_vault``."""
    _check_shape(blob)
    return _open_body(blob, account_id, _unwrap(recovery_wrap, blob[_RECOVERY_WRAP], account_id, _FIELD_RECOVERY))


def update_vault(blob: bytes, account_id: bytes, opened: OpenVault, json: str) -> bytes:
    """Seal new contents under the same vault key; both wraps stay as they are."""
    _check_shape(blob)
    return blob[: _BODY_NONCE.start] + _sealed_body(json, account_id, opened.vault_key, random_nonce())


def change_password(
    blob: bytes,
    account_id: bytes,
    opened: OpenVault,
    salt: bytes,
    master: bytes,
    server_share: bytes,
) -> bytes:
    """Wrap the same vault key under a new password with a new salt (16); the recovery code stays valid."""
    _check_shape(blob)
    _check_lengths(account_id, salt)
    nonce = random_nonce()
    wrapped = aead_seal(
        _wrap_key(master, server_share),
        nonce,
        opened.vault_key,
        _aad(account_id, _FIELD_PASSWORD),
    )
    return _HEADER + salt + nonce + wrapped + blob[_RECOVERY_WRAP.start :]


def salt_of(blob: bytes) -> bytes:
    """Return the password salt (16) that a vault was sealed with. Raises FormatError."""
    _check_shape(blob)
    return blob[8:24]


def _wrap_key(master: bytes, server_share: bytes) -> bytes:
    if len(server_share) != KEY_BYTES:
        raise KeyMaterialError
    return kdf(master, "vault-wrap", server_share)


def _unwrap(key: bytes, wrapped: bytes, account_id: bytes, number: int) -> bytes:
    vault_key = aead_open(key, wrapped[:24], wrapped[24:], _aad(account_id, number))
    if len(vault_key) != KEY_BYTES:
        raise DecryptError
    return vault_key


def _sealed_body(json: str, account_id: bytes, key: bytes, nonce: bytes) -> bytes:
    data = utf8(json)
    return nonce + aead_seal(key, nonce, pad(u32(len(data)) + data), _aad(account_id, _FIELD_BODY))


def _open_body(blob: bytes, account_id: bytes, key: bytes) -> OpenVault:
    plain = aead_open(key, blob[_BODY_NONCE], blob[_BODY_START:], _aad(account_id, _FIELD_BODY))
    length = int.from_bytes(plain[:_LENGTH_BYTES], "big")
    unpad_check(plain, _LENGTH_BYTES + length)
    try:
        return OpenVault(plain[_LENGTH_BYTES : _LENGTH_BYTES + length].decode("utf-8"), key)
    except UnicodeDecodeError:
        raise PayloadError from None


def _check_shape(blob: bytes) -> None:
    if len(blob) < VAULT_MIN_BYTES or blob[:8] != _HEADER:
        raise FormatError


def _check_lengths(account_id: bytes, salt: bytes) -> None:
    if len(account_id) != 16 or len(salt) != SALT_BYTES:
        raise FormatError


def _aad(account_id: bytes, number: int) -> bytes:
    return MAGIC + account_id + u8(number)
