"""Bodies outside that an organisation's own text names: by their real name, and told so when one is gone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.policies.authorities_loader import dutch_authorities

if TYPE_CHECKING:
    from datetime import date

    from app.domain.authorities import Authority
    from app.domain.policy import Policy
    from app.domain.wording import Wording


@dataclass(frozen=True)
class Body:
    """A body as it is; `written_as` when the text calls it something else."""

    authority: Authority
    written_as: str | None


@dataclass(frozen=True)
class Gone:
    """A body that no longer exists, as the text writes it, and its last day."""

    written_as: str
    ended_on: date


@dataclass(frozen=True)
class Complaint:
    """Where a complaint goes, and what it asks; `body` None when the text names no committee."""

    says: Wording
    body: Authority | None
    is_named: bool


@dataclass(frozen=True)
class BodiesNamed:
    """All that the text names."""

    outside: tuple[Body, ...]
    gone: tuple[Gone, ...]
    complaints: tuple[Complaint, ...]


def bodies_named(policy: Policy, day: date) -> BodiesNamed:
    """Give the bodies a policy names that can be shown on a day, those that are gone, and where complaints go."""
    known = {one.key: one for one in dutch_authorities() if one.can_be_shown(day)}
    return BodiesNamed(
        outside=tuple(
            Body(known[route.authority], route.written_as)
            for route in policy.external
            if route.authority in known and not (route.ended_on and route.ended_on <= day)
        ),
        gone=tuple(
            Gone(route.written_as or route.authority, route.ended_on)
            for route in policy.external
            if route.ended_on is not None and route.ended_on <= day
        ),
        complaints=tuple(Complaint(one.says, known.get(one.body or ""), one.named) for one in policy.complaints),
    )
