"""Counting the cases of a year, once, in January; and what a case that goes before leaves behind.

The counts are kept as they were on the day of counting. They do not follow what happens to a case afterwards, because
a figure that moves from nine to ten on a Tuesday tells that something happened on that Tuesday.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, cast

from app.domain.statistics import Group, Tally, group_of
from app.services.case_days import duties_of_case

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from app.domain.case import Case
    from app.store.looks import ClockFacts
    from app.store.unit_of_work import UnitOfWork

_NOBODY: Final = bytes(16)


def count_years(work: UnitOfWork, today: date) -> tuple[int, ...]:
    """Count every year that is over and was not counted; give those."""
    counted = work.totals.counted_years()
    if today.year - 1 in counted:
        return ()
    # Last year is counted also when nothing happened in it: that a year is counted must tell nothing.
    last = today.year - 1
    years = [year for year in range(min(work.totals.first_year() or last, last), today.year) if year not in counted]
    for year in years:
        _count(work, year, today)
    return tuple(years)


def count_before_erasure(work: UnitOfWork, a_case: Case, today: date) -> None:
    """Count a case of a year that was not counted yet, because soon it is not there to be counted."""
    organisation = work.organisations.by_id(a_case.organisation_id)
    is_counted = a_case.received_on.year in work.totals.counted_years()
    if is_counted or organisation is None or organisation.is_practice:
        return
    facts = cast("ClockFacts", a_case)
    work.totals.add(_tally(a_case.organisation_id, a_case.assignee_account_id, facts, today), 1)


def own_counts(
    work: UnitOfWork, account_id: bytes, organisation_id: bytes, year: int, today: date
) -> Mapping[Group, int]:
    """Count one counsellor's own cases of a year as they are today, for that counsellor alone."""
    found: Counter[Group] = Counter()
    for facts, number in work.totals.facts_of_account(account_id, organisation_id, year):
        found[_group(facts, today)] += number
    return found


def _count(work: UnitOfWork, year: int, today: date) -> None:
    found: Counter[Tally] = Counter()
    for organisation_id, account_id, facts, number in work.totals.facts_of_year(year):
        found[_tally(organisation_id, account_id, facts, today)] += number
    for tally, number in found.items():
        work.totals.add(tally, number)
    work.totals.note_counted(year, today)


def _tally(organisation_id: bytes, account_id: bytes, facts: ClockFacts, today: date) -> Tally:
    whose = account_id if facts.released_on is None else _NOBODY
    return Tally(organisation_id, whose, facts.received_on.year, _group(facts, today))


def _group(facts: ClockFacts, today: date) -> Group:
    a_case = cast("Case", facts)
    return group_of(a_case, duties_of_case(a_case), today)
