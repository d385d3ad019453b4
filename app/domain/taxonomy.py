"""What a report can be about: two trees of forms, what other texts add, open answers, and what is no report at all.

The trees are those of a counsellors' practice: 8 forms of unwanted conduct and 15 of integrity breaches, each tree
ending in *something else*. Whatever is chosen, no route closes: the counsellor may put it elsewhere later.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.domain.policy import Disclosure, Policy
from app.domain.policy_words import Manner, Role, Subject, When
from app.domain.wording import Wording


class Tree(StrEnum):
    """The two trees."""

    UNWANTED_CONDUCT = "OO"
    INTEGRITY = "IS"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A sub-form; the code is that of its form with a letter."""

    code: str
    label: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form in one tree, with a plain explanation."""

    code: str
    tree: Tree
    label: Wording
    plain: Wording
    parts: tuple[Part, ...] = ()
    best_known: bool = False
    """The practice names it among the best known: shown first."""
    open_ended: bool = False
    """*Something else, namely*: the reporter says what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """A category that only organisations' texts name. `near` is the form with which it is counted."""

    code: str
    near: str
    label: Wording
    plain: Wording
    named_by: tuple[str, ...]
    """Short names of the organisations whose text names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAnswer:
    """*I do not know* and *both*: always there, and never a lesser answer."""

    code: str
    label: Wording
    plain: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class NoReport:
    """Something that is told to a desk and makes no case, unless somebody hides it."""

    code: str
    label: Wording
    plain: Wording
    desk: tuple[Role, ...]
    """Where to go when the organisation's text does not say."""
    all_of: bool = False
    manner: Manner = Manner.ANY
    when: When = When.ANY
    urgent: bool = False
    still_a_report: Wording
    """When it is a report after all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """A question after the story: optional, never a condition. Options in pairs of languages."""

    code: str
    question: Wording
    options: tuple[Part, ...]
    many: bool = False
    sealed_only: bool = True
    """Only inside the sealed report; never counted, never in a heading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxonomy:
    """Everything that can be chosen."""

    version: str
    forms: tuple[Form, ...]
    additions: tuple[Addition, ...]
    open_answers: tuple[OpenAnswer, ...]
    no_reports: tuple[NoReport, ...]
    attributes: tuple[Attribute, ...]

    def codes(self) -> frozenset[str]:
        """Give every code that a case can have."""
        return frozenset(
            [
                *(form.code for form in self.forms),
                *(part.code for form in self.forms for part in form.parts),
                *(addition.code for addition in self.additions),
                *(answer.code for answer in self.open_answers),
            ]
        )

    def no_report(self, code: str) -> NoReport | None:
        """Give what is no report, by its code."""
        return next((one for one in self.no_reports if one.code == code), None)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a disclosure goes instead of into a case."""

    roles: tuple[Role, ...]
    all_of: bool
    """All of them, not one of them."""
    manner: Manner
    when: When
    urgent: bool
    says: Wording
    still_a_report: Wording
    section: str | None
    """Where the organisation's text says so; None when the desk is our own advice."""


CASE_TREES: Final = {"OO": Subject.UNWANTED_CONDUCT, "IS": Subject.INTEGRITY}


def subject_of(code: str) -> Subject:
    """Give the list of recipients that a category belongs to; open answers belong to every list."""
    return CASE_TREES.get(code.split("-", 1)[0], Subject.ANY)


def offered(taxonomy: Taxonomy, policy: Policy) -> tuple[str, ...]:
    """Give the codes offered at one organisation: best known first, both trees whole, what its own text adds."""
    first = sorted(taxonomy.forms, key=lambda form: (form.tree is Tree.INTEGRITY, form.open_ended, not form.best_known))
    added = [addition.code for addition in taxonomy.additions if addition.code in policy.categories]
    return (*(form.code for form in first), *added, *(answer.code for answer in taxonomy.open_answers))


def desk_for(taxonomy: Taxonomy, policy: Policy, code: str) -> Desk | None:
    """Give the desk for what is no report; None when the code is one that a case can have."""
    general = taxonomy.no_report(code)
    if general is None:
        return None
    own = [disclosure for disclosure in policy.disclosures if disclosure.kind == code]
    return _own_desk(general, own[0]) if own else _general_desk(general)


def _own_desk(general: NoReport, own: Disclosure) -> Desk:
    return Desk(
        own.desk, own.all_of, own.manner, own.when, general.urgent, own.says, general.still_a_report, own.section
    )


def _general_desk(general: NoReport) -> Desk:
    return Desk(
        general.desk,
        general.all_of,
        general.manner,
        general.when,
        general.urgent,
        general.plain,
        general.still_a_report,
        None,
    )
