r"""C2SP signed notes: UTF-8 text with Ed25519 signature lines (PROTOCOL 3.3, D8).

A note is ``text || "\n" || signature lines``; the text ends with a newline and is signed as it stands. Note
keys sign only notes, identity keys sign only labelled messages; hence no label here. Server half: makers of
notes use it too, on the machine that holds the signer's seed.
"""

import binascii
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from crypto.encoding import b64, unb64, utf8
from crypto.errors import FormatError, PolicyError, SignatureError
from crypto.primitives import secret_key, sign_public_key, sign_with, verify_raw

ED25519: Final = 0x01
COSIGNATURE: Final = 0x04
_DASH: Final = "\u2014 "
_KEY_ID_BYTES: Final = 4
# Key names: printable ASCII without space and plus.
_NAME: Final = re.compile(r"[!-*,-~]+\Z")
_KEY_ID: Final = re.compile(r"[0-9a-f]{8}\Z")
_FORBIDDEN: Final = re.compile(r"[\x00-\x09\x0b-\x1f\ud800-\udfff]")


@dataclass(frozen=True)
class VerifierKey:
    """A public note key. ``kind`` is 1 (Ed25519) or 4 (cosignature); ``text`` is its one spelling."""

    name: str
    key_id: bytes
    kind: int
    public_key: bytes

    @property
    def text(self) -> str:
        """Return ``name+hex key id+base64(kind || public key)``."""
        return f"{self.name}+{self.key_id.hex()}+{b64(bytes((self.kind,)) + self.public_key)}"


@dataclass(frozen=True)
class Signer:
    """A note key that can sign. The 32-byte seed stays out of ``repr``."""

    name: str
    seed: bytes = field(repr=False)

    @cached_property
    def verifier(self) -> VerifierKey:
        """Return the public half. Raises FormatError for the name, KeyMaterialError for the seed."""
        if _NAME.match(self.name) is None:
            raise FormatError
        public_key = sign_public_key(self.seed)
        return VerifierKey(self.name, _key_id(self.name, ED25519, public_key), ED25519, public_key)

    def sign(self, message: bytes) -> bytes:
        """Return the signature (64) of a note's text. Raises KeyMaterialError for the seed."""
        return sign_with(self._secret, message)

    @cached_property
    def _secret(self) -> bytes:
        return secret_key(self.seed)


@dataclass(frozen=True)
class SignedText:
    """A note taken apart, nothing verified yet. Signatures are (name, key id, signature bytes)."""

    text: str
    signatures: tuple[tuple[str, bytes, bytes], ...]


def vkey_text(signer: Signer) -> str:
    """Return the verifier key of a signer as text."""
    return signer.verifier.text


def parse_vkey(text: str) -> VerifierKey:
    """Parse ``name+hex+base64``; the key id must be the hash of name and key. Raises FormatError."""
    parts = text.split("+", 2)
    if len(parts) != 3:
        raise FormatError
    name, key_id, encoded = parts
    if _NAME.match(name) is None or _KEY_ID.match(key_id) is None:
        raise FormatError
    key = unb64(encoded)
    if len(key) != 33 or key[0] not in {ED25519, COSIGNATURE}:
        raise FormatError
    verifier = VerifierKey(name, binascii.unhexlify(key_id), key[0], key[1:])
    if verifier.key_id != _key_id(name, verifier.kind, verifier.public_key):
        raise FormatError
    return verifier


def sign_note(text: str, signers: Sequence[Signer]) -> str:
    """Return the text with one signature line per signer. The text must end with a newline.

    Raises FormatError when the text cannot be a note's text or nobody signs.
    """
    if not signers or not text.endswith("\n") or text == "\n" or _FORBIDDEN.search(text) is not None:
        raise FormatError
    message = utf8(text)
    lines = [f"{_DASH}{signer.name} {b64(signer.verifier.key_id + signer.sign(message))}\n" for signer in signers]
    return f"{text}\n{''.join(lines)}"


def split_note(note: str) -> SignedText:
    """Take a note apart at its last empty line. Raises FormatError; verifies nothing."""
    if _FORBIDDEN.search(note) is not None:
        raise FormatError
    body, gap, tail = note.rpartition("\n\n")
    if not gap or not body or not tail.endswith("\n"):
        raise FormatError
    return SignedText(body + "\n", tuple(_signature_line(line) for line in tail[:-1].split("\n")))


def signed_by(signed: SignedText, vkeys: Iterable[VerifierKey]) -> tuple[VerifierKey, ...]:
    """Return those of the keys that signed, in the order given, each once.

    Lines of unknown keys are ignored; a listed key with a bad signature is fatal (SignatureError), even next
    to good ones: somebody put it there to be believed.
    """
    message = utf8(signed.text)
    found = []
    for vkey in vkeys:
        signatures = [s for name, key_id, s in signed.signatures if (name, key_id) == (vkey.name, vkey.key_id)]
        if signatures and vkey.kind != ED25519:
            # Cosignatures belong to a later stage; refuse rather than guess.
            raise PolicyError
        for signature in signatures:
            verify_raw(vkey.public_key, message, signature)
        if signatures and vkey not in found:
            found.append(vkey)
    return tuple(found)


def open_note(note: str, vkeys: Sequence[VerifierKey]) -> tuple[str, tuple[VerifierKey, ...]]:
    """Return (text, the listed keys that signed). Raises FormatError, or SignatureError when none signed."""
    signed = split_note(note)
    signers = signed_by(signed, vkeys)
    if not signers:
        raise SignatureError
    return signed.text, signers


def _signature_line(line: str) -> tuple[str, bytes, bytes]:
    """Parse ``— name base64(key id || signature)``."""
    if not line.startswith(_DASH):
        raise FormatError
    name, space, encoded = line.removeprefix(_DASH).partition(" ")
    if not space or _NAME.match(name) is None:
        raise FormatError
    blob = unb64(encoded)
    if len(blob) <= _KEY_ID_BYTES:
        raise FormatError
    return name, blob[:_KEY_ID_BYTES], blob[_KEY_ID_BYTES:]


def _key_id(name: str, kind: int, public_key: bytes) -> bytes:
    """Return SHA-256(name || LF || kind || key)[0:4], as C2SP signed-note says."""
    return hashlib.sha256(name.encode("ascii") + b"\n" + bytes((kind,)) + public_key).digest()[:_KEY_ID_BYTES]
