"""Which signed statement may come in which way, and which step it leads to (PROTOCOL 3.4, 6.2).

| kind | with a message | alone | by |
|---|---|---|---|
| 2 acknowledgement, 3 feedback, 4 plan, 10 unable, 14 not a report | yes | | assignee |
| 1 taken over | | yes | assignee |
| 5 closed | yes | yes | assignee |
| 11 dispute | | yes | assignee |
| 6 routed by hand | | yes | assignee, reporter |
| 9 contest | | yes | reporter |
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.domain.case_acts import CaseAct
from app.domain.errors import StatementError, UnknownError
from app.services.acceptance import accept
from app.services.acknowledgement import acknowledge
from app.services.closure import close_case
from app.services.contest import contest, record_hash
from app.services.counsellor_keys import check_not_revoked
from app.services.dismissal import dismiss
from app.services.dispute import dispute
from app.services.feedback import give_feedback
from app.services.inability import say_unable
from app.services.intake import Received
from app.services.plan import tell_plan
from app.services.routing import routed_by_hand
from app.services.signed_act import SignedAct, verified

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from app.domain.case import Case
    from app.domain.ids import AccountId, CaseId
    from app.store.unit_of_work import UnitOfWork

_Step = dict[int, "Callable[[UnitOfWork, SignedAct], None]"]
_WITH_MESSAGE: Final[_Step] = {
    CaseAct.ACKNOWLEDGE: acknowledge,
    CaseAct.GIVE_FEEDBACK: give_feedback,
    CaseAct.PLAN: tell_plan,
    CaseAct.CLOSE: close_case,
    CaseAct.SAY_UNABLE: say_unable,
    CaseAct.DISMISS: dismiss,
}
_ALONE: Final[_Step] = {
    CaseAct.ACCEPT: accept,
    CaseAct.CLOSE: close_case,
    CaseAct.DISPUTE: dispute,
    CaseAct.ROUTE_BY_HAND: routed_by_hand,
}
_BY_REPORTER: Final[_Step] = {CaseAct.CONTEST: contest, CaseAct.ROUTE_BY_HAND: routed_by_hand}
_NO_HASH: Final = bytes(32)


def act_with_message(work: UnitOfWork, a_case: Case, raw: bytes, env_hash: bytes, today: date) -> None:
    """Take the statement (176 bytes) that came with a message of the assignee.

    Raises:
        StatementError: it speaks of another message, or does not come this way.
        DutyError: the case does not allow it now.
        FormatError, SenderError, SignatureError, PolicyError: the statement itself is no good.

    """
    act = verified(a_case, raw, today)
    if act.statement.ref != env_hash:
        raise StatementError
    _take(_WITH_MESSAGE, work, act)


def act_alone(work: UnitOfWork, account_id: AccountId, case_id: CaseId, raw: bytes, today: date) -> Received:
    """Take a statement of the assignee that comes without a message; exactly the same one again changes nothing.

    Raises:
        UnknownError: not a case of this account.
        CounsellorRevokedError: the assigned key is compromised.
        StatementError: a closure speaks of nothing; or it does not come this way.
        DutyError: the case does not allow it now.

    """
    a_case = work.cases.by_id(case_id)
    if a_case is None or a_case.assignee_account_id != account_id:
        raise UnknownError
    repeated = _repeated(work, a_case, raw)
    if repeated is not None:
        return repeated
    check_not_revoked(work, a_case, today)
    act = verified(a_case, raw, today)
    if act.statement.kind == CaseAct.CLOSE and act.statement.ref != _NO_HASH:
        raise StatementError
    return _take(_ALONE, work, act)


def act_of_reporter(work: UnitOfWork, case_id: CaseId, raw: bytes, today: date) -> Received:
    """Take a statement of the reporter; exactly the same one again changes nothing.

    Raises:
        UnknownError: the case is gone.
        NotContestableError: it names nothing that stands and can be contested.
        StatementError: it does not come this way.

    """
    a_case = work.cases.by_id(case_id)
    if a_case is None:
        raise UnknownError
    return _repeated(work, a_case, raw) or _take(_BY_REPORTER, work, verified(a_case, raw, today))


def _take(steps: _Step, work: UnitOfWork, act: SignedAct) -> Received:
    step = steps.get(act.statement.kind)
    if step is None:
        raise StatementError
    step(work, act)
    return Received(act.today, is_new=True)


def _repeated(work: UnitOfWork, a_case: Case, raw: bytes) -> Received | None:
    """Give the day on which exactly this statement was kept."""
    hashed = record_hash(raw)
    for kept in work.duties.kept(a_case.case_id):
        if record_hash(kept.statement) == hashed:
            return Received(kept.signed_on, is_new=False)
    return None
