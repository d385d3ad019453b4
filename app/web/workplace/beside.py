"""After-care, linked reports and orders to disclose over HTTP, for whoever holds the case (PROTOCOL 3.6).

POST /w/v1/cases/{id}/after-care        say that you asked how somebody is doing
POST /w/v1/cases/{id}/link              this report belongs to an earlier one
POST /w/v1/cases/{id}/demands           somebody orders disclosure
GET  /w/v1/demands                      those that wait for you as the second person
POST /w/v1/demands/{id}/notice          which sealed message told the reporter
POST /w/v1/demands/{id}/confirmation    agree, as the second person: the reporter is told later, or it is dropped
POST /w/v1/demands/{id}/disclosure      it was disclosed
POST /w/v1/demands/{id}/drop            it is dropped, for a reason
"""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Response

from app.dependencies import Service, body_of, json_answer
from app.domain.errors import UnknownError
from app.services.after_care import note_asked
from app.services.case_links import link_cases
from app.services.legal_demands import confirm, drop, note_disclosed, note_notice, record_demand, waiting_for
from app.web.beside_answers import demand_answer
from app.web.wire import Bytes32, Wire
from app.web.workplace.interface import Session, case_id_of, same_origin

router: Final = APIRouter(prefix="/w/v1", dependencies=[Depends(same_origin)])


class AfterCareBody(Wire):
    """Which moment: so many months after closing."""

    months: int


class LinkBody(Wire):
    """The earlier case, 32 hexadecimal digits."""

    earlier: str


class DemandBody(Wire):
    """Who orders disclosure, on which ground, and whether the reporter is not told first."""

    demanded_by: str
    basis: str
    without_notice: bool = False


class DropBody(Wire):
    """Why: `withdrawn`, `not-owed` or `mistaken`."""

    reason: str


class NoticeBody(Wire):
    """H("env") of the message that told the reporter."""

    notice: Bytes32


@router.post("/cases/{case_id}/after-care")
async def asked(
    case_id: str, body: Annotated[AfterCareBody, Depends(body_of(AfterCareBody))], service: Service, account_id: Session
) -> Response:
    """Keep that the counsellor asked."""
    wanted, today = case_id_of(case_id), service.today()
    day = await service.store.write_async(lambda work: note_asked(work, account_id, wanted, body.months, today))
    return json_answer({"askedOn": day.isoformat()}, 201)


@router.post("/cases/{case_id}/link")
async def link(
    case_id: str, body: Annotated[LinkBody, Depends(body_of(LinkBody))], service: Service, account_id: Session
) -> Response:
    """Link a case to an earlier one."""
    wanted, earlier, today = case_id_of(case_id), case_id_of(body.earlier), service.today()
    made = await service.store.write_async(lambda work: link_cases(work, account_id, wanted, earlier, today))
    answer = {"firstReceivedOn": made.first_received_on.isoformat(), "linkedOn": made.linked_on.isoformat()}
    return json_answer(answer, 201)


@router.post("/cases/{case_id}/demands")
async def demand(
    case_id: str, body: Annotated[DemandBody, Depends(body_of(DemandBody))], service: Service, account_id: Session
) -> Response:
    """Keep that somebody orders disclosure."""
    wanted, today = case_id_of(case_id), service.today()
    told, is_without_notice = (body.demanded_by, body.basis), body.without_notice
    kept = await service.store.write_async(
        lambda work: record_demand(work, account_id, wanted, told, today, is_without_notice=is_without_notice)
    )
    return json_answer(demand_answer(kept), 201)


@router.get("/demands")
async def demands(service: Service, account_id: Session) -> Response:
    """Give the demands that wait for this person as the second one."""
    today = service.today()
    found = await service.store.read_async(lambda work: waiting_for(work, account_id, today))
    return json_answer({"demands": [demand_answer(one) for one in found]})


@router.post("/demands/{demand_id}/notice")
async def notice(
    demand_id: str, body: Annotated[NoticeBody, Depends(body_of(NoticeBody))], service: Service, account_id: Session
) -> Response:
    """Keep which message told the reporter."""
    wanted, today = _id(demand_id), service.today()
    kept = await service.store.write_async(lambda work: note_notice(work, account_id, wanted, body.notice, today))
    return json_answer(demand_answer(kept), 201)


@router.post("/demands/{demand_id}/confirmation")
async def confirmation(demand_id: str, service: Service, account_id: Session) -> Response:
    """Agree as the second person."""
    wanted, today = _id(demand_id), service.today()
    kept = await service.store.write_async(lambda work: confirm(work, account_id, wanted, today))
    return json_answer(demand_answer(kept), 201)


@router.post("/demands/{demand_id}/disclosure")
async def disclosure(demand_id: str, service: Service, account_id: Session) -> Response:
    """Keep that it was disclosed."""
    wanted, today = _id(demand_id), service.today()
    kept = await service.store.write_async(lambda work: note_disclosed(work, account_id, wanted, today))
    return json_answer(demand_answer(kept), 201)


@router.post("/demands/{demand_id}/drop")
async def dropped(
    demand_id: str, body: Annotated[DropBody, Depends(body_of(DropBody))], service: Service, account_id: Session
) -> Response:
    """Drop an order."""
    wanted, today = _id(demand_id), service.today()
    kept = await service.store.write_async(lambda work: drop(work, account_id, wanted, body.reason, today))
    return json_answer(demand_answer(kept), 201)


def _id(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        raise UnknownError from None
