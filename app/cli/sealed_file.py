"""Small files sealed with a passphrase: a signer's key, and the backup of the key files.

JSON with a format name, public members, and one sealed value: XChaCha20-Poly1305 under Argon2id (3 passes, 64 MiB) of
the passphrase, with everything public as associated data, so that nothing in the file can be changed unnoticed.
"""

from __future__ import annotations

import getpass
import json
import sys
import unicodedata
from typing import TYPE_CHECKING, Final

from app.cli.failures import CliError, DeniedError
from app.cli.terminal import read_secret
from crypto.boxes import Argon2Profile, aead_open, aead_seal, argon2id, random_key, random_nonce
from crypto.encoding import b64, unb64
from crypto.errors import WbpError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PASSPHRASE_MINIMUM: Final = 14
_SALT_BYTES: Final = 16
_SEALING = ("salt", "nonce", "sealed")


def seal_file(file_format: str, public: Mapping[str, str], secret: bytes, passphrase: str) -> bytes:
    """Return the bytes of a sealed file."""
    salt, nonce = random_key()[:_SALT_BYTES], random_nonce()
    head = {"format": file_format, **public, "salt": b64(salt)}
    sealed = aead_seal(_key(passphrase, salt), nonce, secret, _canonical(head))
    return _canonical({**head, "nonce": b64(nonce), "sealed": b64(sealed)}, indent=1) + b"\n"


def read_public(content: bytes, file_format: str) -> dict[str, str]:
    """Return the members of a sealed file that are not sealed; they are trusted only after opening.

    Raises:
        CliError: the file is of another kind.

    """
    try:
        document = json.loads(content)
    except ValueError:
        document = None
    if not isinstance(document, dict) or document.get("format") != file_format:
        raise CliError("This file is of another kind, or damaged.", "file")
    return {str(name): str(value) for name, value in document.items()}


def open_file(content: bytes, file_format: str, passphrase: str) -> bytes:
    """Return what was sealed.

    Raises:
        CliError: the file is of another kind or damaged.
        DeniedError: the passphrase is wrong, or the file was changed.

    """
    document = read_public(content, file_format)
    try:
        salt, nonce, sealed = (unb64(document[name]) for name in _SEALING)
        head = {name: value for name, value in document.items() if name not in {"nonce", "sealed"}}
        return aead_open(_key(passphrase, salt), nonce, sealed, _canonical(head))
    except KeyError:
        raise CliError("This file is damaged.", "file") from None
    except WbpError:
        raise DeniedError("The passphrase is wrong, or the file was changed.") from None


def ask_passphrase(prompt: str, file: Path | None) -> str:
    """Return the passphrase of a sealed file: from a file, the terminal or standard input."""
    return read_secret(prompt, file, "passphrase")


def ask_new_passphrase(prompt: str, file: Path | None) -> str:
    """Return a new passphrase of at least 14 characters, typed twice when it comes from the terminal.

    Raises:
        CliError: too short, or the two differ.

    """
    passphrase = read_secret(prompt, file, "passphrase")
    if len(passphrase) < PASSPHRASE_MINIMUM:
        raise CliError(f"The passphrase must have at least {PASSPHRASE_MINIMUM} characters.", "passphrase")
    if file is None and sys.stdin.isatty() and getpass.getpass("Once more: ") != passphrase:
        raise CliError("The two passphrases differ.", "passphrase")
    return passphrase


def _key(passphrase: str, salt: bytes) -> bytes:
    return argon2id(unicodedata.normalize("NFC", passphrase).encode(), salt, Argon2Profile.VAULT)


def _canonical(document: Mapping[str, str], indent: int | None = None) -> bytes:
    return json.dumps(document, ensure_ascii=False, sort_keys=True, indent=indent).encode()
