"""A signed act is checked against its case, kept, and changes the case: all in the transaction of the caller.

What the statement must fit: the actor's key, organisation and case, the counsellor's space, what it speaks of, the
service's day, and the last day of the duty it fulfils (PROTOCOL 3.4, 6.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.case_duties import Owed, limit_of
from app.domain.conversation import COUNSELLOR_SPACE, ORGANISATION_SPACE
from app.domain.errors import StatementError
from app.services.case_days import duties_of_case, next_look_on, record_missed
from app.services.case_log import record
from crypto.duty import DutyKind, DutyStatement, allowed_actors, check_due, verify_duty
from crypto.encoding import date_of, day_of
from crypto.tree import EventType

if TYPE_CHECKING:
    from datetime import date

    from app.domain.case import Case
    from app.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class SignedAct:
    """A verified statement about a case, on the service's day."""

    case: Case
    statement: DutyStatement
    today: date


def verified(a_case: Case, raw: bytes, today: date) -> SignedAct:
    """Check a statement (176 bytes) against its case; what it speaks of (`ref`) is for the caller to check.

    Raises:
        StatementError: another space or another day.
        FormatError, SenderError, SignatureError, PolicyError: the statement itself is no good, or its last day.

    """
    actors = allowed_actors(assignee=a_case.assignee_pk, reporter=a_case.sign_pk)
    # What was transmitted by hand, the reporter can say too (PROTOCOL 5.5).
    actors[int(DutyKind.ROUTED_EXTERNAL)] |= {a_case.sign_pk}
    return _checked(a_case, raw, actors, today)


def verified_of_officer(a_case: Case, officer_pk: bytes, raw: bytes, today: date) -> SignedAct:
    """Check a statement of the case officer (Ed25519, 32) in the organisation's space; errors as `verified`."""
    return _checked(a_case, raw, allowed_actors(assignee=officer_pk), today, ORGANISATION_SPACE)


def _checked(
    a_case: Case,
    raw: bytes,
    actors: dict[int, frozenset[bytes]],
    today: date,
    space: int = COUNSELLOR_SPACE,
) -> SignedAct:
    statement = verify_duty(raw, actors, a_case.organisation_id, a_case.case_id)
    # The reporter contests what was signed in either space, in the space in which it was signed.
    spaces = {COUNSELLOR_SPACE, ORGANISATION_SPACE} if statement.kind == DutyKind.CONTEST else {space}
    if statement.space not in spaces or statement.day != day_of(today):
        raise StatementError
    duties = duties_of_case(a_case)
    limits = (limit_of(duties, owed) for owed in Owed)
    check_due(statement, *(day_of(limit) if limit is not None else 0 for limit in limits))
    return SignedAct(a_case, statement, today)


def keep_act(work: UnitOfWork, act: SignedAct, after: Case, kind: EventType | None) -> None:
    """Keep the statement and what the case is after it; `kind` None: an act that the log has no event for."""
    statement, today = act.statement, act.today
    record_missed(work, act.case, today)
    work.duties.add(after.case_id, statement.kind, today, statement.raw, statement.hash)
    if kind is not None:
        record(
            work,
            after,
            kind,
            today,
            actor_pk=statement.actor,
            ref=statement.hash,
            due=date_of(statement.due) if statement.due else None,
            detail=statement.detail,
            space=statement.space,
        )
    record_missed(work, after, today)
    work.cases.note_act(after, next_look_on(after))
