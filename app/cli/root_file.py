"""An organisation's root from a file, so that log and receipts can be checked without any service (PROTOCOL 3.3).

The file holds the root notes one after the other, oldest first, as `zegel log export` writes them, or the answer of
`/r/v1/organisations/{slug}` as it came.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from app.cli.failures import CliError, NotVerifiedError
from crypto.codes import pin_parse
from crypto.errors import WbpError
from crypto.root import HEAD, Root, verify_root_chain

if TYPE_CHECKING:
    from pathlib import Path

_NOTE: Final = re.compile(rf"^(?={re.escape(HEAD)}$)", re.MULTILINE)


def read_root(path: Path, pin: str | None = None) -> Root:
    """Return the verified root of a file; `pin` are the 26 symbols of the organisation, from card or poster.

    Raises:
        CliError: the file cannot be read, or the pin is none.
        NotVerifiedError: the notes do not hold, or belong to another organisation.

    """
    try:
        pinned = pin_parse(pin) if pin is not None else None
    except WbpError:
        raise CliError("The pin has 26 letters and digits; this is none.", "pin") from None
    try:
        return verify_root_chain(_notes(path.read_text(encoding="utf-8")), pinned)
    except (OSError, UnicodeDecodeError):
        raise CliError(f"{path.name} could not be read.", "file") from None
    except WbpError as error:
        told = "is not the root of the organisation of this pin" if pinned is not None else "holds no root that holds"
        raise NotVerifiedError(f"{path.name} {told}.", error.code) from None


def root_file(notes: tuple[str, ...]) -> str:
    """Return the contents of a root file: the notes one after the other."""
    return "".join(notes)


def _notes(text: str) -> list[str]:
    if text.lstrip().startswith("{"):
        try:
            return [str(note) for note in json.loads(text)["root"]]
        except (ValueError, KeyError, TypeError):
            return []
    return [note for note in _NOTE.split(text) if note]
