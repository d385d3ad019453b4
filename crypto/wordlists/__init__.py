"""The passphrase words, one file per language, pinned by SHA-256 (PROTOCOL 3.1; LICENSES.md beside this file)."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from crypto.errors import KeyMaterialError, PolicyError

# A list that somebody shortened would make weak passphrases that look like all others.
SHA256: Final = {
    "en": "18586c092f641ecd1a471dd6ab35618ab69f0aa7483486424f7caf0996d06259",
    "nl": "360ebc1e4dc71e023984270133d092e4a52b0b7aabdf7c0f0e2423d0ac3bdbf5",
}


@cache
def load(lang: str) -> tuple[str, ...]:
    """Return the sorted words of ``nl`` (7 776) or ``en`` (7 772).

    Raises PolicyError for another language, KeyMaterialError when the file is not the pinned one.
    """
    if lang not in SHA256:
        raise PolicyError
    return parse((Path(__file__).parent / f"{lang}.txt").read_bytes(), SHA256[lang])


def parse(data: bytes, pin: str) -> tuple[str, ...]:
    """Return the words of a list file with this SHA-256 (hex); KeyMaterialError when it has another."""
    if hashlib.sha256(data).hexdigest() != pin:
        raise KeyMaterialError
    return tuple(data.decode("ascii").splitlines())
