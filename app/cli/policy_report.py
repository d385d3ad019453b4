"""What `zegel policy` says: findings with article, reason and a sentence to write, and a policy rule by rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from app.domain.lint_check import OPEN, Outcome
from app.domain.policy import Clause, ComplaintBody, Disclosure, Duty, Hint, Ladder, Policy
from app.domain.policy_lint import Finding
from app.domain.policy_words import COUNTED
from app.domain.term_words import length_of
from app.domain.text_lint import TextFinding
from app.domain.wording import Wording
from app.policies.role_names import role_names

_OUTCOMES: Final = {
    Outcome.FOUND: Wording("gevonden", "found"),
    Outcome.MISSING: Wording("ontbreekt", "missing"),
    Outcome.NOT_IN_TEXT: Wording("niet in deze tekst", "not in this text"),
    Outcome.PARTLY: Wording("voor een deel", "partly"),
    Outcome.STATED: Wording("staat erin", "stated"),
    Outcome.NOT_APPLICABLE: Wording("niet van toepassing", "not applicable"),
    Outcome.UNKNOWN: Wording("niet bekend", "unknown"),
}
_Said = Ladder | ComplaintBody | Disclosure | Clause | Hint


@dataclass(frozen=True)
class ToldFinding:
    """A finding in one language. `where`: sections of a policy, or sentences of a text."""

    check: str
    outcome: str
    note: str
    title: str
    article: str
    why: str
    say: str
    where: tuple[str, ...]
    is_open: bool


def of_policy(policy: Policy, findings: Sequence[Finding], language: str) -> list[ToldFinding]:
    """Tell the findings on a policy; sections come with their document."""
    return [
        ToldFinding(
            finding.check.id,
            finding.verdict.outcome,
            finding.verdict.note.in_language(language) if finding.verdict.note else "",
            finding.check.title.in_language(language),
            finding.check.article,
            finding.check.why.in_language(language),
            finding.check.say.in_language(language),
            tuple(policy.source(section) for section in finding.verdict.sections),
            finding.is_open,
        )
        for finding in findings
    ]


def of_text(findings: Sequence[TextFinding], language: str) -> list[ToldFinding]:
    """Tell the findings on a text."""
    return [
        ToldFinding(
            finding.check.id,
            finding.outcome,
            "",
            finding.check.title.in_language(language),
            finding.check.article,
            finding.check.why.in_language(language),
            finding.check.say.in_language(language),
            finding.sentences,
            finding.outcome in OPEN,
        )
        for finding in findings
    ]


def lines(findings: Sequence[ToldFinding], language: str) -> Iterator[str]:
    """Give one line for what is in order, and a paragraph for what asks for attention."""
    for finding in findings:
        outcome = _OUTCOMES[Outcome(finding.outcome)].in_language(language)
        note = f" ({finding.note})" if finding.note else ""
        yield f"{finding.check} {finding.title}: {outcome}{note}"
        if finding.is_open:
            yield from (f"    > {place}" for place in finding.where)
            yield f"    {finding.article}. {finding.why}"
            yield f"    + {finding.say}"
    number = sum(finding.is_open for finding in findings)
    yield ""
    yield (
        f"{number} van {len(findings)} punten vragen aandacht. Dit is geen juridisch advies."
        if language == "nl"
        else f"{number} of {len(findings)} points ask for attention. This is no legal advice."
    )


def describe(policy: Policy, language: str) -> list[str]:
    """Give a policy as lines: what it is, its rules with duties, desks, clauses and hints, each with its section."""
    told = [f"{policy.name} ({policy.id})", policy.citation.title, ""]
    for rule in policy.rules:
        told.append(f"{rule.id} [{rule.section}] {rule.says.in_language(language)}")
        told += [f"    {_duty(duty, language)}" for duty in rule.duties]
    entries: list[_Said] = [*policy.ladders, *policy.complaints, *policy.disclosures, *policy.clauses, *policy.hints]
    told += [f"{entry.id} [{entry.section}] {entry.says.in_language(language)}" for entry in entries]
    for reference in policy.references:
        told.append(f"{reference.id} -> {reference.name}")
    return told


def _duty(duty: Duty, language: str) -> str:
    names = role_names()
    actor = names[duty.actor].in_language(language)
    towards = ", ".join(names[role].in_language(language) for role in duty.to)
    term = length_of(duty.term, language) if duty.term.unit in COUNTED else str(duty.term.unit)
    return f"{actor} · {duty.act} · {towards or '-'} · {term} · {duty.starts} · {duty.enforcement}"
