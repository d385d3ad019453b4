"""A reporter's keys from code and words, their signatures, and their sealed state WBN1 (PROTOCOL 3.1). Client half.

The service learns a locator, a public key and signatures; neither code nor words nor anything they could be
tested against without its own key K_loc.
"""

from dataclasses import dataclass, field
from typing import Final

from crypto.boxes import Argon2Profile, BoxKeys, aead_open, aead_seal, argon2id, random_nonce
from crypto.challenge import login_message, registration_message
from crypto.codes import CaseCode, Passphrase
from crypto.encoding import Reader, u32, utf8
from crypto.errors import FormatError, PayloadError, PolicyError
from crypto.primitives import hash_, kdf, sign, sign_public_key

STATE_MAGIC: Final = b"WBN1"
STATE_BYTES: Final = 4_140
_STATE_PLAIN_BYTES: Final = 4_096
_LENGTH_BYTES: Final = 4
STATE_JSON_MAX_BYTES: Final = _STATE_PLAIN_BYTES - _LENGTH_BYTES


@dataclass(frozen=True)
class ReporterKeys:
    """All keys of one case. Two reports by one person have nothing in common."""

    org_id: bytes
    case_id: bytes
    sign_pk: bytes
    box: BoxKeys
    root: bytes = field(repr=False)
    sign_seed: bytes = field(repr=False)
    locator: bytes = field(repr=False)

    @property
    def box_pk(self) -> bytes:
        """Return the X25519 public key that answers are sealed to."""
        return self.box.box_pk

    @property
    def self_kid(self) -> bytes:
        """Return the 16-byte id of the own box key, registered with the case."""
        return self.box.kid


def derive(org_id: bytes, code: CaseCode, phrase: Passphrase) -> ReporterKeys:
    """Derive all keys of a case with one Argon2id (about 20 ms). org_id: 16 bytes, else FormatError."""
    return keys_of_root(
        org_id, argon2id(phrase.text.encode("ascii"), derive_salt(org_id, code), Argon2Profile.REPORTER)
    )


def keys_of_root(org_id: bytes, root: bytes) -> ReporterKeys:
    """Return all keys that follow from the 32 bytes of an Argon2id: of a case, or of a logbook."""
    sign_seed = kdf(root, "reporter-sign")
    return ReporterKeys(
        org_id=org_id,
        case_id=kdf(root, "case-id")[:16],
        sign_pk=sign_public_key(sign_seed),
        box=BoxKeys.from_seed(kdf(root, "reporter-box")),
        root=root,
        sign_seed=sign_seed,
        locator=kdf(root, "reporter-locator"),
    )


def derive_salt(org_id: bytes, code: CaseCode, label: str = "reporter-salt") -> bytes:
    """Return the 16-byte salt: organisation and code. Raises FormatError."""
    if len(org_id) != 16:
        raise FormatError
    return hash_(label, org_id + code.symbols.encode("ascii"))[:16]


def sign_login(keys: ReporterKeys, challenge: bytes) -> bytes:
    """Sign a login challenge (44 bytes); 64 bytes."""
    return sign(keys.sign_seed, "login", login_message(keys.org_id, keys.locator, challenge))


def sign_registration(keys: ReporterKeys, track: int, env_hash: bytes, challenge: bytes) -> bytes:
    """Sign the registration of a sealed report (its H("env"), 32) on a track 1..4; 64 bytes."""
    message = registration_message(
        keys.org_id,
        keys.case_id,
        keys.locator,
        keys.self_kid,
        track,
        env_hash,
        challenge,
    )
    return sign(keys.sign_seed, "register", message)


def seal_state(keys: ReporterKeys, state: str) -> bytes:
    """Seal the reporter's own memory (JSON of at most 4 092 bytes) to 4 140 bytes. PolicyError when longer."""
    return seal_state_fixed(keys.root, keys.org_id, keys.case_id, state, random_nonce())


def seal_state_fixed(root: bytes, org_id: bytes, case_id: bytes, state: str, nonce: bytes) -> bytes:
    """Seal a state with a given nonce, for vectors only."""
    data = utf8(state)
    if len(data) > STATE_JSON_MAX_BYTES:
        raise PolicyError
    plain = u32(len(data)) + data + bytes(STATE_JSON_MAX_BYTES - len(data))
    return STATE_MAGIC + nonce + aead_seal(kdf(root, "reporter-state"), nonce, plain, _state_aad(org_id, case_id))


def open_state(keys: ReporterKeys, blob: bytes) -> str:
    """Open a WBN1. FormatError: shape; DecryptError: not mine or changed; PayloadError: inside."""
    return open_state_raw(keys.root, keys.org_id, keys.case_id, blob)


def open_state_raw(root: bytes, org_id: bytes, case_id: bytes, blob: bytes) -> str:
    """Open a state from its raw key; errors as ``open_state``."""
    if len(blob) != STATE_BYTES:
        raise FormatError
    fields = Reader(blob).expect(STATE_MAGIC)
    nonce = fields.take(24)
    plain = aead_open(kdf(root, "reporter-state"), nonce, fields.take(len(blob) - 28), _state_aad(org_id, case_id))
    length = int.from_bytes(plain[:_LENGTH_BYTES], "big")
    if length > STATE_JSON_MAX_BYTES or any(plain[_LENGTH_BYTES + length :]):
        raise PayloadError
    try:
        return plain[_LENGTH_BYTES : _LENGTH_BYTES + length].decode("utf-8")
    except UnicodeDecodeError:
        raise PayloadError from None


def _state_aad(org_id: bytes, case_id: bytes) -> bytes:
    return STATE_MAGIC + org_id + case_id
