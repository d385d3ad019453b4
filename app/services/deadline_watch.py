"""The deadline watch: a duty that was not done in time is recorded once, on the day after its last day (PROTOCOL 6.2).

It looks at the cases whose day has come, page by page in the order of an index, and derives every day from the facts.
Cases of which all facts are the same have the same days, so most are not even read.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from app.domain.case_duties import Standing
from app.services.case_days import duties_of_case, record_missed
from app.services.organisation_policy import policy_of_case
from app.store.looks import ClockFacts, Look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.store.unit_of_work import UnitOfWork

PAGE: Final = 1000
"""Cases in one transaction: some 40 ms, which is as long as a reporter's commit may have to wait for it."""
_KEPT_LIMIT: Final = 4096

Sights = dict[ClockFacts, "Sight"]
"""What was seen under which facts, on one day; given along from page to page."""


class Sight(NamedTuple):
    """What the watch sees in a case: whether a duty was missed, and when to look again (None: until a fact changes)."""

    is_missed: bool
    next_on: date | None


def page(work: UnitOfWork, after: Look | None, today: date) -> list[Look]:
    """Give the next cases to look at, at most `PAGE`; `after` is the last one of the page before."""
    return work.looks.page(after, today, PAGE)


def look_at(work: UnitOfWork, looks: Sequence[Look], today: date, sights: Sights) -> None:
    """Record what was missed in these cases, and set for each the next day to look.

    Raises:
        PolicyNotLoadedError, LawError: the days of one of them cannot be told; nothing of these cases is kept.

    """
    days = []
    for case_id, facts in work.looks.facts(look.case_id for look in looks):
        sight = sights.get(facts) or _seen(facts, today, sights)
        a_case = work.cases.view(case_id) if sight.is_missed else None
        if a_case is not None:
            record_missed(work, a_case, today)
        days.append((case_id, sight.next_on))
    work.looks.move(days)


def _seen(facts: ClockFacts, today: date, sights: Sights) -> Sight:
    # A page may fall back on the law alone when a case's policy is missing; a miss once recorded stays, so not here.
    policy_of_case(facts)
    duties = duties_of_case(facts)
    standings = [duty.standing(today) for duty in duties]
    next_days = [
        duty.due + timedelta(days=1)
        for duty, standing in zip(duties, standings, strict=True)
        if duty.fulfilled_on is None and standing is not Standing.MISSED and not duty.is_promise
    ]
    sight = Sight(Standing.MISSED in standings, min(next_days, default=None))
    if len(sights) >= _KEPT_LIMIT:
        sights.clear()
    sights[facts] = sight
    return sight
