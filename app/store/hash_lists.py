"""Lists of message hashes (32 bytes each) as one value of a row, in scope order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.consent import HASH_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterable


def join(hashes: Iterable[bytes]) -> bytes:
    """Write hashes one after another."""
    return b"".join(hashes)


def split(joined: bytes) -> tuple[bytes, ...]:
    """Read them back."""
    return tuple(joined[at : at + HASH_BYTES] for at in range(0, len(joined), HASH_BYTES))
