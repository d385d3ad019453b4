"""What the organisation's view and the register write: one function per answer, as values for JSON (PROTOCOL 3.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.web.case_days import iso
from app.web.wire import text

if TYPE_CHECKING:
    from app.domain.policy_lint import Finding
    from app.domain.register import Destruction, RegisterLine
    from app.domain.statistics import Published
    from app.domain.wording import Wording
    from app.services.organisation_totals import OrganisationOverview
    from app.services.yearly_report import OrganisationYear
    from crypto.keys import Role


def overview_answer(found: OrganisationOverview, role: Role) -> dict[str, Any]:
    """Write the page of an organisation."""
    organisation, listed, second = found.organisation, found.listed, found.second_contact
    return {
        "orgId": text(organisation.organisation_id),
        "orgName": organisation.name,
        "practice": organisation.is_practice,
        "role": int(role),
        "policy": _policy(found),
        "findings": [_finding(one) for one in found.findings],
        "list": None
        if listed is None
        else {
            "version": listed.version,
            "issuedOn": listed.issued_on.isoformat(),
            "expiresOn": listed.expires_on.isoformat(),
            "keys": listed.keys,
            "leaf": listed.leaf,
        },
        "opens": [{"name": one.name, "month": one.month, "missedTwo": one.has_missed_two} for one in found.opens],
        "log": {"size": found.log.size, "checkpoint": found.log.checkpoint},
        "threshold": found.years[0].released.threshold,
        "years": [year_answer(one) for one in found.years],
        "reports": list(found.reports),
        "secondContact": None if second is None else {"name": second.name, "sinceOn": second.since_on.isoformat()},
    }


def year_answer(one: OrganisationYear) -> dict[str, Any]:
    """Write the totals of a year."""
    return {
        "year": one.year,
        "isCounted": one.is_counted,
        "released": figures_answer(one.released),
        "counsellors": figures_answer(one.counsellors),
    }


def figures_answer(figures: Published) -> dict[str, Any]:
    """Write what may be told: a number, or null where it is withheld."""
    return {
        "groups": [
            {"handling": group.handling.value, "punctuality": group.punctuality.value, "cases": count}
            for group, count in figures.groups.items()
        ],
        "total": figures.total,
        "atLeast": figures.at_least,
    }


def line_answer(line: RegisterLine) -> dict[str, Any]:
    """Write a line of the register."""
    kept = line.keeping
    return {
        "id": line.register_id.hex(),
        "channel": line.channel,
        "receivedOn": line.received_on.isoformat(),
        "releasedOn": iso(line.released_on),
        "acknowledgedOn": iso(line.acknowledged_on),
        "feedbackOn": iso(line.feedback_on),
        "dismissedOn": iso(line.dismissed_on),
        "closedOn": iso(line.closed_on),
        "missed": [{"duty": int(duty.owed), "due": duty.due.isoformat()} for duty in line.missed],
        "outcome": line.outcome.value,
        "keptAs": kept.closed_as.value if kept is not None else None,
        "ground": _both(kept.rule.ground) if kept is not None else None,
        "destroyOn": iso(line.destroy_on),
        "extensionReason": line.extension_reason,
    }


def destruction_answer(one: Destruction) -> dict[str, Any]:
    """Write that something was destroyed."""
    return {"id": one.destruction_id.hex(), "destroyedOn": one.destroyed_on.isoformat(), "reason": one.reason}


def _policy(found: OrganisationOverview) -> dict[str, Any] | None:
    policy = found.policy.policy
    if policy is None:
        return None
    return {
        "id": policy.id,
        "title": policy.citation.title,
        "version": policy.citation.version,
        "effectiveFrom": iso(policy.effective_from),
        "lastDay": iso(found.policy.last_day),
        "counsellorIsRecipient": policy.counsellor_is_designated_recipient.value,
        "missing": len(found.policy.missing),
        "retention": [
            {
                "closedAs": rule.closed_as.value,
                "n": rule.term.n,
                "unit": rule.term.unit.value,
                "ground": _both(rule.ground),
            }
            for rule in policy.retention
        ],
    }


def _finding(one: Finding) -> dict[str, Any]:
    check = one.check
    return {
        "check": check.id,
        "article": check.article,
        "title": _both(check.title),
        "why": _both(check.why),
        "say": _both(check.say),
        "outcome": one.verdict.outcome.value,
        "isOpen": one.is_open,
    }


def _both(words: Wording) -> dict[str, str]:
    return {"nl": words.nl, "en": words.en}
