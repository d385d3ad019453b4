"""Acceptance: the next counsellor signs that they took a case over (PROTOCOL 5.3, 6.2, kind 1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.domain.errors import StatementError
from app.services.counsellor_keys import keys_of_assignee
from app.services.signed_act import SignedAct, keep_act
from crypto.rewrap_record import parse_rewrap
from crypto.tree import EventType

if TYPE_CHECKING:
    from app.store.unit_of_work import UnitOfWork


_REF: Final = slice(72, 104)


def accept(work: UnitOfWork, act: SignedAct) -> None:
    """Keep that the assignee took the case over by the record that `ref` names; once.

    Raises:
        StatementError: no record of this case to a key of the assignee, or accepted before.

    """
    own = {record.kid_box for record in keys_of_assignee(work, act.case)}
    rewrap = work.consents.rewrap(act.statement.ref)
    is_mine = rewrap is not None and rewrap.case_id == act.case.case_id and parse_rewrap(rewrap.record).kid in own
    kept = [one.statement for one in work.duties.kept(act.case.case_id) if one.kind == act.statement.kind]
    said = any(statement[_REF] == act.statement.ref for statement in kept)
    if not is_mine or said:
        raise StatementError
    keep_act(work, act, act.case, EventType.ASSIGNED)
