"""Load the forms of retaliation of art. 17da: dated data beside its article."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from app.domain.retaliation import Retaliation
from app.policies.typed_toml import read_file

_FILE: Final = Path(__file__).resolve().parent / "retaliation.toml"


@cache
def load_retaliation(path: Path = _FILE) -> Retaliation:
    """Read the forms once.

    Raises:
        DataError: a fault, with file, line, key and one sentence.

    """
    found, source = read_file(path, Retaliation)
    seen: set[str] = set()
    for place, form in enumerate(found.forms):
        if form.code in seen:
            raise source.fault(("forms", place, "code"), f"the code “{form.code}” is used twice.")
        seen.add(form.code)
    return found
