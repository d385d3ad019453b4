"""The employer's investigation in steps: begun, the reporter heard, the other side heard, the outcome recorded.

What was found stands in sealed messages only; here is that a step was taken, and on which day. Where the organisation's
text demands that both sides are heard, nobody gives feedback or closes before the other side was heard. The service
cannot see what a case is about, so a text that demands it for some subjects demands it in every released case. Where
that text is not loaded nobody can say what it demands (`must_hear` None): then the same waits, until the text is back
or the other side was heard.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from app.domain.case_acts import CaseAct
from app.domain.errors import CaseClosedError, InvestigationError, OtherSideNotHeardError, PolicyNotLoadedError
from app.domain.policy_words import Act, Enforcement

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from app.domain.case import Case
    from app.domain.policy import Policy


class Step(StrEnum):
    """A step of an investigation, by the name under which it is kept."""

    STARTED = "investigation-started"
    REPORTER_HEARD = "reporter-heard"
    OTHER_SIDE_HEARD = "other-side-heard"
    OUTCOME = "outcome-recorded"


AFTER_HEARING: Final = frozenset({CaseAct.GIVE_FEEDBACK, CaseAct.CLOSE})
"""What waits until the other side was heard, where the text demands that."""
SEEN_BY: Final = {Act.INVESTIGATE: Step.STARTED, Act.HEAR_BOTH_SIDES: Step.OTHER_SIDE_HEARD}
"""The step by which the service sees that a duty of the text was done."""


def demands_hearing(policy: Policy | None) -> bool:
    """Say whether a text holds things back until both sides were heard."""
    return policy is not None and any(
        duty.act is Act.HEAR_BOTH_SIDES and duty.enforcement is Enforcement.BLOCK for _, duty in policy.duties()
    )


def in_order(done: Mapping[str, date]) -> dict[str, date]:
    """Put taken steps in the order of their days, and on one day in their own."""
    places = [step.value for step in Step]
    return dict(sorted(done.items(), key=lambda taken: (taken[1], places.index(taken[0]))))


def checked_step(name: str, done: Collection[str], a_case: Case, *, must_hear: bool | None) -> Step:
    """Give the step of a name, when it can be taken now; `done` are the steps taken before.

    Raises:
        InvestigationError: no such step, taken before, or the investigation has not begun.
        OtherSideNotHeardError: no outcome before the other side was heard, where the text demands that.
        PolicyNotLoadedError: the same, where nobody can say whether the text demands it.
        CaseClosedError: the case is closed.

    """
    if a_case.closed_on is not None:
        raise CaseClosedError
    if name not in set(Step) or name in done:
        raise InvestigationError
    step = Step(name)
    if step is not Step.STARTED and Step.STARTED not in done:
        raise InvestigationError
    if step is Step.OUTCOME:
        check_heard(done, must_hear=must_hear)
    return step


def check_heard(done: Collection[str], *, must_hear: bool | None) -> None:
    """Both sides were heard, or nobody demands it.

    Raises:
        OtherSideNotHeardError: the text demands it and it was not done.
        PolicyNotLoadedError: it was not done, and the text that says whether it must be is not loaded.

    """
    if Step.OTHER_SIDE_HEARD in done or must_hear is False:
        return
    raise OtherSideNotHeardError if must_hear else PolicyNotLoadedError


def open_steps(done: Collection[str], a_case: Case, *, must_hear: bool | None) -> tuple[Step, ...]:
    """Give the steps that can be taken now, in their order."""
    return tuple(step for step in Step if _is_open(step, done, a_case, must_hear=must_hear))


def _is_open(step: Step, done: Collection[str], a_case: Case, *, must_hear: bool | None) -> bool:
    try:
        checked_step(step, done, a_case, must_hear=must_hear)
    except (InvestigationError, OtherSideNotHeardError, PolicyNotLoadedError, CaseClosedError):
        return False
    return True
