"""Where one can go outside the employer, by the data that come with this version (`app/policies/authorities.toml`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain import authorities
from app.domain.authorities import Authority, Kind, Outside, Topic
from app.policies.authorities_loader import dutch_authorities

if TYPE_CHECKING:
    from datetime import date


def desks_on_pages(day: date) -> tuple[Authority, ...]:
    """Give the desks of the short list, in order."""
    return authorities.on_pages(dutch_authorities(), day)


def desks_for(topic: Topic, day: date, *, concerns: str | None = None) -> Outside:
    """Give the desks for a topic; `concerns` is the key of an authority that the report is about."""
    return authorities.find_outside(dutch_authorities(), topic, day, concerns=concerns)


def help_in_danger(day: date) -> tuple[Authority, ...]:
    """Give the desks for danger, and then those for support."""
    known = dutch_authorities()
    return authorities.of_kind(known, Kind.DANGER, day) + authorities.of_kind(known, Kind.SUPPORT, day)
