"""Who can take a report: never somebody the reporter ticked as involved, and never nobody.

The list starts with persons of the key directory, goes on with the roles the organisation's text names, and ends with
desks outside. Order is a suggestion: the reporter chooses freely and may go outside at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from app.domain.policy import Policy
from app.domain.policy_words import BOARDS, COUNSELLORS, INDEPENDENT, TOP, Role, Setting, Subject

LAST_DESK: Final = "own-lawyer-or-union"
"""The desk that is left when everybody else is involved: chosen by the reporter, so nobody can tick it away."""

NEXT_HIGHER: Final = (
    Role.LINE_MANAGER,
    Role.NEXT_HIGHER_MANAGER,
    Role.MANAGEMENT_TEAM,
    Role.MANAGEMENT,
    Role.DIRECTOR,
    Role.EXECUTIVE_BOARD,
    Role.DAILY_BOARD,
    Role.SUPERVISORY_BOARD,
)
"""From the reporter's manager upwards; an organisation has some of these."""


class Kind(StrEnum):
    """What a choice is."""

    PERSON = "person"
    ROLE = "role"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody in the key directory who can open a report. `mark` is the fingerprint, `roles` all that they are."""

    mark: str
    setting: Setting
    subjects: tuple[Subject, ...]
    roles: tuple[Role, ...] = (Role.COUNSELLOR,)


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible recipient: a reader's fingerprint, a role, or the code of a desk outside."""

    kind: Kind
    code: str
    is_independent: bool


@dataclass(frozen=True, slots=True)
class Involved:
    """Whom the reporter ticked: roles, fingerprints of readers, codes of desks."""

    roles: Collection[Role] = ()
    marks: Collection[str] = ()
    desks: Collection[str] = ()

    def has(self, reader: Reader) -> bool:
        """Say whether a reader is ticked, as a person or in any of their roles."""
        return reader.mark in self.marks or any(role in self.roles for role in reader.roles)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the subject, who is involved, whether the report carries no name, and who is there."""

    subject: Subject
    involved: Involved = field(default_factory=Involved)
    is_anonymous: bool = True
    readers: Sequence[Reader] = ()
    desks: Sequence[str] = ("huis",)
    """Codes of desks outside for this subject, the fitting one first."""


def possible_officers(officers: Sequence[Reader], involved: Involved, counsellors: Collection[str]) -> tuple[str, ...]:
    """Give the case officers (fingerprints) to whom a case can be released, in their order; it may be nobody.

    Never somebody ticked as involved, and never who is or was the reporter's counsellor (`counsellors`, fingerprints):
    nobody both advises in confidence and investigates. Whoever can be somebody's manager is left out as well, so an
    anonymous report reaches independent people only.
    """
    return tuple(
        officer.mark
        for officer in officers
        if officer.mark not in counsellors and not involved.has(officer) and INDEPENDENT.issuperset(officer.roles)
    )


def possible_recipients(policy: Policy, question: Question) -> tuple[Choice, ...]:
    """Give everybody who can take this report, the most fitting first; never empty, never somebody involved.

    An anonymous report is not led to managers or HR, who are not independent. With top management involved, the
    desks outside come straight after external counsellors.
    """
    readers = [Choice(Kind.PERSON, reader.mark, is_independent=True) for reader in _readers(question)]
    roles = [Choice(Kind.ROLE, role, role in INDEPENDENT | BOARDS) for role in _roles(policy, question)]
    outside = [Choice(Kind.OUTSIDE, desk, is_independent=True) for desk in _desks(question)]
    if any(role in TOP for role in question.involved.roles):
        return (*readers, *outside, *roles)
    return (*readers, *roles, *outside)


def _readers(question: Question) -> list[Reader]:
    top = any(role in TOP for role in question.involved.roles)
    able = [reader for reader in question.readers if not question.involved.has(reader)]
    return sorted(able, key=lambda reader: (top and reader.setting is not Setting.EXTERNAL, _misfit(reader, question)))


def _misfit(reader: Reader, question: Question) -> int:
    """Give 0 for the specialist, 1 for who serves this subject, 2 for who would hand it over."""
    if question.subject in {Subject.INTEGRITY, Subject.MISCONDUCT}:
        serves = Subject.INTEGRITY in reader.subjects or Subject.ANY in reader.subjects
        return 2 if not serves else int(Role.INTEGRITY_COUNSELLOR not in reader.roles)
    return 1 if question.subject in {*reader.subjects, Subject.ANY} or Subject.ANY in reader.subjects else 2


def _roles(policy: Policy, question: Question) -> list[Role]:
    """Give the roles the text names for a subject, each replaced when involved; counsellors are persons, not roles."""
    found: dict[Role, None] = {}
    for role in _named(policy, question.subject):
        for taken in _instead(policy, role, question.involved.roles):
            if taken not in COUNSELLORS and (taken in INDEPENDENT | BOARDS or not question.is_anonymous):
                found[taken] = None
    return list(found)


def _named(policy: Policy, subject: Subject) -> Iterator[Role]:
    wanted = {subject, Subject.ANY}
    if subject is Subject.INTEGRITY:
        wanted.add(Subject.MISCONDUCT)
    for recipients in policy.recipients:
        if recipients.subject in wanted or subject is Subject.ANY:
            yield from recipients.any_of
    for ladder in policy.ladders:
        if ladder.subject in wanted or subject is Subject.ANY:
            yield from (role for step in ladder.steps for role in step.any_of if role is not Role.COLLEAGUE)


def _instead(policy: Policy, role: Role, involved: Collection[Role]) -> Iterator[Role]:
    """Give the role itself, or who stands in for it: the text's detours first, else the next one higher up."""
    if role not in involved:
        yield role
    detours = [one for detour in policy.detours if detour.concerned in involved for one in detour.instead]
    yield from (one for one in detours if one not in involved)
    if role in involved and role in NEXT_HIGHER:
        there = _everybody_named(policy)
        higher = (one for one in NEXT_HIGHER[NEXT_HIGHER.index(role) + 1 :] if one in there and one not in involved)
        yield from list(higher)[:1]


def _everybody_named(policy: Policy) -> frozenset[Role]:
    named = [role for recipients in policy.recipients for role in recipients.any_of]
    named += [role for ladder in policy.ladders for step in ladder.steps for role in step.any_of]
    named += [role for detour in policy.detours for role in detour.instead]
    named += [role for _, duty in policy.duties() for role in duty.to]
    return frozenset(named)


def _desks(question: Question) -> list[str]:
    """Give the desks outside that are not involved themselves (the Huis does not handle a report about the Huis)."""
    left = [desk for desk in dict.fromkeys(question.desks) if desk not in question.involved.desks]
    return [*left, LAST_DESK]
