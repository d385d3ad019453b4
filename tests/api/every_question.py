"""Loaded by schemathesis in its own process: each question carries the token of the next system.

Only questions that follow from one another are one system's: what it made, another one does not find.
"""

import itertools
import os
from typing import Any

import schemathesis
from schemathesis.generation.meta import TestPhase

_FIRST, *_OTHERS = os.environ["TOKENS"].split()
_TURNS = itertools.cycle(_OTHERS)


@schemathesis.auth(refresh_interval=None)
class NextToken:
    """A token in the header, as the description asks."""

    def get(self, case: schemathesis.Case[Any], _context: schemathesis.AuthContext) -> str:
        """Take turns, or stay who one is."""
        is_one_story = case.meta is not None and case.meta.phase.name is TestPhase.STATEFUL
        return _FIRST if is_one_story else next(_TURNS)

    def set(self, case: schemathesis.Case[Any], data: str, _context: schemathesis.AuthContext) -> None:
        """Put it where it belongs."""
        case.headers["Authorization"] = f"Bearer {data}"
