"""How an organisation stands to its policy: what is in force, until when, and which counsellors are missing.

Told to the administrator by `zegel organisation show` and `zegel doctor`; names no counsellor.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from app.domain.organisation import Organisation
from app.domain.policy import Policy
from app.domain.policy_words import Setting, Subject
from app.domain.roster import Shortfall
from app.services.health import list_in_force
from app.services.organisation import OrganisationError
from app.services.organisation_policy import all_policies, policy_of, roster_of

if TYPE_CHECKING:
    from app.store.unit_of_work import UnitOfWork
    from crypto.directory import Directory

_SUBJECTS: Final = {Subject.UNWANTED_CONDUCT: "unwanted conduct (OO)", Subject.INTEGRITY: "integrity (IS)"}


@dataclass(frozen=True, slots=True)
class PolicyStanding:
    """One organisation and its rules on a day."""

    organisation: Organisation
    policy: Policy | None
    """The version in force; None without a policy, or before its first day."""
    last_day: date | None
    """The day before a later version begins; None when there is no later one."""
    missing: tuple[Shortfall, ...]

    @property
    def sentence(self) -> str:
        """Say which rules hold, and until when."""
        slug = self.organisation.policy_slug
        if slug is None:
            return "follows no policy, so the law alone holds"
        if self.policy is None:
            return f"names the policy {slug}, but no version of it is in force, so the law alone holds"
        since = f" since {self.policy.effective_from}" if self.policy.effective_from else ""
        until = f"until {self.last_day}" if self.last_day else "with no end known"
        return f"follows {self.policy.citation.title} ({self.policy.id}), in force{since}, {until}"

    def missing_sentences(self) -> list[str]:
        """Say which counsellors the policy expects that the published list does not have; one sentence each."""
        return [_sentence(one) for one in self.missing]


def policy_standing(organisation: Organisation, directory: Directory | None, today: date) -> PolicyStanding:
    """Hold an organisation and its published list, None before the first, against its policy of today."""
    policy = policy_of(organisation, today)
    if policy is None:
        return PolicyStanding(organisation, None, None, ())
    return PolicyStanding(organisation, policy, _last_day(policy), roster_of(policy, directory, today))


def policy_standings(work: UnitOfWork, today: date) -> list[PolicyStanding]:
    """Hold every organisation against its policy of today."""
    return [policy_standing(one, list_in_force(work, one, today), today) for one in work.organisations.all()]


def missing_versions(work: UnitOfWork) -> list[str]:
    """Give the ids of versions that cases are pinned to and that are not among the files; looks at every case."""
    there = {policy.id for policy in all_policies()}
    return sorted(work.cases.policy_ids() - there)


def check_policy_slug(policy_slug: str) -> None:
    """Check that there is a policy of this short name, in force or to come.

    Raises:
        OrganisationError: there is none; the message lists those that are there.

    """
    known = sorted({policy.slug for policy in all_policies()})
    if policy_slug not in known:
        raise OrganisationError(f"There is no policy {policy_slug}. There are: {', '.join(known)}.")


def follow_policy(work: UnitOfWork, slug: str, policy_slug: str | None) -> Organisation:
    """Let new cases of an organisation follow another policy, or the law alone; the cases that are there keep theirs.

    Raises:
        OrganisationError: no such organisation, or no such policy.

    """
    if policy_slug is not None:
        check_policy_slug(policy_slug)
    organisation = work.organisations.by_slug(slug)
    if organisation is None:
        raise OrganisationError(f"There is no organisation {slug}.")
    work.organisations.set_policy_slug(organisation.organisation_id, policy_slug)
    return replace(organisation, policy_slug=policy_slug)


def _last_day(policy: Policy) -> date | None:
    starts = [one.effective_from for one in all_policies() if one.slug == policy.slug and one.effective_from]
    later = [start for start in starts if policy.effective_from is None or start > policy.effective_from]
    return min(later) - timedelta(days=1) if later else None


def _sentence(one: Shortfall) -> str:
    if one.expected is None:
        return f"nobody on the list takes reports about {_SUBJECTS[one.subject]}"
    kind = "" if one.expected.setting is Setting.NOT_STATED else f"{one.expected.setting} "
    subjects = "+".join(one.expected.subjects)
    counsellors = "counsellor" if one.wanted == 1 else "counsellors"
    where = f"section {one.expected.section}" if one.expected.section[0].isdigit() else one.expected.section
    return f"{one.there} of {one.wanted} {kind}{counsellors} for {subjects} ({where})"
