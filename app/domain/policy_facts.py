"""The facts of a policy: which text it is, for whom it holds, its numbers, what happens after, and its page texts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from app.domain.policy_rules import Term
from app.domain.policy_words import (
    ClosedAs,
    Person,
    Role,
    Sector,
)
from app.domain.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How long after closing a case is kept, and on what ground. `section` absent: the text is silent."""

    closed_as: ClosedAs
    term: Term
    ground: Wording
    section: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondContact:
    """Who is told about a missed duty in a released case, without content. A role."""

    role: Role
    if_concerned: Role
    section: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FallbackDecider:
    """Who decides where the text does not. `if_concerned` absent: the text does not say."""

    role: Role
    section: str
    if_concerned: Role | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """How often the text wants to be evaluated, and when that last happened."""

    every: Term
    section: str
    last_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalEntity:
    """An employer under this policy. `employees` absent: not known."""

    id: str
    name: str
    sector: Sector
    employees: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Which text this is. Three different days; absent means not known, and is never guessed."""

    title: str
    version: str | None = None
    publication: str | None = None
    adopted_by: str | None = None
    adopted_on: date | None = None
    published_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Whom the text holds for, as it names them. The law's wider circle may always report (Wbk art. 1)."""

    reporters: tuple[Person, ...]
    concerned: tuple[Person, ...]
    section: str
    open_to_outsiders: bool
    outside_work_counts: bool = False
    other_organisations: bool = False
    """A report may be about another employer met through work (a participating municipality)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """Numbers of the text, absent where it has none. Euros, working days, months."""

    gift_report_from_eur: int | None = None
    gift_threshold_eur: int | None = None
    gift_year_max_eur: int | None = None
    meeting_within_working_days: int | None = None
    investigation_starts_within_working_days: int | None = None
    aftercare_after_months: tuple[int, ...] = ()
    punctuality_is_published: bool = False
    smallest_group_told: int | None = None
    """Totals and yearly reports withhold groups below it; never lower than 5, which holds when it is absent."""


NO_NUMBERS: Final = Parameters()
"""Of a text that states none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTexts:
    """What this organisation's pages say in its own situation; absent where the general text is enough."""

    welcome: Wording
    who_can_report: Wording
    who_receives: Wording
    what_happens: Wording
    outside: Wording
    protection: Wording
    talk_first: Wording | None = None
    duty_to_report: Wording | None = None
    complaint: Wording | None = None
    own_words: Wording | None = None
    """What reporters should know about limits the text sets that the law does not let stand."""
