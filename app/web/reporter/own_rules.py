"""What an organisation's policy says to a reporter, ready for the pages: roles by their names, desks, terms, bodies.

Rules on when employees must report are left out on purpose: such a term is no countdown (INTERFACE, Words).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.roster import shortfalls
from app.domain.term_words import length_of
from app.domain.wording import Wording
from app.services.organisation_policy import starts_at_release
from app.web.reporter.bodies_named import BodiesNamed, bodies_named
from app.web.reporter.no_report_desks import ToldToDesk, named, no_report_desks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from app.domain.policy import ExpectedCounsellors, PageTexts, Policy, Review, Term
    from app.domain.recipients import Reader


@dataclass(frozen=True)
class Rungs:
    """One ladder: what it says, and its steps in words. Advice; nothing waits for it."""

    says: Wording
    steps: tuple[Wording, ...]
    section: str


@dataclass(frozen=True)
class Expected:
    """Counsellors that the text expects of one kind, and how many of them are missing now."""

    setting: str
    subjects: tuple[str, ...]
    count: int | None
    missing: int


@dataclass(frozen=True)
class Kept:
    """How long a case is kept after it ended in one way, and why."""

    closed_as: str
    length: Wording
    ground: Wording


@dataclass(frozen=True)
class OwnRules:
    """All of it; texts in both languages."""

    policy_name: str
    title: str
    pages: PageTexts
    tracks: tuple[str, ...]
    starts_on_release: bool
    """The statutory terms start when the reporter lets the organisation in."""
    ladders: tuple[Rungs, ...]
    counsellors: tuple[Expected, ...]
    nobody_for: tuple[str, ...]
    """Trees for which nobody is on the list of today."""
    desks: tuple[ToldToDesk, ...]
    bodies: BodiesNamed
    limits: tuple[Wording, ...]
    """What the text says and the law does not let stand, as what a reporter may know instead."""
    hints_on_pages: tuple[Wording, ...]
    hints_in_form: tuple[Wording, ...]
    review_every: Wording | None
    reviewed_on: date | None
    kept: tuple[Kept, ...]


def own_rules(policy: Policy, readers: Sequence[Reader] | None, today: date) -> OwnRules:
    """Make the pages' view of a policy; `readers` None: who is there is not known, so nobody is called missing."""
    missing = shortfalls(policy, readers) if readers is not None else ()
    short = {one.expected: one.wanted - one.there for one in missing if one.expected is not None}
    return OwnRules(
        policy_name=policy.name,
        title=policy.citation.title,
        pages=policy.pages,
        tracks=policy.tracks,
        starts_on_release=starts_at_release(policy),
        ladders=tuple(
            Rungs(ladder.says, tuple(named(step.any_of) for step in ladder.steps), ladder.section)
            for ladder in policy.ladders
        ),
        counsellors=tuple(_expected(one, short.get(one, 0)) for one in policy.counsellors),
        nobody_for=tuple(one.subject for one in missing if one.expected is None),
        desks=no_report_desks(policy),
        bodies=bodies_named(policy, today),
        limits=tuple(clause.says for clause in policy.clauses),
        hints_on_pages=tuple(hint.says for hint in policy.hints if hint.where == "page"),
        hints_in_form=tuple(hint.says for hint in policy.hints if hint.where == "form"),
        review_every=_length(policy.review),
        reviewed_on=policy.review.last_on if policy.review else None,
        kept=tuple(Kept(one.closed_as, _words(one.term), one.ground) for one in policy.retention),
    )


def _expected(one: ExpectedCounsellors, missing: int) -> Expected:
    return Expected(one.setting, tuple(one.subjects), one.count, missing)


def _length(review: Review | None) -> Wording | None:
    return _words(review.every) if review else None


def _words(term: Term) -> Wording:
    return Wording(nl=length_of(term, "nl"), en=length_of(term, "en"))
