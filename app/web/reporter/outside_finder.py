"""The finder of desks outside the employer: every subject with who is competent, all on one page.

Whoever looks opens a subject in the page. No address holds the subject, so neither service nor network learns it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.authorities import Kind, Topic, of_kind
from app.policies.authorities_loader import dutch_authorities
from app.services.outside_desks import desks_for, help_in_danger

if TYPE_CHECKING:
    from datetime import date

    from app.domain.authorities import Authority, Outside


@dataclass(frozen=True)
class Finder:
    """All that the page shows. `rest` takes what nobody else was designated for."""

    subjects: dict[str, Outside]
    """By topic; *anything else* stands apart."""
    everything_else: Outside
    rest: Authority
    union: tuple[Authority, ...]
    help: tuple[Authority, ...]


def finder(day: date) -> Finder:
    """Give every subject with its desks, in the order of the list of topics.

    Raises:
        LookupError: there is no rest category on this day; the tests see to it that there is.

    """
    found = {topic: desks_for(topic, day) for topic in Topic}
    rest = found[Topic.OTHER].rest
    if rest is None:
        raise LookupError("There is no desk of the rest category.")
    return Finder(
        subjects={topic: outside for topic, outside in found.items() if topic is not Topic.OTHER},
        everything_else=found[Topic.OTHER],
        rest=rest,
        union=of_kind(dutch_authorities(), Kind.UNION, day),
        help=help_in_danger(day),
    )
