"""The service's side of a drill: what it keeps of the answer, and how it compares one (PROTOCOL 7.8).

Nothing here makes or opens a drill; `drill` does, in the client half.
"""

import hmac
import re
from typing import Final

from crypto.errors import FormatError, PolicyError
from crypto.primitives import HASH_BYTES, hash_

SEALED_BYTES: Final = 120
"""A sealed drill: 72 bytes in a sealed box. A stanza's box has 80 bytes, so neither can stand for the other."""
_MONTH: Final = re.compile(r"(?P<year>[0-9]{4})-(?P<month>0[1-9]|1[0-2])\Z")


def month_parse(text: str) -> tuple[int, int]:
    """Parse exactly ``YYYY-MM`` to (year, month 1..12); anything else is FormatError."""
    found = _MONTH.match(text)
    if found is None:
        raise FormatError
    return int(found["year"]), int(found["month"])


def kept_hash(answer: bytes) -> bytes:
    """Return what is kept of an answer (32 bytes each): who reads it in the database cannot answer with it.

    Raises FormatError for an answer of another length.
    """
    if len(answer) != HASH_BYTES:
        raise FormatError
    return hash_("drill-kept", answer)


def check_answer(answer: bytes, kept: bytes) -> None:
    """Compare an answer with what was kept, both 32 bytes. FormatError: its length; PolicyError: it is not the one."""
    if not hmac.compare_digest(kept_hash(answer), kept):
        raise PolicyError
