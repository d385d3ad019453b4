"""Contest: the reporter's signed word that an acknowledgement, feedback, dismissal or dispute is none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from app.domain.case_acts import CaseAct, contested
from app.domain.errors import NotContestableError
from app.services.conditional_route import lift_suspension
from app.services.signed_act import SignedAct, keep_act
from crypto.primitives import hash_
from crypto.tree import EventType

if TYPE_CHECKING:
    from datetime import date

    from app.store.duties import KeptStatement
    from app.store.unit_of_work import UnitOfWork


SPACE_AT: Final = 6
"""Where a statement says which space it is about (PROTOCOL 6.2)."""


def record_hash(statement: bytes) -> bytes:
    """Give the hash (32) by which others speak of a statement (176)."""
    return hash_("duty", statement)


def contest(work: UnitOfWork, act: SignedAct) -> None:
    """Keep the contest: the duty is unfulfilled and a closed case open again; what a dispute had suspended waits again.

    Raises:
        NotContestableError: it names no standing acknowledgement, feedback, dismissal or dispute of this case.

    """
    named = _named(work, act)
    # A dispute had fulfilled nothing: what it claimed is only no longer a reason to wait.
    after = act.case if named.kind == CaseAct.DISPUTE else contested(act.case, named.kind)
    if named.kind == CaseAct.GIVE_FEEDBACK:
        after = replace(after, feedback_on=_other_feedback(work, act, named))
    work.duties.note_contest(after.case_id, named.position, act.today)
    keep_act(work, act, after, EventType.CONTEST)
    if named.kind == CaseAct.DISPUTE:
        lift_suspension(work, after, act.today)


def _other_feedback(work: UnitOfWork, act: SignedAct, named: KeptStatement) -> date | None:
    """Counsellor and case officer may both have answered: what the other said stands."""
    return next(
        (
            kept.signed_on
            for kept in _standing(work, act)
            if kept.kind == CaseAct.GIVE_FEEDBACK and kept.position != named.position
        ),
        None,
    )


def _named(work: UnitOfWork, act: SignedAct) -> KeptStatement:
    for kept in _standing(work, act):
        is_here = kept.statement[SPACE_AT] == act.statement.space
        if is_here and record_hash(kept.statement) == act.statement.ref:
            return kept
    raise NotContestableError


def _standing(work: UnitOfWork, act: SignedAct) -> list[KeptStatement]:
    """What was claimed on the track before fulfilled a duty of that track, and is of no weight on this one."""
    changes = work.track_changes.of_case(act.case.case_id)
    first = changes[-1].statements_before if changes else 0
    return [kept for kept in work.duties.kept(act.case.case_id)[first:] if kept.contested_on is None]
