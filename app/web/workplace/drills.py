"""Drills of one account (PROTOCOL 7.8): the client opens them quietly after sign-in and tells the answers."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Response
from pydantic import Field

from app.dependencies import Service, body_of, json_answer
from app.services.drills import OwnDrill, answer_drill, own_drills
from app.web.wire import Bytes16, Bytes32, Wire, text
from app.web.workplace.interface import Session, same_origin

router: Final = APIRouter(prefix="/w/v1", dependencies=[Depends(same_origin)])


class AnswerBody(Wire):
    """The answer to one drill."""

    kid: Bytes16
    month: str = Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")
    answer: Bytes32


@router.get("/drills")
async def drills(service: Service, account_id: Session) -> Response:
    """Give the drills of this month that wait, and the months that were opened."""
    today = service.today()
    found = await service.store.read_async(lambda work: own_drills(work, account_id, today))
    waiting = [_drill(one) | {"sealed": text(one.sealed)} for one in found if one.sealed is not None]
    opened = [_drill(one) for one in found if one.drill.opened_week is not None]
    return json_answer({"drills": waiting, "opened": opened})


@router.post("/drills")
async def answer(
    body: Annotated[AnswerBody, Depends(body_of(AnswerBody))], service: Service, account_id: Session
) -> Response:
    """Take in an answer."""
    today = service.today()
    await service.store.write_async(
        lambda work: answer_drill(work, account_id, body.kid, body.month, body.answer, today)
    )
    return Response(status_code=204)


def _drill(one: OwnDrill) -> dict[str, str]:
    return {"orgId": text(one.organisation_id), "kid": text(one.drill.kid_box), "month": one.drill.month}
