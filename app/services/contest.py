"""Contest: the reporter's signed word that an acknowledgement, feedback, dismissal or dispute is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.case_acts import CaseAct, contested
from app.domain.errors import NotContestableError
from app.services.conditional_route import lift_suspension
from app.services.signed_act import SignedAct, keep_act
from crypto.primitives import hash_
from crypto.tree import EventType

if TYPE_CHECKING:
    from app.store.duties import KeptStatement
    from app.store.unit_of_work import UnitOfWork


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
    work.duties.note_contest(after.case_id, named.position, act.today)
    keep_act(work, act, after, EventType.CONTEST)
    if named.kind == CaseAct.DISPUTE:
        lift_suspension(work, after, act.today)


def _named(work: UnitOfWork, act: SignedAct) -> KeptStatement:
    changes = work.track_changes.of_case(act.case.case_id)
    # What was claimed on the track before fulfilled a duty of that track, and is of no weight on this one.
    first = changes[-1].statements_before if changes else 0
    for kept in work.duties.kept(act.case.case_id)[first:]:
        if kept.contested_on is None and record_hash(kept.statement) == act.statement.ref:
            return kept
    raise NotContestableError
