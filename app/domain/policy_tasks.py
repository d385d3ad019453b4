"""What the organisation's own text asks in one case, on top of the law: tasks for counsellor and employer.

Only what the service can see to have begun is a task: a term counts from receipt, from the acknowledgement or from
release, and what waits for release is nobody's task before. A term in which employees should report is none, whatever
the text says: it is a duty of who reports, and is told kindly elsewhere. *Block* holds back closing where the service
can see whether the thing was done; hearing both sides it sees by the step that the case officer records.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from app.domain.case_acts import CaseAct
from app.domain.case_duties import Owed
from app.domain.investigation import AFTER_HEARING, SEEN_BY
from app.domain.policy_words import COUNSELLORS, Act, Enforcement, Role, Start, Unit
from app.domain.term_calendar import add_months, add_working_days

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from app.domain.case import Case
    from app.domain.case_duties import CaseDuty
    from app.domain.law import Law
    from app.domain.policy import Duty, Policy, Rule, Term

_REPORTING: Final = frozenset({Role.ANYBODY, Role.REPORTER, Role.COLLEAGUE})
"""Who has no duty here: what a text asks of them is told after sending, on request, and never counted."""
_ANSWERS: Final = {
    Act.ACKNOWLEDGE: Owed.ACKNOWLEDGEMENT,
    Act.RESPOND: Owed.FEEDBACK,
    Act.GIVE_FEEDBACK: Owed.FEEDBACK,
    Act.FOLLOW_UP: Owed.FEEDBACK,
}
"""What the service sees being done, by the duty of the law that stands for it."""
_MONTHS: Final = {Unit.MONTH: 1, Unit.YEAR: 12}


@dataclass(frozen=True, slots=True)
class CaseTask:
    """A duty of the text that stands open in a case."""

    rule: Rule
    duty: Duty
    by: date | None
    """The last day; None where the text gives no number."""
    blocks: frozenset[CaseAct]
    """What is not possible before it is done."""


def tasks_of(
    policy: Policy | None,
    law: Law,
    a_case: Case,
    duties: Sequence[CaseDuty],
    *,
    at_release: bool,
    steps: Collection[str] = (),
) -> tuple[CaseTask, ...]:
    """Give the tasks that stand open in a case; none once it is closed or was said to be no report.

    duties: what the law asks in this case. at_release: its clocks start when the reporter releases it. steps: those of
    the investigation that were taken.

    Raises:
        YearUnknownError: a term of working days reaches a year without data.

    """
    if policy is None or a_case.closed_on is not None or a_case.dismissed_on is not None:
        return ()
    starts = _started(a_case, is_report=bool(duties), at_release=at_release)
    tasks = []
    for rule, duty in policy.duties():
        if duty.actor in _REPORTING or duty.act is Act.REPORT or not _has_begun(duty, starts):
            continue
        if _is_done(duty, duties) or SEEN_BY.get(duty.act) in steps:
            continue
        by = _last_day(law, duty, starts.get(duty.starts), duties)
        if duty.act is Act.INVESTIGATE and by is not None:
            by = add_working_days(by, policy.parameters.investigation_starts_within_working_days or 0, law.free_days)
        tasks.append(CaseTask(rule, duty, by, _held_back(duty)))
    return tuple(tasks)


def _held_back(duty: Duty) -> frozenset[CaseAct]:
    if duty.enforcement is not Enforcement.BLOCK:
        return frozenset()
    if duty.act is Act.HEAR_BOTH_SIDES:
        return AFTER_HEARING
    return frozenset({CaseAct.CLOSE}) if duty.act in _ANSWERS else frozenset()


def _started(a_case: Case, *, is_report: bool, at_release: bool) -> dict[Start, date]:
    """Give the day of every event that the service knows of; talking before a report begins nothing."""
    received = a_case.released_on if at_release else a_case.received_on
    if not is_report or received is None:
        return {}
    days = {
        Start.RECEIPT: received,
        Start.ACKNOWLEDGEMENT: a_case.acknowledged_on,
        Start.RELEASE: a_case.released_on,
    }
    return {start: max(day, received) for start, day in days.items() if day is not None}


def _has_begun(duty: Duty, starts: dict[Start, date]) -> bool:
    """What a case is about only its counsellor knows, who is therefore always told."""
    if duty.starts is Start.CLASSIFIED_AS_INTEGRITY:
        return duty.actor in COUNSELLORS
    return duty.starts in starts


def _is_done(duty: Duty, duties: Sequence[CaseDuty]) -> bool:
    stands_for = _ANSWERS.get(duty.act)
    return any(owed.owed is stands_for and owed.fulfilled_on is not None for owed in duties)


def _last_day(law: Law, duty: Duty, start: date | None, duties: Sequence[CaseDuty]) -> date | None:
    if duty.term.unit is Unit.STATUTORY:
        stands_for = _ANSWERS.get(duty.act)
        return next((owed.due for owed in duties if owed.owed is stands_for), None)
    return _counted(law, duty.term, start) if start is not None else None


def _counted(law: Law, term: Term, start: date) -> date | None:
    count = term.n or 0
    if term.unit in _MONTHS:
        return add_months(start, count * _MONTHS[term.unit])
    if term.unit is Unit.WORKING_DAY:
        return add_working_days(start, count, law.free_days)
    if term.unit is Unit.DAY:
        return start + timedelta(days=count)
    return start if term.unit is Unit.IMMEDIATELY else None
