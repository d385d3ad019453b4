"""An organisation: where the misconduct is said to be."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.ids import OrganisationId


@dataclass(frozen=True, slots=True)
class Organisation:
    """Id of 16 bytes, short name in addresses, name as in its signed root."""

    organisation_id: OrganisationId
    slug: str
    name: str
    is_practice: bool
    """For practice only: no register, no statistics."""
    policy_slug: str | None = None
    """Short name of the policy that new cases follow (`app/policies`); None: the law alone."""
