"""The duties of a case by the law that comes with this version of the service and the policy the case is pinned to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from app.domain import case_duties
from app.domain.errors import PolicyNotLoadedError
from app.domain.policy_tasks import CaseTask, tasks_of
from app.policies.law_loader import dutch_law
from app.services.case_log import record
from app.services.organisation_policy import clock_starts_at_release, policy_of_case
from crypto.tree import EventType

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from app.domain.case import Case, Clocked
    from app.domain.case_duties import CaseDuty
    from app.domain.track import Track
    from app.store.unit_of_work import UnitOfWork


def duties_of_case(a_case: Clocked) -> tuple[CaseDuty, ...]:
    """Give what is owed in a case, derived from its facts; nothing on a track without a clock."""
    return case_duties.duties_of(dutch_law(), a_case, at_release=clock_starts_at_release(a_case))


def missed_of_case(a_case: Case, today: date) -> tuple[CaseDuty, ...]:
    """Give what was not done in time, also what was done later."""
    return case_duties.missed(duties_of_case(a_case), today)


def tasks_of_case(a_case: Case, steps: Collection[str] = ()) -> tuple[CaseTask, ...]:
    """Give what the organisation's own text asks in a case; nothing when the version of the case is not loaded.

    steps: those of the investigation that were taken.
    """
    try:
        policy = policy_of_case(a_case)
    except PolicyNotLoadedError:
        return ()
    at_release = clock_starts_at_release(a_case)
    return tasks_of(policy, dutch_law(), a_case, duties_of_case(a_case), at_release=at_release, steps=steps)


def next_look_on(a_case: Case) -> date:
    """Give the day by which the worklist orders a case; an index, not a fact."""
    return case_duties.next_look_on(duties_of_case(a_case), is_closed=a_case.closed_on is not None)


@dataclass(frozen=True, slots=True)
class _NewCase:
    """A case on the day it comes in, when nothing has been done yet."""

    track: Track
    received_on: date
    policy_id: None = None
    acknowledged_on: None = None
    feedback_on: None = None
    dismissed_on: None = None
    released_on: None = None


@lru_cache(maxsize=64)
def first_look_on(track: Track, received_on: date, *, at_release: bool) -> date:
    """Give what `next_look_on` says of a case that comes in; all of one day and track have the same.

    at_release: by the organisation's policy the clocks start when the reporter releases the case.
    """
    duties = case_duties.duties_of(dutch_law(), _NewCase(track, received_on), at_release=at_release)
    return case_duties.next_look_on(duties, is_closed=False)


def record_missed(work: UnitOfWork, a_case: Case, today: date) -> tuple[CaseDuty, ...]:
    """Record every missed duty that is not recorded yet, and give those; each duty is missed once.

    The watch does this on the day after the last day. An act does it too, before and after it changes the case, so
    that the order in the log is the order in which things happened, also when the service was down for some days.
    """
    missed = missed_of_case(a_case, today)
    if not missed:
        return ()
    # A contested acknowledgement moves the last day of the feedback: the same duty, which is not missed a second time.
    # What was due before this day of receipt belongs to the track before, whose duties ended with it.
    known = {
        event.detail
        for event in work.events.of_case(a_case.case_id)
        if event.kind == EventType.DEADLINE_MISSED and event.due_on is not None and event.due_on >= a_case.received_on
    }
    fresh = tuple(duty for duty in missed if int(duty.owed) not in known)
    for duty in fresh:
        record(work, a_case, EventType.DEADLINE_MISSED, today, due=duty.due, detail=int(duty.owed))
    return fresh
