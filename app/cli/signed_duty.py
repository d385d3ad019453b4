"""Checking signed statements, so that neither party need believe the service (PROTOCOL 6.2).

A statement is worth what it names: a claimed acknowledgement must name a message that is one, claimed feedback a
message of feedback, both written by the counsellor, with the last day that the law gives. What the reporter contested
does not stand.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from app.cli.case_facts import CaseFacts
from app.cli.duty_words import CONTESTABLE, NAMES, REASONS, message_of, sentence_of
from crypto.duty import FLAG_MANUAL, DutyKind, DutyStatement, NotReportReason, allowed_actors, verify_duty
from crypto.encoding import date_of, day_of, unb64
from crypto.envelope_inspect import FROM_RECIPIENT, FROM_REPORTER
from crypto.errors import WbpError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.cli.conversation import Conversation

_NO_HASH: Final = bytes(32)


class Missed(NamedTuple):
    """A duty (2 acknowledgement, 3 feedback) and its last day."""

    duty: int
    due: date


@dataclass(frozen=True)
class CheckedDuty:
    """A statement with the result of checking it; kind and day are None when it could not be read."""

    kind: DutyKind | None
    day: date | None = None
    due: date | None = None
    problem: str | None = None
    detail: int = 0
    record_hash: bytes = _NO_HASH
    ref: bytes = _NO_HASH
    actor: bytes = _NO_HASH
    is_contested: bool = False
    stands: bool = False
    """It holds and was not contested; a closure stands until a contest opens the case again."""

    @property
    def sentence(self) -> str:
        """What to tell of it."""
        if self.kind is None or self.problem is not None:
            return f"A statement of the counsellor does not hold: {self.problem}."
        told = sentence_of(self.kind, self.day, self.detail)
        return f"{told} It was contested, so it does not count." if self.is_contested else told

    def as_json(self) -> dict[str, object]:
        """Return the members for `--json`."""
        told: dict[str, object] = {
            "kind": NAMES.get(self.kind, "other") if self.kind is not None else "unknown",
            "day": self.day.isoformat() if self.day else None,
            "due": self.due.isoformat() if self.due else None,
            "verified": self.problem is None,
            "problem": self.problem,
            "contested": self.is_contested,
        }
        return told | ({"reason": REASONS[NotReportReason(self.detail)]} if self.detail else {})


@dataclass(frozen=True)
class Acts:
    """All statements of a case, checked, in order."""

    duties: tuple[CheckedDuty, ...]
    facts: CaseFacts
    officer: Acts | None = None
    """What the case officer signed in the organisation's space, where there is one; it fulfils the same terms."""

    def employer_day_of(self, kind: DutyKind) -> date | None:
        """Return the day on which counsellor or case officer did it, the earlier; None while neither did.

        In a linked case what was done in the earlier one counts as well.
        """
        of_officer = self.officer.day_of(kind) if self.officer is not None else None
        before = self.facts.linked.day_of(kind) if self.facts.linked is not None else None
        return min((day for day in (self.day_of(kind), of_officer, before) if day is not None), default=None)

    def day_of(self, kind: DutyKind) -> date | None:
        """Return the day of the act of this kind that stands."""
        return next((duty.day for duty in reversed(self.duties) if duty.kind is kind and duty.stands), None)

    def own_day_of(self, kind: DutyKind) -> date | None:
        """Return the same for an act of the counsellor of now; what another said of themself is theirs."""
        own = (duty for duty in reversed(self.duties) if duty.kind is kind and duty.actor == self.facts.assignee)
        return next((duty.day for duty in own if duty.stands), None)

    def last_days(self) -> tuple[date | None, date | None]:
        """Return the last days to acknowledge and to give feedback, as the statements that stand make them."""
        return self.facts.last_days(self.employer_day_of(DutyKind.ACK_SENT))

    def missed(self, today: date) -> list[Missed]:
        """Return what was not done in time, also what was done later; a promise of the counsellor is none of these."""
        if self.facts.is_waiting:
            return []
        dismissed, feedback = self.day_of(DutyKind.NOT_A_REPORT), self.employer_day_of(DutyKind.FEEDBACK_GIVEN)
        done = ((2, (self.employer_day_of(DutyKind.ACK_SENT), feedback, dismissed)), (3, (feedback, dismissed)))
        late = []
        for (duty, days), due in zip(done, self.last_days(), strict=True):
            if due is not None and min((day for day in days if day is not None), default=today) > due:
                late.append(Missed(duty, due))
        return late

    def as_json(self, today: date) -> dict[str, object]:
        """Return the members for `--json`: the last days, what was done when, and what was missed."""
        days = {
            "acknowledge_by": self.last_days()[0],
            "feedback_by": self.last_days()[1],
            "acknowledged_on": self.employer_day_of(DutyKind.ACK_SENT),
            "feedback_on": self.employer_day_of(DutyKind.FEEDBACK_GIVEN),
            "dismissed_on": self.day_of(DutyKind.NOT_A_REPORT),
            "unable_on": self.day_of(DutyKind.UNABLE),
            "closed_on": self.day_of(DutyKind.CLOSED)
            or (self.officer.day_of(DutyKind.CLOSED) if self.officer else None),
        }
        told = {name: day.isoformat() if day else None for name, day in days.items()}
        missed = [{"duty": late.duty, "due": late.due.isoformat()} for late in self.missed(today)]
        return {**told, "missed": missed, "duties": [duty.as_json() for duty in self.duties]}


def check_duties(
    statements: Sequence[object],
    conversation: Conversation,
    place: tuple[bytes, bytes],
    facts: CaseFacts,
    before: Sequence[tuple[int, CaseFacts]] = (),
) -> Acts:
    """Check every statement in order: signature, case, what it names, and its dates. `place`: (org_id, case_id).

    before: for each former track how many statements came until its end, and the facts of that time. What was done
    on a former track is shown and fulfils nothing on this one.
    """
    acts, start = Acts((), facts), 0
    for end, earlier in before:
        done = _checked(statements[start:end], conversation, place, Acts(acts.duties, earlier))
        acts, start = Acts(tuple(replace(duty, stands=False) for duty in done.duties), facts), end
    return _checked(statements[start:], conversation, place, acts)


def _checked(statements: Sequence[object], conversation: Conversation, place: tuple[bytes, bytes], acts: Acts) -> Acts:
    for raw in statements:
        duty = _check(raw, conversation, place, acts)
        before = acts.duties
        if duty.kind is DutyKind.CONTEST and duty.problem is None:
            before = tuple(_after_contest(earlier, duty.ref) for earlier in before)
        acts = Acts((*before, duty), acts.facts)
    return acts


def _after_contest(duty: CheckedDuty, named: bytes) -> CheckedDuty:
    if duty.record_hash == named:
        return replace(duty, is_contested=True, stands=False)
    return replace(duty, stands=False) if duty.kind is DutyKind.CLOSED else duty


def _check(raw: object, conversation: Conversation, place: tuple[bytes, bytes], acts: Acts) -> CheckedDuty:
    facts = acts.facts
    try:
        statement = verify_duty(unb64(str(raw)), _actors(facts), *place)
    except WbpError as error:
        return CheckedDuty(None, problem=f"its check failed ({error.code})")
    problem = _problem(statement, conversation, acts)
    return CheckedDuty(
        DutyKind(statement.kind),
        date_of(statement.day),
        date_of(statement.due) if statement.due else None,
        problem,
        statement.detail,
        statement.hash,
        statement.ref,
        statement.actor,
        stands=problem is None,
    )


def _actors(facts: CaseFacts) -> dict[int, frozenset[bytes]]:
    """Return who may have made each kind: the counsellor of now, and those before."""
    by_each = [allowed_actors(assignee=one, reporter=facts.reporter) for one in (facts.assignee, *facts.earlier)]
    actors = {kind: frozenset().union(*(one[kind] for one in by_each)) for kind in by_each[0]}
    # What was brought outside by hand, the reporter can say too.
    actors[int(DutyKind.ROUTED_EXTERNAL)] |= {facts.reporter}
    return actors


def _problem(statement: DutyStatement, conversation: Conversation, acts: Acts) -> str | None:
    """Return what is wrong with a statement whose signature holds."""
    kind = DutyKind(statement.kind)
    if kind is DutyKind.CONTEST:
        contestable = {duty.record_hash for duty in acts.duties if duty.kind in CONTESTABLE.values()}
        return None if statement.ref in contestable else "it contests nothing that is here"
    if kind in {DutyKind.ASSIGNED, DutyKind.ROUTED_EXTERNAL}:
        is_routed = kind is DutyKind.ROUTED_EXTERNAL
        return _by_hand_problem(statement, conversation, acts.facts) if is_routed else None
    if statement.due not in _limits(statement, acts):
        return "its last day is another than the law gives"
    if date_of(statement.day) < acts.facts.received_on - timedelta(days=1):
        return "its day is before the report"
    if kind is DutyKind.CLOSED and statement.ref == _NO_HASH:
        return None
    types, complaint = message_of(kind)
    named = [line.opened for line in conversation.of(FROM_RECIPIENT) if line.env_hash == statement.ref]
    if not any(opened is not None and opened.type in types for opened in named):
        return complaint
    if kind is not DutyKind.DISPUTE and any(opened and abs(opened.day - statement.day) > 1 for opened in named):
        return "its day does not fit the message"
    return None


def _limits(statement: DutyStatement, acts: Acts) -> set[int]:
    """Return the last days that a statement may name; until release there was only the counsellor's promise.

    What was signed before a case was linked to an earlier one names the last days that it had until then.
    """
    kinds, facts = (DutyKind.ACK_SENT, DutyKind.FEEDBACK_GIVEN), acts.facts
    possible = [facts]
    if facts.released_on is not None and date_of(statement.day) <= facts.released_on:
        possible.append(facts._replace(released_on=None))
    if facts.linked is not None:
        possible += [one.before_linking() for one in possible]
    days = [dict(zip(kinds, one.last_days(acts.day_of(DutyKind.ACK_SENT)), strict=True)) for one in possible]
    limits = [found.get(DutyKind(statement.kind)) for found in days]
    return {day_of(limit) if limit is not None else 0 for limit in limits}


def _by_hand_problem(statement: DutyStatement, conversation: Conversation, facts: CaseFacts) -> str | None:
    """The reporter says so alone; a counsellor names the reporter's message that agreed to it."""
    if statement.flags != FLAG_MANUAL:
        return "it does not say that it was brought by hand"
    named = any(line.env_hash == statement.ref for line in conversation.of(FROM_REPORTER))
    return None if statement.actor == facts.reporter or named else "it names no message of the reporter"
