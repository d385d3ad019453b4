"""Load the checks of the lint, and give them as JSON for the page in the browser."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from app.domain.lint_check import Check
from app.domain.policy_checks import JUDGES
from app.policies.typed_toml import read_file

_FILE: Final = Path(__file__).resolve().parent / "lint_checks.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Checks:
    """The file."""

    checks: tuple[Check, ...]


@cache
def load_checks(path: Path = _FILE) -> tuple[Check, ...]:
    """Give the 21 checks in order.

    Raises:
        DataError: a fault, with file, line, key and one sentence.

    """
    read, source = read_file(path, _Checks)
    if [check.id for check in read.checks] != list(JUDGES):
        raise source.fault(("checks",), f"there must be exactly {', '.join(JUDGES)}, in this order.")
    for place, check in enumerate(read.checks):
        if (check.text is None) == (check.blind is None):
            sentence = "either “text” says how to look, or “blind” says why a text is not enough."
            raise source.fault(("checks", place), sentence)
        for pattern in _patterns(check):
            try:
                re.compile(pattern)
            except re.error as error:
                fault = f"“{pattern}” is no regular expression: {error}."
                raise source.fault(("checks", place, "text"), fault) from None
    return read.checks


def checks_as_data() -> list[dict[str, Any]]:
    """Give the checks as plain data, the same for Python and for the browser."""
    return [asdict(check) for check in load_checks()]


def checks_as_json() -> str:
    """Give the checks as JSON that can stand inside a script element."""
    return json.dumps(checks_as_data(), ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _patterns(check: Check) -> list[str]:
    if check.text is None:
        return []
    return [*(pattern for group in check.text.groups for pattern in group), *check.text.unless]
