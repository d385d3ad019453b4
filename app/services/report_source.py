"""Where an organisation's own text asks for a yearly report, in words for the report itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.policy_words import Act
from app.services.organisation_policy import policy_of

if TYPE_CHECKING:
    from datetime import date

    from app.domain.organisation import Organisation


def source_of(organisation: Organisation, today: date) -> str:
    """Name document and section; empty where the text asks for none."""
    policy = policy_of(organisation, today)
    if policy is None:
        return ""
    asked = [rule.section for rule, duty in policy.duties() if duty.act is Act.REPORT_YEARLY]
    return policy.source(asked[0]) if asked else ""
