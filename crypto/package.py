"""Packages WBH1: consent, re-wrap record and the sealed messages in one piece, for a recipient (PROTOCOL 5.4).

Server half: it puts together and takes apart what it cannot open. Nothing that is read here is verified.

    pack(package) -> bytes
    parse_package(raw) -> Package
    file_hash(content) -> 32 bytes         of a file in the folder of a package
"""

import hashlib
from dataclasses import dataclass
from typing import Final

from crypto.consent_token import TOKEN_BYTES
from crypto.encoding import Reader, u32
from crypto.envelope_inspect import Context
from crypto.errors import FormatError

MAGIC: Final = b"WBH1"
MESSAGES_MAX: Final = 1_000
_KEY_BYTES: Final = 32
_CONTEXT_BYTES: Final = 42


@dataclass(frozen=True)
class Package:
    """What a recipient gets. ``messages`` are (where it belongs, WBE1) in scope order, 1 to 1 000.

    ``sign_pk`` is the reporter's Ed25519 key (32) under which ``token`` (WBT1) must hold; ``rewrap`` is a WBR1.
    """

    sign_pk: bytes
    token: bytes
    rewrap: bytes
    messages: tuple[tuple[Context, bytes], ...]


def pack(package: Package) -> bytes:
    """Return the package as bytes. Raises FormatError for what ``parse_package`` would refuse."""
    parts = [MAGIC, package.sign_pk, *_sized(package.token), *_sized(package.rewrap), u32(len(package.messages))]
    for context, envelope in package.messages:
        parts += [context.encode(), *_sized(envelope)]
    raw = b"".join(parts)
    if parse_package(raw) != package:
        raise FormatError
    return raw


def parse_package(raw: bytes) -> Package:
    """Take a package apart. Raises FormatError; verifies nothing."""
    fields = Reader(raw).expect(MAGIC)
    sign_pk = fields.take(_KEY_BYTES)
    token, rewrap = fields.take(fields.u32()), fields.take(fields.u32())
    count = fields.u32()
    if len(token) != TOKEN_BYTES or not 1 <= count <= MESSAGES_MAX:
        raise FormatError
    messages = tuple((Context.parse(fields.take(_CONTEXT_BYTES)), fields.take(fields.u32())) for _ in range(count))
    fields.done()
    return Package(sign_pk, token, rewrap, messages)


def file_hash(content: bytes) -> bytes:
    """Return the SHA-256 (32) of a file, as the metadata of a package's folder give it: without any label."""
    return hashlib.sha256(content).digest()


def _sized(part: bytes) -> tuple[bytes, bytes]:
    return u32(len(part)), part
