"""The law as dated values: which term holds on a day, from which event it runs, and in which article it stands.

Nothing here knows a number of days. The values come from `app/policies/law_nl.toml`; a change of the law is a change
of that file. What the articles ask and what is not settled about them: LAW.md in this room.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from app.domain.holidays import FreeDays


class LawError(LookupError):
    """The law data say nothing about what was asked."""


class TermUnknownError(LawError):
    """No term of this name is in force on this day."""


class Unit(StrEnum):
    """In what a term is counted. The words are those of the data file."""

    DAYS = "days"
    WORKING_DAYS = "working days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
    HOURS = "hours"
    IMMEDIATELY = "immediately"
    AS_SOON_AS_POSSIBLE = "as soon as possible"
    REASONABLE = "within reasonable time"
    PUBLISHED = "within the term the body has published"
    WHILE_NECESSARY = "no longer than necessary"


COUNTED: Final = frozenset({Unit.DAYS, Unit.WORKING_DAYS, Unit.WEEKS, Unit.MONTHS, Unit.YEARS, Unit.HOURS})
"""Units that go with a number."""


class StartEvent(StrEnum):
    """After which event a term runs."""

    RECEIPT = "receipt of the report"
    ACKNOWLEDGEMENT = "sending of the acknowledgement"
    REQUEST = "date of the request"
    DRAFT_SENT = "sending of the draft"
    AWARENESS = "becoming aware"
    PREVIOUS_TIME = "the previous time"
    DECISION = "the decision"
    PURPOSE_ENDED = "end of the need"


@dataclass(frozen=True, slots=True)
class Term:
    """One term of one article, for as long as it holds. `number` is None for a unit without number."""

    key: str
    law: str
    article: str
    who: str
    duty: str
    start: StartEvent
    unit: Unit
    number: int | None
    valid_from: date
    valid_to: date | None
    """The last day on which it holds; None while nothing ended it."""
    note: str
    source: str

    def holds_on(self, day: date) -> bool:
        """Say whether the term is in force on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Extension:
    """What the Algemene termijnenwet does, and which terms are too long for it (articles 1, 2 and 4)."""

    from_days: int
    """Terms of at least this many days ..."""
    working_days: int
    """... hold at least this many working days (article 2)."""
    longest: Mapping[Unit, int]
    """The longest term that is still extended, by unit; a unit that is absent never is (article 4)."""

    def covers(self, term: Term) -> bool:
        """Say whether a term is short enough, and counted in a unit that is extended."""
        return term.number is not None and term.number <= self.longest.get(term.unit, 0)


@dataclass(frozen=True, slots=True)
class NotInForce:
    """A rule that was published or proposed and binds nobody, as far as the sources say."""

    key: str
    law: str
    article: str
    what: str
    uncertainty: str
    """Its number in the list of what is not settled (LAW.md), such as U1."""
    source: str


@dataclass(frozen=True, slots=True)
class Law:
    """All terms with their versions, the calendar, and what is not in force."""

    versions: Mapping[str, tuple[Term, ...]]
    extension: Extension
    free_days: FreeDays
    not_in_force: tuple[NotInForce, ...]

    def term(self, key: str, on: date) -> Term:
        """Give the term of this name that is in force on a day.

        Raises:
            TermUnknownError: the name is unknown, or the law had no such term on that day.

        """
        known = self.versions.get(key, ())
        for version in reversed(known):  # the newest first: nearly every question is about today
            if version.holds_on(on):
                return version
        periods = ", ".join(f"from {one.valid_from} to {one.valid_to or 'now'}" for one in known)
        raise TermUnknownError(f"No term “{key}” is in force on {on}; known is {periods or 'none of this name'}.")

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every version of every term."""
        return tuple(version for versions in self.versions.values() for version in versions)


def by_key(terms: Iterable[Term]) -> dict[str, tuple[Term, ...]]:
    """Put the versions of each term together, the oldest first."""
    found: dict[str, list[Term]] = {}
    for term in sorted(terms, key=lambda one: one.valid_from):
        found.setdefault(term.key, []).append(term)
    return {key: tuple(versions) for key, versions in found.items()}
