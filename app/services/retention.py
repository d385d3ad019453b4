"""Until when a case is kept, by the policy it is pinned to (Wbk art. 2a(2)).

Derived, like every other day: what is kept is only that somebody extended it, and why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from app.domain.errors import PolicyNotLoadedError
from app.domain.legal_demand import holds_back, told_to_reporter
from app.domain.policy_words import ClosedAs
from app.domain.retention import closed_as, is_left_open, keeping_of
from app.services.organisation_policy import all_policies

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from app.domain.case import Case
    from app.domain.policy import Policy
    from app.domain.retention import Keeping
    from app.domain.wording import Wording
    from app.store.unit_of_work import UnitOfWork


class Foreseen(NamedTuple):
    """The day on which a case will be destroyed unless somebody writes, and the ground of that term."""

    on: date
    ground: Wording


def keeping(work: UnitOfWork, a_case: Case) -> Keeping | None:
    """Give until when a case is kept; None while it is open, unless it is advice that silence ends.

    Raises:
        PolicyNotLoadedError: the version it is pinned to is not there. Nothing is destroyed by guessing.

    """
    if a_case.closed_on is not None:
        ended, start = closed_as(a_case.track, a_case.dismissed_on), a_case.closed_on
    elif is_left_open(a_case.track, None, answers=a_case.recipient_messages, unanswered=a_case.unanswered):
        ended, start = ClosedAs.ADVICE_LEFT_OPEN, a_case.received_on
    else:
        return None
    return keeping_of(_policy(a_case.policy_id), ended, start, work.erasure.last_message_on(a_case.case_id))


def destroy_on(work: UnitOfWork, a_case: Case) -> date | None:
    """Give the day on which a case is destroyed, with the extension of its register row; None while it is not known.

    Raises:
        PolicyNotLoadedError: as for `keeping`.

    """
    kept = keeping(work, a_case)
    if kept is None:
        return None
    entry = work.register.of_case(a_case.case_id)
    extended = entry.extended_to if entry is not None else None
    return max(kept.until, extended or kept.until)


def foreseen(work: UnitOfWork, a_case: Case, *, for_reporter: bool) -> Foreseen | None:
    """Give what reporter and counsellor are told beforehand; None while the day is not known.

    An order to disclose that is open leaves no day; a reporter who may not know of it yet is told as without it.
    """
    demands = work.legal_demands.of_case(a_case.case_id)
    if holds_back(told_to_reporter(demands) if for_reporter else demands):
        return None
    try:
        kept, on = keeping(work, a_case), destroy_on(work, a_case)
    except PolicyNotLoadedError:
        return None
    return Foreseen(on, kept.rule.ground) if kept is not None and on is not None else None


def due_cases(work: UnitOfWork, today: date) -> Iterator[bytes]:
    """Give the ids (16 bytes) of cases whose term is over, unless a message or an extension keeps one."""
    for ending in work.erasure.endings():
        ended = closed_as(ending.track, ending.closed_on if ending.is_dismissed else None)
        if _is_over(ending.policy_id, ended, ending.closed_on, today):
            yield from work.erasure.ended_so(ending)
    for silent in work.erasure.silent_advice():
        if _is_over(silent.policy_id, ClosedAs.ADVICE_LEFT_OPEN, silent.last_message_on, today):
            yield silent.case_id


def _is_over(policy_id: str | None, ended: ClosedAs, start: date, today: date) -> bool:
    try:
        return keeping_of(_policy(policy_id), ended, start, None).until <= today
    except PolicyNotLoadedError:
        return False


def _policy(policy_id: str | None) -> Policy | None:
    if policy_id is None:
        return None
    for policy in all_policies():
        if policy.id == policy_id:
            return policy
    raise PolicyNotLoadedError
