"""A text in the two languages of the pages. Neither may be missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

LANGUAGES: Final = ("nl", "en")


@dataclass(frozen=True, slots=True)
class Wording:
    """The same thing said in Dutch (B1 level) and in English."""

    nl: str
    en: str

    def in_language(self, language: str) -> str:
        """Give the Dutch text for `nl`, the English one for `en`."""
        return self.en if language == "en" else self.nl
