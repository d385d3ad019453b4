"""The reporter's own decisions over HTTP: agree, refuse, take back (PROTOCOL 3.4, 5).

POST /r/v1/consents                    let something happen, signed; what the reporter wrapped is carried out at once
POST /r/v1/consents/withdrawals        take a consent back, signed, for the future
POST /r/v1/requests/{id}/refusal       say no
POST /r/v1/rewraps                     pass the case on, when its counsellor is gone
PUT  /r/v1/track                       change the track, signed
POST /r/v1/end                         end the talk, where nothing is owed
DELETE /r/v1/case                      ask for destruction
"""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Response

from app.dependencies import Service, body_of, json_answer
from app.domain.errors import AlreadyReleasedError, UnknownError
from app.services.absence import OwnRewrap, rewrap_as_reporter
from app.services.consents import GivenConsent, give_consent
from app.services.consents import withdraw as withdraw_consent
from app.services.intake import Received
from app.services.receipts import issue_receipt
from app.services.requests import REQUEST_ID_BYTES, refuse
from app.services.stop import ask_destruction, end_talk
from app.services.track_change import ChangeOfTrack, change_track
from app.web.case_days import iso
from app.web.reporter.control_bodies import ConsentBody, RewrapBody, TrackBody, WithdrawalBody
from app.web.reporter.interface import Session, reporter_token

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


@router.post("/rewraps")
async def rewrap(
    body: Annotated[RewrapBody, Depends(body_of(RewrapBody))], service: Service, case_id: Session
) -> Response:
    """Pass the case on to a successor of a counsellor who is gone."""
    own, today = OwnRewrap(body.rewrap, body.state, body.previous_state), service.today()
    return _received(await service.store.write_async(lambda work: rewrap_as_reporter(work, case_id, own, today)))


@router.put("/track")
async def track(
    body: Annotated[TrackBody, Depends(body_of(TrackBody))], service: Service, case_id: Session
) -> Response:
    """Change the track; the answer holds the receipt of the change."""
    wanted, today = ChangeOfTrack(body.change, body.state, body.previous_state), service.today()
    kept = await service.store.write_async(lambda work: change_track(work, case_id, wanted, today))
    receipt = issue_receipt(kept.event, service.notes) if kept.event is not None else None
    answer = {"receivedOn": kept.received_on.isoformat(), "receipt": receipt}
    return json_answer(answer, 201 if kept.is_new else 200)


@router.post("/end")
async def end(service: Service, case_id: Session) -> Response:
    """End the talk."""
    today = service.today()
    closed = await service.store.write_async(lambda work: end_talk(work, case_id, today))
    return json_answer({"closedOn": closed.received_on.isoformat()}, 201 if closed.is_new else 200)


@router.delete("/case")
async def destruction(service: Service, case_id: Session, token: Annotated[bytes, Depends(reporter_token)]) -> Response:
    """Destroy the case when the reporter's wish is enough, and say what stays."""
    today = service.today()
    ending = await service.store.write_async(lambda work: ask_destruction(work, case_id, today))
    if ending.is_erased:
        service.reporter_sessions.end(token)
        await service.store.sweep_async()
    return json_answer(
        {
            "outcome": "erased" if ending.is_erased else "kept",
            "until": iso(ending.until),
            "stays": [one.value for one in ending.stays],
        }
    )


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
