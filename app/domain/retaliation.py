"""What the law counts as harming somebody for a report: letters a to l, threat and attempt (Wbk art. 17da).

A code is only ever a hint for readers: it stands in sealed texts, never where the service can read it, and whoever is
harmed in another way chooses nothing and is heard all the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Harm:
    """One form, by the letter of the law or `threat` or `attempt`, since when it is law, and its words."""

    code: str
    article: str
    since: date
    label: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Retaliation:
    """All forms, in the order of the law."""

    version: str
    forms: tuple[Harm, ...]

    def on(self, day: date) -> tuple[Harm, ...]:
        """Give the forms that were law on a day."""
        return tuple(form for form in self.forms if form.since <= day)
