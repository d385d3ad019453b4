"""The 21 checks of a policy against the law in force: what is found, what is missing, and on which section it rests.

A finding says what the text does, never that an employer breaks the law: *not in text* means that it may stand in a
document we have not seen. What each check is called, why it matters and what to write instead is data (`Check`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.domain.lint_check import OPEN, Check, Verdict
from app.domain.policy import Policy
from app.domain.policy_checks import JUDGES


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict with its check."""

    check: Check
    verdict: Verdict

    @property
    def is_open(self) -> bool:
        """Whether the owner of the policy should look at it."""
        return self.verdict.outcome in OPEN


def lint(policy: Policy, checks: Iterable[Check], today: date) -> tuple[Finding, ...]:
    """Give the findings of every check on a policy as it is on a day."""
    return tuple(Finding(check, JUDGES[check.id](policy, today)) for check in checks)
