"""A counted term in words, in Dutch and in English."""

from __future__ import annotations

from typing import Final

from app.domain.policy import Term
from app.domain.policy_words import Unit
from app.domain.wording import Wording

_UNITS: Final = {
    Unit.DAY: (Wording("dag", "day"), Wording("dagen", "days")),
    Unit.WORKING_DAY: (Wording("werkdag", "working day"), Wording("werkdagen", "working days")),
    Unit.MONTH: (Wording("maand", "month"), Wording("maanden", "months")),
    Unit.YEAR: (Wording("jaar", "year"), Wording("jaar", "years")),
}
_NUMBERS: Final = {
    "nl": ("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien"),
    "en": ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
}


def length_of(term: Term, language: str, *, in_words: bool = False) -> str:
    """Say a counted term, such as *2 werkdagen*; with `in_words` small numbers are written out."""
    one, more = _UNITS[term.unit]
    number = term.n or 0
    words = _NUMBERS[language]
    shown = words[number] if in_words and number < len(words) else str(number)
    return f"{shown} {(one if number == 1 else more).in_language(language)}"
