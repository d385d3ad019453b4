"""Legal compulsion: a court or authority orders disclosure (Wbk art. 1a(4), (5)).

The reporter is told first, with reasons, in a sealed message. Only when that would endanger the investigation may it be
left out, and then a second person of the organisation has to agree, and the notice comes later. An order that the
reporter does not know of is dropped by two persons as well. The service itself can disclose nothing readable: it keeps
sealed messages, days, and who decided.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Final

from app.domain.conversation import COUNSELLOR_SPACE, ORGANISATION_SPACE, Direction
from app.domain.errors import LegalDemandError, UnknownError
from app.domain.legal_demand import (
    CONFIRMED,
    DISCLOSED,
    DROP_ASKED,
    DROPPED,
    NOTIFIED,
    RECORDED,
    DropReason,
    LegalDemand,
    dropped_state,
)
from app.services.organisation_role import COUNSELLORS, employer_role
from crypto.keys import Role, verify_record

if TYPE_CHECKING:
    from datetime import date

    from app.domain.case import Case
    from app.domain.ids import AccountId, CaseId
    from app.store.unit_of_work import UnitOfWork

TEXT_LIMITS: Final = (120, 200)
"""Characters of who demands, and on which ground."""


def record_demand(
    work: UnitOfWork,
    account_id: AccountId,
    case_id: CaseId,
    demanded: tuple[str, str],
    today: date,
    *,
    is_without_notice: bool,
) -> LegalDemand:
    """Keep that somebody orders disclosure: `demanded` is who, and on which ground. Nothing may be disclosed yet.

    Raises:
        UnknownError: not a case of this account.
        LegalDemandError: one of the two is empty or too long.

    """
    _held(work, account_id, case_id)
    for text, limit in zip(demanded, TEXT_LIMITS, strict=True):
        if not text.strip() or len(text) > limit or not text.isprintable():
            raise LegalDemandError
    who, basis = (text.strip() for text in demanded)
    demand = LegalDemand(
        uuid.uuid4().bytes, case_id, who, basis, today, is_without_notice, None, account_id, None, RECORDED, today
    )
    work.legal_demands.add(demand)
    return demand


def note_notice(work: UnitOfWork, account_id: AccountId, demand_id: bytes, env_hash: bytes, today: date) -> LegalDemand:
    """Keep which sealed message told the reporter; before disclosure, or after it where it was left out at first.

    Raises:
        UnknownError: not a demand in a case of this account.
        LegalDemandError: no message with this hash went to the reporter since, it was told before, or dropped.

    """
    demand, a_case = _own(work, account_id, demand_id)
    if demand.notice_hash == env_hash:
        return demand
    sent_on = _sent_on(work, a_case, env_hash)
    is_over = demand.notice_hash is not None or demand.stage == DROPPED
    if is_over or sent_on is None or sent_on < demand.demanded_on:
        raise LegalDemandError
    state = NOTIFIED if demand.stage in {RECORDED, CONFIRMED, DROP_ASKED} else demand.state
    return _changed(work, demand._replace(notice_hash=env_hash, state=state, changed_on=today))


def confirm(work: UnitOfWork, account_id: AccountId, demand_id: bytes, today: date) -> LegalDemand:
    """Let a second person agree: that the reporter is not told first, or that the order is dropped.

    Raises:
        UnknownError: no such demand for this person.
        LegalDemandError: nothing of it waits for a second person.

    """
    demand = work.legal_demands.by_id(demand_id)
    a_case = work.cases.view(demand.case_id) if demand is not None else None
    if demand is None or a_case is None or not _may_confirm(work, account_id, demand, a_case, today):
        raise UnknownError
    if not demand.waits_for_second:
        raise LegalDemandError
    reason = demand.drop_reason
    state = CONFIRMED if reason is None else dropped_state(reason, is_agreed=True)
    return _changed(work, demand._replace(second_account_id=account_id, state=state, changed_on=today))


def drop(work: UnitOfWork, account_id: AccountId, demand_id: bytes, reason: str, today: date) -> LegalDemand:
    """Drop an order, for a reason; one that the reporter does not know of waits until a second person agrees.

    Raises:
        UnknownError: not a demand in a case of this account.
        LegalDemandError: no such reason, or it was disclosed.

    """
    demand, _ = _own(work, account_id, demand_id)
    if reason not in set(DropReason) or demand.stage == DISCLOSED:
        raise LegalDemandError
    if demand.stage == DROPPED:
        return demand
    state = dropped_state(DropReason(reason), is_agreed=not demand.is_untold)
    return _changed(work, demand._replace(state=state, changed_on=today))


def note_disclosed(work: UnitOfWork, account_id: AccountId, demand_id: bytes, today: date) -> LegalDemand:
    """Keep that it was disclosed: after the notice, or after a second person agreed that there is none yet.

    Raises:
        UnknownError: not a demand in a case of this account.
        LegalDemandError: the reporter was not told and nobody else agreed.

    """
    demand, _ = _own(work, account_id, demand_id)
    if demand.stage == DISCLOSED:
        return demand
    if not demand.may_be_disclosed:
        raise LegalDemandError
    return _changed(work, demand._replace(state=DISCLOSED, changed_on=today))


def waiting_for(work: UnitOfWork, account_id: AccountId, today: date) -> list[LegalDemand]:
    """Give the demands that this person may confirm as the second one."""
    organisations = {own.organisation_id for own in work.records.of_account(account_id)}
    return [
        demand
        for organisation_id in sorted(organisations)
        for demand in work.legal_demands.waiting(organisation_id)
        if demand.waits_for_second
        and (a_case := work.cases.view(demand.case_id)) is not None
        and _may_confirm(work, account_id, demand, a_case, today)
    ]


def of_officers(work: UnitOfWork, case_id: CaseId) -> tuple[LegalDemand, ...]:
    """Give the demands that case officers of a released case recorded; the counsellor's are none of their business."""
    officers = {one.account_id for one in work.holders.of_case(case_id) if one.space == ORGANISATION_SPACE}
    return tuple(one for one in work.legal_demands.of_case(case_id) if one.first_account_id in officers)


def _may_confirm(work: UnitOfWork, account_id: AccountId, demand: LegalDemand, a_case: Case, today: date) -> bool:
    """Another counsellor of the organisation; its auditor or case officer only once the case is released.

    Before that nobody of the employer may learn that there is a case.
    """
    if account_id in {demand.first_account_id, a_case.assignee_account_id}:
        return False
    roles = {
        Role(verify_record(own.record).role)
        for own in work.records.of_account(account_id)
        if own.organisation_id == a_case.organisation_id
    }
    if roles & COUNSELLORS:
        return True
    if a_case.released_on is None:
        return False
    try:
        employer_role(work, account_id, a_case.organisation_id, today)
    except UnknownError:
        return False
    return True


def _held(work: UnitOfWork, account_id: AccountId, case_id: bytes) -> Case:
    """Give a case that this account holds: its counsellor, or the case officer to whom it was released."""
    a_case = work.cases.by_id(case_id)
    if a_case is None or not _holds(work, account_id, a_case):
        raise UnknownError
    return a_case


def _holds(work: UnitOfWork, account_id: bytes, a_case: Case) -> bool:
    return a_case.assignee_account_id == account_id or any(
        one.account_id == account_id and one.space == ORGANISATION_SPACE and one.until_on is None
        for one in work.holders.of_case(a_case.case_id)
    )


def _own(work: UnitOfWork, account_id: AccountId, demand_id: bytes) -> tuple[LegalDemand, Case]:
    """Give a demand to who recorded it, or to who holds the case since that person does not any more."""
    demand = work.legal_demands.by_id(demand_id)
    if demand is None:
        raise UnknownError
    a_case = _held(work, account_id, demand.case_id)
    if demand.first_account_id != account_id and _holds(work, demand.first_account_id, a_case):
        raise UnknownError
    return demand, a_case


def _sent_on(work: UnitOfWork, a_case: Case, env_hash: bytes) -> date | None:
    """Give the day on which a message with this hash went to the reporter, in either conversation."""
    for space in (COUNSELLOR_SPACE, ORGANISATION_SPACE):
        index = 0
        while (stored := work.envelopes.hash_at(a_case.case_id, space, Direction.FROM_RECIPIENT, index)) is not None:
            if stored[0] == env_hash:
                return stored[1]
            index += 1
    return None


def _changed(work: UnitOfWork, after: LegalDemand) -> LegalDemand:
    work.legal_demands.change(after)
    return after
