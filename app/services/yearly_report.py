"""The figures of the yearly reports, all from one count (Ambtenarenwet 2017 art. 4(4); organisations' own texts).

What an organisation gives to others is made of two parts that share no case: its released cases, and what its
counsellors may tell of theirs. A counsellor's own report is the second part for one counsellor, advice included. It is
made on the counsellor's side: no route or command gives it to anybody else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.domain.policy_words import Act, Sector
from app.domain.statistics import (
    GROUPS,
    REPORT_GROUPS,
    THRESHOLD,
    Handling,
    Published,
    Punctuality,
    exact,
    published,
    threshold_of,
    together,
)
from app.services.organisation_policy import policy_of
from app.services.statistics import own_counts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from app.domain.organisation import Organisation
    from app.domain.statistics import Group
    from app.store.unit_of_work import UnitOfWork

YEARS_SHOWN: Final = 3
"""So many years back there are reports."""
_NOBODY: Final = bytes(16)
ACCOUNT, BOARD, ANONYMOUS = "account", "board", "anonymous"


@dataclass(frozen=True, slots=True)
class OrganisationYear:
    """One year of an organisation: exactly what may be told."""

    year: int
    is_counted: bool
    """False until January's count; then everything is withheld."""
    released: Published
    counsellors: Published
    """What all counsellors together may tell of the cases that were not released."""


@dataclass(frozen=True, slots=True)
class CounsellorYear:
    """One year of one counsellor's own cases that were not released."""

    year: int
    is_counted: bool
    figures: Published
    own_eyes: Published
    """Every number as it is today, also of released cases and of a year that is not over: for the counsellor alone."""


@dataclass(frozen=True, slots=True)
class ShownPunctuality:
    """How many released reports were answered in time and too late; None where that is fewer than the threshold."""

    year: int
    in_time: int | None
    late: int | None
    fewest_told: int = THRESHOLD


def report_kinds(organisation: Organisation, today: date) -> tuple[str, ...]:
    """Give which yearly reports an organisation owes by its policy and its sector."""
    policy = policy_of(organisation, today)
    kinds = []
    if policy is None or policy.sector is Sector.PUBLIC:
        kinds.append(ACCOUNT)
    if policy is not None and any(duty.act is Act.REPORT_YEARLY for _, duty in policy.duties()):
        kinds.append(BOARD)
    return (*kinds, ANONYMOUS)


def years_shown(today: date) -> tuple[int, ...]:
    """Give the years of which there are reports, newest first: those that are over, whatever happened in them."""
    return tuple(today.year - back for back in range(1, YEARS_SHOWN + 1))


def threshold_at(organisation: Organisation, today: date) -> int:
    """Give the smallest group that is told of an organisation, by its policy of today."""
    policy = policy_of(organisation, today)
    return threshold_of(policy.parameters.smallest_group_told if policy is not None else None)


def organisation_year(work: UnitOfWork, organisation: Organisation, year: int, today: date) -> OrganisationYear:
    """Give what may be told today of a year of an organisation."""
    is_counted, fewest = _is_counted(work, year), threshold_at(organisation, today)
    counts = _counted(work, organisation, year) if is_counted else {}
    released = published(counts.get(_NOBODY, {}), REPORT_GROUPS, fewest)
    theirs = [published(mine, GROUPS, fewest) for account_id, mine in counts.items() if account_id != _NOBODY]
    return OrganisationYear(year, is_counted, released, together(theirs, GROUPS, fewest))


def counsellor_year(
    work: UnitOfWork, account_id: bytes, organisation: Organisation, year: int, today: date
) -> CounsellorYear:
    """Give what one counsellor may tell of a year, and what only that counsellor may see."""
    is_counted = _is_counted(work, year)
    counts = _counted(work, organisation, year).get(account_id, {}) if is_counted else {}
    seen = exact(own_counts(work, account_id, organisation.organisation_id, year, today))
    return CounsellorYear(year, is_counted, published(counts, GROUPS, threshold_at(organisation, today)), seen)


def shown_punctuality(work: UnitOfWork, organisation: Organisation, today: date) -> ShownPunctuality | None:
    """Give the punctuality of the newest counted year for the start page; None unless the policy wants it shown.

    Also None when neither number reaches the threshold: a line without a number helps nobody.
    """
    policy = policy_of(organisation, today)
    if policy is None or not policy.parameters.punctuality_is_published:
        return None
    released = organisation_year(work, organisation, today.year - 1, today).released
    in_time = _answered(released, Punctuality.IN_TIME)
    late = released.told(punctuality=Punctuality.LATE)
    if in_time is None and late is None:
        return None
    return ShownPunctuality(today.year - 1, in_time, late, released.threshold)


def _answered(figures: Published, punctuality: Punctuality) -> int | None:
    """Add up the told groups in which the reporter had an answer."""
    told = [
        number
        for handling in (Handling.ANSWERED, Handling.NOT_A_REPORT)
        if (number := figures.told(handling=handling, punctuality=punctuality)) is not None
    ]
    return sum(told) if told else None


def _is_counted(work: UnitOfWork, year: int) -> bool:
    """Say whether the count has come to a year or beyond it, which is so whatever happened in that year."""
    return year <= max(work.totals.counted_years(), default=0)


def _counted(work: UnitOfWork, organisation: Organisation, year: int) -> Mapping[bytes, Mapping[Group, int]]:
    return {} if organisation.is_practice else work.totals.of_organisation(organisation.organisation_id, year)
