"""Hand-over: another counsellor holds the case, on the reporter's word and by a client's re-wrap (PROTOCOL 5.3).

The clocks go on from the first day of receipt. The counsellor before loses the case at once, unless the reporter lets
them keep what they had, which they then do for 31 days.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from app.domain.consent import KEPT_DAYS, NEW_COUNSELLOR, RequestState
from app.domain.conversation import COUNSELLOR_SPACE
from app.services.case_log import record
from app.services.counsellor_keys import keys_of_assignee
from app.services.directory_view import directory_in_force, entry_of
from app.store.holders import Holder
from crypto.keys import Role
from crypto.tree import EventType

if TYPE_CHECKING:
    from datetime import date

    from app.domain.account import KeyRecordRow
    from app.domain.case import Case
    from app.domain.consent import Request
    from app.store.unit_of_work import UnitOfWork
    from crypto.rewrap_record import RewrapInfo

WITHOUT_TOKEN: Final = 0
"""Detail of the event when the reporter wrapped without a token, for a counsellor who is gone."""


def give_to(
    work: UnitOfWork,
    a_case: Case,
    successor: KeyRecordRow,
    rewrap: RewrapInfo,
    today: date,
    *,
    detail: int,
    former_keeps_access: bool = False,
) -> None:
    """Make somebody the assignee of the counsellor's space, and record it; the record was verified before."""
    if former_keeps_access:
        work.holders.put(_former(work, a_case, today))
    work.holders.remove(a_case.case_id, COUNSELLOR_SPACE, successor.identity_pk)
    work.cases.give_to(a_case.case_id, successor.identity_pk, successor.account_id)
    record(work, a_case, EventType.HANDOVER, today, actor_pk=rewrap.wrapper_pk, ref=rewrap.hash, detail=detail)
    for request in work.requests.of_case(a_case.case_id):
        # What the counsellor before asked for a new counsellor is settled by this; the rest is theirs to ask no more.
        if request.state is RequestState.OPEN:
            state = RequestState.AGREED if _is_this(request, successor) else RequestState.WITHDRAWN
            work.requests.settle(request.request_id, state, today)


def _is_this(request: Request, successor: KeyRecordRow) -> bool:
    return request.purpose in NEW_COUNSELLOR and request.recipient_kid == successor.kid_box


def _former(work: UnitOfWork, a_case: Case, today: date) -> Holder:
    return Holder(
        case_id=a_case.case_id,
        space=COUNSELLOR_SPACE,
        identity_pk=a_case.assignee_pk,
        account_id=a_case.assignee_account_id,
        role=_role(work, a_case, today),
        since_on=a_case.received_on,
        until_on=today + timedelta(days=KEPT_DAYS),
        keeps_access=True,
    )


def _role(work: UnitOfWork, a_case: Case, today: date) -> int:
    directory = directory_in_force(work, a_case.organisation_id, today, existing=True)
    entries = (entry_of(directory, record.kid_box) for record in keys_of_assignee(work, a_case))
    return max((int(entry.record.role) for entry in entries if entry is not None), default=int(Role.COUNSELLOR))
