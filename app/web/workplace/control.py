"""Asking the reporter, and carrying out what the reporter allowed, over HTTP (PROTOCOL 3.4, 5).

POST   /w/v1/cases/{id}/requests             ask, with a message that says why
DELETE /w/v1/cases/{id}/requests/{request}   take an open request back
POST   /w/v1/cases/{id}/rewraps              carry a consent out
"""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Response

from app.dependencies import Service, body_of, json_answer
from app.domain.errors import UnknownError
from app.services.correspondence import CounsellorMessage
from app.services.requests import Ask, ask, take_back
from app.services.rewraps import rewrap_as_counsellor
from app.web.workplace.control_bodies import RequestBody, RewrapBody
from app.web.workplace.interface import Session, case_id_of, same_origin

router: Final = APIRouter(prefix="/w/v1", dependencies=[Depends(same_origin)])


@router.post("/cases/{case_id}/requests")
async def request(
    case_id: str, body: Annotated[RequestBody, Depends(body_of(RequestBody))], service: Service, account_id: Session
) -> Response:
    """Take in a request with its message and the vault that goes with it."""
    wanted, today = case_id_of(case_id), service.today()
    asked = Ask(
        message=CounsellorMessage(body.envelope, body.index, None, body.vault, body.previous_vault),
        purpose=body.purpose,
        space=body.space,
        recipient_pk=body.recipient,
        recipient_kid=body.kid,
        wanted=tuple(body.scope),
    )
    request_id, received = await service.store.write_async(lambda work: ask(work, account_id, wanted, asked, today))
    answer = {"id": request_id.hex(), "receivedOn": received.received_on.isoformat()}
    return json_answer(answer, 201 if received.is_new else 200)


@router.delete("/cases/{case_id}/requests/{request_id}")
async def taken_back(case_id: str, request_id: str, service: Service, account_id: Session) -> Response:
    """Take a request back that the reporter has not answered."""
    wanted, today = case_id_of(case_id), service.today()
    try:
        named = bytes.fromhex(request_id)
    except ValueError:
        raise UnknownError from None
    await service.store.write_async(lambda work: take_back(work, account_id, wanted, named, today))
    return Response(status_code=204)


@router.post("/cases/{case_id}/rewraps")
async def rewrap(
    case_id: str, body: Annotated[RewrapBody, Depends(body_of(RewrapBody))], service: Service, account_id: Session
) -> Response:
    """Take in a re-wrap record and do what the consent allows; 201 when it is new, 200 when it was done already."""
    wanted, today = case_id_of(case_id), service.today()
    done = await service.store.write_async(
        lambda work: rewrap_as_counsellor(work, account_id, wanted, body.token_id, body.rewrap, today)
    )
    return json_answer({"receivedOn": done.received_on.isoformat()}, 201 if done.is_new else 200)
