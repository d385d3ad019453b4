"""The case officer's desk over HTTP: released cases, and nothing of any other (PROTOCOL 3.4, 5).

GET  /w/v1/released-cases                    what was released to this account
GET  /w/v1/released-cases/{id}               one of them, still sealed
POST /w/v1/released-cases/{id}/messages      write to the reporter, with a signed statement or none
POST /w/v1/released-cases/{id}/statements    close it without a message
POST /w/v1/released-cases/{id}/steps         record a step of the investigation
"""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Response

from app.dependencies import Service, body_of, json_answer
from app.services.correspondence import CounsellorMessage
from app.services.intake import Received
from app.services.investigation import take_step
from app.services.officer_acts import officer_act_alone
from app.services.officer_desk import released_cases, released_file
from app.services.organisation_correspondence import write_as_officer
from app.web.released_answers import released_file_answer, released_item_answer
from app.web.wire import Wire
from app.web.workplace.bodies import MessageBody, StatementBody
from app.web.workplace.interface import Session, case_id_of, same_origin

router: Final = APIRouter(prefix="/w/v1/released-cases", dependencies=[Depends(same_origin)])


class StepBody(Wire):
    """A step of the investigation that was taken."""

    step: str


@router.get("")
async def listed(service: Service, account_id: Session) -> Response:
    """Give the released cases of this account, nearest day first."""
    today = service.today()
    items = await service.store.read_async(lambda work: released_cases(work, account_id, today))
    return json_answer({"today": today.isoformat(), "cases": [released_item_answer(item) for item in items]})


@router.get("/{case_id}")
async def case(case_id: str, service: Service, account_id: Session) -> Response:
    """Give one released case."""
    wanted, today = case_id_of(case_id), service.today()
    found = await service.store.read_async(lambda work: released_file(work, account_id, wanted, today))
    return json_answer(released_file_answer(found) | {"today": today.isoformat()})


@router.post("/{case_id}/messages")
async def message(
    case_id: str, body: Annotated[MessageBody, Depends(body_of(MessageBody))], service: Service, account_id: Session
) -> Response:
    """Take in a message to the reporter, a signed statement or none, and the vault that goes with it."""
    wanted, today = case_id_of(case_id), service.today()
    written = CounsellorMessage(body.envelope, body.index, body.duty, body.vault, body.previous_vault)
    return _received(
        await service.store.write_async(lambda work: write_as_officer(work, account_id, wanted, written, today))
    )


@router.post("/{case_id}/statements")
async def statement(
    case_id: str, body: Annotated[StatementBody, Depends(body_of(StatementBody))], service: Service, account_id: Session
) -> Response:
    """Take in a signed closure that comes without a message."""
    wanted, today = case_id_of(case_id), service.today()
    return _received(
        await service.store.write_async(lambda work: officer_act_alone(work, account_id, wanted, body.statement, today))
    )


@router.post("/{case_id}/steps")
async def step(
    case_id: str, body: Annotated[StepBody, Depends(body_of(StepBody))], service: Service, account_id: Session
) -> Response:
    """Record that a step of the investigation was taken."""
    wanted, today = case_id_of(case_id), service.today()
    return _received(
        await service.store.write_async(lambda work: take_step(work, account_id, wanted, body.step, today))
    )


def _received(kept: Received) -> Response:
    return json_answer({"receivedOn": kept.received_on.isoformat()}, 201 if kept.is_new else 200)
