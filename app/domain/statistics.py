"""Counting cases so that nobody can count people: small groups are withheld, and so is what gives them away.

Every case of a year stands in exactly one *group*. A group below the threshold is withheld, and *none* looks the same
as *a few*: in an organisation of sixty, “not nobody” is a person. A total is given only when it leaves every withheld
group all its possibilities (complementary suppression). Rows, sums and charts are made of what was given and of
nothing else, so no difference between two of them tells more. Years do not overlap, released cases are counted for
the organisation and all others for their counsellor: no two published figures count the same case differently.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from app.domain.case_duties import Standing
from app.domain.track import Track

if TYPE_CHECKING:
    from datetime import date

    from app.domain.case import Case
    from app.domain.case_duties import CaseDuty

THRESHOLD: Final = 5
"""The smallest group that is given as a number, unless the organisation's policy asks for larger ones."""


class Space(StrEnum):
    """Whose knowledge a case is."""

    COUNSELLOR = "counsellor"
    ORGANISATION = "organisation"


class Handling(StrEnum):
    """How far a case came."""

    ADVICE = "advice"
    IN_PROGRESS = "in_progress"
    ANSWERED = "answered"
    NOT_A_REPORT = "not_a_report"


class Punctuality(StrEnum):
    """How the duties of a case stand together: one missed duty makes the case late."""

    NO_CLOCK = "no_clock"
    RUNNING = "running"
    IN_TIME = "in_time"
    LATE = "late"


class Group(NamedTuple):
    """Where a case stands in a report."""

    handling: Handling
    punctuality: Punctuality


REPORT_GROUPS: Final = (
    Group(Handling.IN_PROGRESS, Punctuality.RUNNING),
    Group(Handling.IN_PROGRESS, Punctuality.LATE),
    Group(Handling.ANSWERED, Punctuality.IN_TIME),
    Group(Handling.ANSWERED, Punctuality.LATE),
    Group(Handling.NOT_A_REPORT, Punctuality.IN_TIME),
    Group(Handling.NOT_A_REPORT, Punctuality.LATE),
)
"""Every group a report can stand in; each is in every table, also when nobody is in it."""
GROUPS: Final = (Group(Handling.ADVICE, Punctuality.NO_CLOCK), *REPORT_GROUPS)
"""The groups of a counsellor's own cases."""


class Tally(NamedTuple):
    """To whose count of a year a case belongs."""

    organisation_id: bytes
    account_id: bytes
    """The counsellor; of released cases all zeros: they are counted for the organisation as a whole."""
    year: int
    group: Group

    @property
    def space(self) -> Space:
        """Whose knowledge it is."""
        return Space.COUNSELLOR if any(self.account_id) else Space.ORGANISATION


@dataclass(frozen=True, slots=True)
class Published:
    """What may be told of groups: a number, or None where it is withheld (fewer than the threshold, or nobody)."""

    groups: Mapping[Group, int | None]
    total: int | None
    """None where it would give a withheld group away."""
    threshold: int = THRESHOLD
    """Groups below it were withheld."""

    @property
    def at_least(self) -> int:
        """The sum of what is told."""
        return sum(count or 0 for count in self.groups.values())

    def told(self, *, handling: Handling | None = None, punctuality: Punctuality | None = None) -> int | None:
        """Give the sum of what is told of some groups; None when none of them is. A sum of told numbers only."""
        numbers = [
            count
            for group, count in self.groups.items()
            if count is not None and handling in {None, group.handling} and punctuality in {None, group.punctuality}
        ]
        return sum(numbers) if numbers else None


def threshold_of(wanted: int | None) -> int:
    """Give the threshold of an organisation whose policy wants this one: never lower than everybody's."""
    return max(THRESHOLD, wanted or 0)


def published(
    counts: Mapping[Group, int], groups: Iterable[Group] = REPORT_GROUPS, threshold: int = THRESHOLD
) -> Published:
    """Withhold what is small, and the total where it would tell what was withheld.

    With the total, the sum of what is withheld is known. It is given only when each withheld group could by itself be
    anything from nobody to just below the threshold: the sum is then neither so small nor so large that it narrows one.
    """
    every = tuple(groups)
    told = {group: count if (count := counts.get(group, 0)) >= threshold else None for group in every}
    withheld = [counts.get(group, 0) for group, count in told.items() if count is None]
    largest = threshold - 1
    is_safe = not withheld or largest <= sum(withheld) <= largest * (len(withheld) - 1)
    return Published(told, sum(counts.get(group, 0) for group in every) if is_safe else None, threshold)


def exact(counts: Mapping[Group, int], groups: Iterable[Group] = GROUPS) -> Published:
    """Give everything, for the one person whose cases they are."""
    every = {group: counts.get(group, 0) for group in groups}
    return Published(dict(every), sum(every.values()))


def together(parts: Iterable[Published], groups: Iterable[Group] = GROUPS, threshold: int = THRESHOLD) -> Published:
    """Add up what is told in several parts. Never more than that: a total is left out."""
    sums: Counter[Group] = Counter()
    for part in parts:
        sums.update({group: count for group, count in part.groups.items() if count is not None})
    return Published({group: sums.get(group) for group in groups}, None, threshold)


def group_of(a_case: Case, duties: Iterable[CaseDuty], today: date) -> Group:
    """Say in which group a case stands on a day."""
    if a_case.track is Track.SPARREN:
        return Group(Handling.ADVICE, Punctuality.NO_CLOCK)
    is_late = any(duty.standing(today) is Standing.MISSED for duty in duties)
    if a_case.dismissed_on is not None:
        handling = Handling.NOT_A_REPORT
    elif a_case.feedback_on is not None:
        handling = Handling.ANSWERED
    else:
        return Group(Handling.IN_PROGRESS, Punctuality.LATE if is_late else Punctuality.RUNNING)
    return Group(handling, Punctuality.LATE if is_late else Punctuality.IN_TIME)
