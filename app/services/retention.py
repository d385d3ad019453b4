"""Until when a case is kept, by the policy it is pinned to (Wbk art. 2a(2)).

Derived, like every other day: what is kept is only that somebody extended it, and why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import PolicyNotLoadedError
from app.domain.retention import closed_as, keeping_of
from app.services.organisation_policy import all_policies

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from app.domain.case import Case
    from app.domain.policy import Policy
    from app.domain.retention import Keeping
    from app.store.unit_of_work import UnitOfWork


def keeping(work: UnitOfWork, a_case: Case) -> Keeping | None:
    """Give until when a case is kept; None while it is open.

    Raises:
        PolicyNotLoadedError: the version it is pinned to is not there. Nothing is destroyed by guessing.

    """
    if a_case.closed_on is None:
        return None
    ended = closed_as(a_case.track, a_case.dismissed_on)
    last = work.erasure.last_message_on(a_case.case_id)
    return keeping_of(_policy(a_case.policy_id), ended, a_case.closed_on, last)


def destroy_on(work: UnitOfWork, a_case: Case) -> date | None:
    """Give the day on which a case is destroyed, with the extension of its register row; None while it is open.

    Raises:
        PolicyNotLoadedError: as for `keeping`.

    """
    kept = keeping(work, a_case)
    if kept is None:
        return None
    entry = work.register.of_case(a_case.case_id)
    extended = entry.extended_to if entry is not None else None
    return max(kept.until, extended or kept.until)


def due_cases(work: UnitOfWork, today: date) -> Iterator[bytes]:
    """Give the ids (16 bytes) of closed cases whose term is over, unless a message or an extension keeps one."""
    for ending in work.erasure.endings():
        ended = closed_as(ending.track, ending.closed_on if ending.is_dismissed else None)
        try:
            until = keeping_of(_policy(ending.policy_id), ended, ending.closed_on, None).until
        except PolicyNotLoadedError:
            continue
        if until <= today:
            yield from work.erasure.ended_so(ending)


def _policy(policy_id: str | None) -> Policy | None:
    if policy_id is None:
        return None
    for policy in all_policies():
        if policy.id == policy_id:
            return policy
    raise PolicyNotLoadedError
