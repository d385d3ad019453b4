"""An organisation's own rules as values: what its text says, to the section, and what the service makes of it.

A policy holds rules and expected numbers, never persons. It says things in our own words and names the section; the
organisation's text itself stays with the organisation. A case stays pinned to the version in force at its receipt.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.domain.policy_facts import (
    NO_NUMBERS,
    Citation,
    FallbackDecider,
    LegalEntity,
    PageTexts,
    Parameters,
    Retention,
    Review,
    Scope,
    SecondContact,
)
from app.domain.policy_rules import (
    Clause,
    ComplaintBody,
    Detour,
    Disclosure,
    Duty,
    Exemption,
    ExpectedCounsellors,
    ExternalRoute,
    Hint,
    Ladder,
    Protection,
    Recipients,
    Reference,
    Rule,
    Step,
    Term,
)
from app.domain.policy_words import (
    Channel,
    Consent,
    Sector,
    Sharing,
    Stance,
)

__all__ = [
    "Citation",
    "Clause",
    "ComplaintBody",
    "Detour",
    "Disclosure",
    "Duty",
    "Exemption",
    "ExpectedCounsellors",
    "ExternalRoute",
    "FallbackDecider",
    "Hint",
    "Ladder",
    "LegalEntity",
    "PageTexts",
    "Parameters",
    "Policy",
    "Protection",
    "Recipients",
    "Reference",
    "Retention",
    "Review",
    "Rule",
    "Scope",
    "SecondContact",
    "Step",
    "Term",
    "in_force",
]


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
    parameters: Parameters = NO_NUMBERS
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
