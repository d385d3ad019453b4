"""What a case officer signs in the organisation's space, and which step it leads to (PROTOCOL 3.4, 6.2).

| kind | with a message | alone |
|---|---|---|
| 2 acknowledgement, 3 feedback, 4 plan | yes | |
| 5 closed | yes | yes |

These are the employer's duties to the reporter: they fulfil the same terms as the counsellor's word would. Feedback
that the counsellor gave already fulfils the term; the officer's own is kept beside it, and moves no day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.domain.case_acts import CaseAct, answered
from app.domain.conversation import ORGANISATION_SPACE
from app.domain.errors import AlreadyAnsweredError, CaseClosedError, StatementError
from app.services.acknowledgement import acknowledge
from app.services.closure import close_case
from app.services.contest import SPACE_AT, record_hash
from app.services.intake import Received
from app.services.investigation import check_may_conclude
from app.services.organisation_space import check_officer_stands, holding
from app.services.plan import tell_plan
from app.services.signed_act import SignedAct, keep_act, verified_of_officer
from crypto.tree import EventType

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from app.domain.case import Case
    from app.domain.ids import AccountId, CaseId
    from app.store.unit_of_work import UnitOfWork

_NO_HASH: Final = bytes(32)


def officer_act_with_message(
    work: UnitOfWork, a_case: Case, officer_pk: bytes, raw: bytes, env_hash: bytes, today: date
) -> None:
    """Take the statement (176 bytes) that came with a message of the case officer (Ed25519, 32).

    Raises:
        StatementError: it speaks of another message, or does not come this way.
        OtherSideNotHeardError and other DutyErrors: the case does not allow it now.
        PolicyNotLoadedError: whether the other side must be heard first cannot be told.
        FormatError, SenderError, SignatureError, PolicyError: the statement itself is no good.

    """
    act = verified_of_officer(a_case, officer_pk, raw, today)
    if act.statement.ref != env_hash:
        raise StatementError
    _take(_WITH_MESSAGE, work, act)


def officer_act_alone(work: UnitOfWork, account_id: AccountId, case_id: CaseId, raw: bytes, today: date) -> Received:
    """Take a closure that comes without a message; exactly the same one again changes nothing.

    Raises:
        UnknownError: not released to this account.
        CounsellorRevokedError: the officer's key is compromised, or gone from the list.
        StatementError, DutyError and others: as with a message.

    """
    held = holding(work, account_id, case_id, locked=True)
    hashed = record_hash(raw)
    for kept in work.duties.kept(case_id):
        if record_hash(kept.statement) == hashed:
            return Received(kept.signed_on, is_new=False)
    check_officer_stands(work, held, today)
    act = verified_of_officer(held.case, held.holder.identity_pk, raw, today)
    if act.statement.ref != _NO_HASH:
        raise StatementError
    _take({CaseAct.CLOSE: close_case}, work, act)
    return Received(today, is_new=True)


def _take(steps: dict[int, Callable[[UnitOfWork, SignedAct], None]], work: UnitOfWork, act: SignedAct) -> None:
    step = steps.get(act.statement.kind)
    if step is None:
        raise StatementError
    step(work, act)


def _give_feedback(work: UnitOfWork, act: SignedAct) -> None:
    check_may_conclude(work, act.case)
    if act.case.closed_on is not None:
        raise CaseClosedError
    if _answered_here(work, act):
        raise AlreadyAnsweredError
    after = act.case if act.case.feedback_on is not None else answered(act.case, act.today)
    keep_act(work, act, after, EventType.FEEDBACK)


def _answered_here(work: UnitOfWork, act: SignedAct) -> bool:
    return any(
        kept.kind == CaseAct.GIVE_FEEDBACK
        and kept.statement[SPACE_AT] == ORGANISATION_SPACE
        and kept.contested_on is None
        for kept in work.duties.kept(act.case.case_id)
    )


_WITH_MESSAGE: Final[dict[int, Callable[[UnitOfWork, SignedAct], None]]] = {
    CaseAct.ACKNOWLEDGE: acknowledge,
    CaseAct.GIVE_FEEDBACK: _give_feedback,
    CaseAct.PLAN: tell_plan,
    CaseAct.CLOSE: close_case,
}
