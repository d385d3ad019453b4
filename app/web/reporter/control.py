"""The reporter's own decisions over HTTP: agree, refuse, take back (PROTOCOL 3.4, 5).

POST /r/v1/consents                    let something happen, signed; what the reporter wrapped is carried out at once
POST /r/v1/consents/withdrawals        take a consent back, signed, for the future
POST /r/v1/requests/{id}/refusal       say no
"""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Response

from app.dependencies import Service, body_of, json_answer
from app.domain.errors import AlreadyReleasedError, UnknownError
from app.services.consents import GivenConsent, give_consent
from app.services.consents import withdraw as withdraw_consent
from app.services.intake import Received
from app.services.requests import REQUEST_ID_BYTES, refuse
from app.web.reporter.control_bodies import ConsentBody, WithdrawalBody
from app.web.reporter.interface import Session

router: Final = APIRouter(prefix="/r/v1")


@router.post("/consents")
async def consent(
    body: Annotated[ConsentBody, Depends(body_of(ConsentBody))], service: Service, case_id: Session
) -> Response:
    """Take in a consent; 201 when it is new, 200 when exactly this one was here already."""
    given = GivenConsent(
        token=body.token,
        scope=tuple(body.scope),
        rewrap=body.rewrap,
        former_keeps_access=body.keeps_access,
        state=body.state,
        previous_state=body.previous_state,
    )
    today = service.today()
    return _received(await service.store.write_async(lambda work: give_consent(work, case_id, given, today)))


@router.post("/consents/withdrawals")
async def withdrawal(
    body: Annotated[WithdrawalBody, Depends(body_of(WithdrawalBody))], service: Service, case_id: Session
) -> Response:
    """Take a consent back."""
    today = service.today()
    done = await service.store.write_async(lambda work: withdraw_consent(work, case_id, body.token, today))
    if done.is_late:
        # Kept all the same, for the future: only then is it said that it came too late.
        raise AlreadyReleasedError
    return _received(done.received)


@router.post("/requests/{request_id}/refusal")
async def refusal(request_id: str, service: Service, case_id: Session) -> Response:
    """Refuse what the counsellor asked; nothing is asked in return."""
    wanted, today = _request_id(request_id), service.today()
    await service.store.write_async(lambda work: refuse(work, case_id, wanted, today))
    return Response(status_code=204)


def _received(received: Received) -> Response:
    return json_answer({"receivedOn": received.received_on.isoformat()}, 201 if received.is_new else 200)


def _request_id(value: str) -> bytes:
    try:
        read = bytes.fromhex(value)
    except ValueError:
        raise UnknownError from None
    if len(read) != REQUEST_ID_BYTES:
        raise UnknownError
    return read
