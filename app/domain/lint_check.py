"""What a check of a policy is, and what it can find. The checks are data: `app/policies/lint_checks.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.domain.wording import Wording


class Outcome(StrEnum):
    """What a check finds. `not_applicable` also says: what the check looks for is not there, and should not be."""

    FOUND = "found"
    MISSING = "missing"
    NOT_IN_TEXT = "not_in_text"
    PARTLY = "partly"
    STATED = "stated"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"


OPEN: Final = frozenset({Outcome.FOUND, Outcome.MISSING, Outcome.NOT_IN_TEXT, Outcome.PARTLY, Outcome.UNKNOWN})
"""Outcomes that the owner of a policy should look at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRule:
    """How a check looks at a pasted text: regular expressions on one sentence at a time, in small letters.

    With `must_say` every group needs a sentence: all is stated, some is partly. Else one sentence is enough to be
    found.
    A sentence that fits `unless` does not count.
    """

    must_say: bool
    groups: tuple[tuple[str, ...], ...]
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check: its article, why it matters and a sentence to write instead. Without `text` it needs the policy."""

    id: str
    article: str
    title: Wording
    why: Wording
    say: Wording
    text: TextRule | None = None
    blind: Wording | None = None
    """What cannot be seen in a text alone."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one check finds in one policy: a note in a few words, and the sections it rests on."""

    outcome: Outcome
    note: Wording | None = None
    sections: tuple[str, ...] = ()
