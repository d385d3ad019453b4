"""The checks that can be made on a pasted text. Its twin in the browser is `app/policies/lint_page/text_lint.js`.

A machine sees words, not meaning: a finding is a place to look at, and silence is no proof. Both twins fold the text
in the same way and use only regular expressions that mean the same in both languages.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from app.domain.lint_check import Check, Outcome, TextRule

_END: Final = re.compile(r"(?<=[.!?;])[ \t\r\n\u00a0]+|(?:\r?\n[ \t]*){2,}|\r?\n[ \t]*(?=[-*•])")
_SPACE: Final = re.compile(r"[ \t\r\n\u00a0]+")


@dataclass(frozen=True, slots=True)
class TextFinding:
    """What one check finds in a text, and the sentences on which that rests."""

    check: Check
    outcome: Outcome
    sentences: tuple[str, ...]


def lint_text(text: str, checks: Iterable[Check]) -> tuple[TextFinding, ...]:
    """Give the findings of every check that can be made on a text, in their order."""
    sentences = sentences_of(text)
    folded = [fold(sentence) for sentence in sentences]
    return tuple(_judge(check, check.text, sentences, folded) for check in checks if check.text is not None)


def sentences_of(text: str) -> list[str]:
    """Cut a text into sentences; a blank line or a dash at the start of a line ends one too."""
    cut = (_SPACE.sub(" ", piece).strip(" ") for piece in _END.split(text))
    return [piece for piece in cut if piece]


def fold(sentence: str) -> str:
    """Give a sentence in small letters without accents and with straight quotes, as the checks read it."""
    plain = "".join(
        sign for sign in unicodedata.normalize("NFKD", sentence) if not unicodedata.category(sign).startswith("M")
    )
    return plain.lower().replace("’", "'").replace("‘", "'")


def _judge(check: Check, rule: TextRule, sentences: list[str], folded: list[str]) -> TextFinding:
    hits = [_hits(group, rule.unless, folded) for group in rule.groups]
    shown = tuple(sentences[place] for place in sorted({place for group in hits for place in group[:1]}))
    met = sum(1 for group in hits if group)
    if not rule.must_say:
        return TextFinding(check, Outcome.FOUND if met else Outcome.NOT_APPLICABLE, shown)
    if met == len(hits):
        return TextFinding(check, Outcome.STATED, shown)
    return TextFinding(check, Outcome.PARTLY if met else Outcome.MISSING, shown)


def _hits(patterns: tuple[str, ...], unless: tuple[str, ...], folded: list[str]) -> list[int]:
    return [
        place
        for place, sentence in enumerate(folded)
        if any(_compiled(pattern).search(sentence) for pattern in patterns)
        and not any(_compiled(pattern).search(sentence) for pattern in unless)
    ]


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
