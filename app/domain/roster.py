"""Whether the counsellors who can open reports are those the organisation's text expects. Numbers, never persons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.policy import ExpectedCounsellors, Policy
from app.domain.policy_words import Setting, Subject
from app.domain.recipients import Reader


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Fewer counsellors than expected; `expected` None: nobody at all is there for a subject."""

    expected: ExpectedCounsellors | None
    subject: Subject
    wanted: int
    there: int


def shortfalls(policy: Policy, readers: Sequence[Reader]) -> tuple[Shortfall, ...]:
    """Give what is missing before an organisation can open its doors; empty when nothing is."""
    return (*_of_subjects(readers), *_of_the_text(policy, readers))


def _of_subjects(readers: Sequence[Reader]) -> Iterator[Shortfall]:
    """Somebody must be there for each of the two trees, whatever the text says."""
    for subject in (Subject.UNWANTED_CONDUCT, Subject.INTEGRITY):
        if not any(_serves(reader, subject) for reader in readers):
            yield Shortfall(None, subject, 1, 0)


def _of_the_text(policy: Policy, readers: Sequence[Reader]) -> Iterator[Shortfall]:
    """Count from the widest expectation to the narrowest, so that one specialist is not counted as two."""
    left = list(readers)
    for expected in sorted(policy.counsellors, key=lambda one: -len(one.subjects)):
        fitting = [reader for reader in left if _fits(reader, expected)]
        wanted = expected.count or 1
        for reader in fitting[:wanted]:
            left.remove(reader)
        if len(fitting) < wanted:
            yield Shortfall(expected, expected.subjects[0], wanted, len(fitting))


def _fits(reader: Reader, expected: ExpectedCounsellors) -> bool:
    there = expected.setting in {Setting.NOT_STATED, reader.setting}
    return there and all(_serves(reader, subject) for subject in expected.subjects)


def _serves(reader: Reader, subject: Subject) -> bool:
    return subject in reader.subjects or Subject.ANY in reader.subjects
