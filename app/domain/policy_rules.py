"""The entries of a policy: what an organisation's text asks, of whom, to whom and within which term."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.policy_words import (
    Act,
    ClauseKind,
    Enforcement,
    For,
    Manner,
    ProtectionBasis,
    Protects,
    Role,
    Serves,
    Setting,
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
