"""An organisation's own rules as values: what its text says, to the section, and what the service makes of it.

A policy holds rules and expected numbers, never persons. It says things in our own words and names the section; the
organisation's text itself stays with the organisation. A case stays pinned to the version in force at its receipt.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.domain.policy_words import (
    Act,
    Channel,
    ClauseKind,
    ClosedAs,
    Consent,
    Enforcement,
    For,
    Manner,
    Person,
    ProtectionBasis,
    Protects,
    Role,
    Sector,
    Serves,
    Setting,
    Sharing,
    Stance,
    Start,
    Subject,
    Unit,
    When,
)
from app.domain.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A length of time as the text gives it; `n` only with a counted unit."""

    unit: Unit
    n: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Somebody has to do something, towards somebody, within a term."""

    actor: Role
    act: Act
    to: tuple[Role, ...] = ()
    all_of: bool = False
    """Towards everyone in `to`; else one of them is enough."""
    term: Term
    starts: Start
    enforcement: Enforcement
    identity_hidden: bool = False
    """Only with everything left out that tells who reported (Wbk art. 1a(3))."""
    needs_consent: bool = False
    """Only after the reporter agreed, by release or by consent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """Who a rule does not bind, and on what ground."""

    role: Role
    because: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of the text with the duties in it. `about` lists taxonomy codes; empty means every subject."""

    id: str
    section: str
    says: Wording
    about: tuple[str, ...] = ()
    serious: bool = False
    """The text calls the conduct serious in advance."""
    counsellor_discharges: Stance = Stance.NOT_STATED
    """Whether telling a counsellor fulfils a duty to report."""
    duties: tuple[Duty, ...] = ()
    exempt: tuple[Exemption, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipients:
    """Who takes a report on a subject; the reporter chooses freely."""

    id: str
    subject: Subject
    any_of: tuple[Role, ...]
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One rung of a ladder: any of these."""

    any_of: tuple[Role, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """The order the text suggests. Advice: it never stands between a reporter and a report."""

    id: str
    subject: Subject
    steps: tuple[Step, ...]
    section: str
    says: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Detour:
    """Who takes it when somebody in this role is the person concerned."""

    id: str
    concerned: Role
    instead: tuple[Role, ...]
    section: str
    for_reports: bool = True
    """False when the text wrote it for another matter and the service borrows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedCounsellors:
    """How many counsellors of which kind the text expects; `count` is absent when it does not say."""

    setting: Setting
    subjects: tuple[Subject, ...]
    count: int | None = None
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalRoute:
    """A body outside that the text names. `authority` is its code in authorities.toml."""

    id: str
    authority: str
    section: str
    written_as: str | None = None
    """The name as the text writes it, when that is not its name."""
    ended_on: date | None = None
    """The day on which the body ceased to exist."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintBody:
    """Where a complaint goes. `body` is its code in authorities.toml; absent when the text names none."""

    id: str
    subject: Subject
    section: str
    says: Wording
    body: str | None = None
    named: bool = True
    """A complaint carries a name and address, so it is a step out of anonymity."""
    after_no_solution: bool = False
    """The text wants a report without solution first; only the reporter says whether there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """Something the text wants to be told, that is no report: which desk, how and when."""

    id: str
    kind: str
    desk: tuple[Role, ...]
    section: str
    all_of: bool = False
    manner: Manner = Manner.ANY
    when: When = When.ANY
    says: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """Wording that the law overrules, in our own words; `says` is what a reporter should know instead."""

    id: str
    kind: ClauseKind
    section: str
    says: Wording
    mild: bool = False
    note: Wording | None = None
    """What it is about in two or three words, for the lint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Another document the text relies on."""

    id: str
    name: str
    serves: Serves
    supplied: bool
    for_every_report: bool = False
    """Whether it holds for every report, so that what is missing here may stand there."""
    on_intranet: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Protection:
    """What the text says about protection against retaliation."""

    basis: ProtectionBasis
    covers: tuple[Protects, ...]
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """Something a form, a page or a person should say or know because of this text."""

    id: str
    where: For
    section: str
    says: Wording


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One version of one organisation's rules."""

    id: str
    slug: str
    name: str
    sector: Sector
    citation: Citation
    effective_from: date | None = None
    """First day in force; absent when not known: then in force on every day before the next version."""
    supersedes: str | None = None
    languages: tuple[str, ...]
    tracks: tuple[str, ...]
    counsellor_is_designated_recipient: Stance
    anonymous_reports: Stance
    adviser_in_confidence: Stance
    consent: Consent
    sharing: Sharing
    channels: tuple[Channel, ...] = ()
    categories: tuple[str, ...]
    """Taxonomy codes that the text itself names."""
    rows: tuple[str, ...] = ()
    """Rules of the text that are expressed by the fields above and below rather than by an entry of their own."""
    scope: Scope
    entities: tuple[LegalEntity, ...]
    parameters: Parameters = Parameters()
    pages: PageTexts
    review: Review | None = None
    fallback_decider: FallbackDecider | None = None
    protection: Protection | None = None
    second_contact: SecondContact
    counsellors: tuple[ExpectedCounsellors, ...] = ()
    recipients: tuple[Recipients, ...] = ()
    ladders: tuple[Ladder, ...] = ()
    detours: tuple[Detour, ...] = ()
    rules: tuple[Rule, ...] = ()
    external: tuple[ExternalRoute, ...] = ()
    complaints: tuple[ComplaintBody, ...] = ()
    disclosures: tuple[Disclosure, ...] = ()
    clauses: tuple[Clause, ...] = ()
    references: tuple[Reference, ...] = ()
    hints: tuple[Hint, ...] = ()
    retention: tuple[Retention, ...]

    def source(self, section: str) -> str:
        """Name the document and the section in it."""
        return f"{self.citation.title}, {section}"

    def duties(self) -> Iterator[tuple[Rule, Duty]]:
        """Give every duty with the rule it stands in."""
        for rule in self.rules:
            for duty in rule.duties:
                yield rule, duty


def in_force(versions: tuple[Policy, ...], slug: str, day: date) -> Policy | None:
    """Give the version of an organisation's policy that holds on a day; None when none does, which is never guessed."""
    started = [
        policy
        for policy in versions
        if policy.slug == slug and (policy.effective_from is None or policy.effective_from <= day)
    ]
    return max(started, key=lambda policy: policy.effective_from or date.min, default=None)
