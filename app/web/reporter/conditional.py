"""What the reporter prepares for a missed duty or an absent counsellor, over HTTP (PROTOCOL 3.4, 5.6)."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Response

from app.dependencies import Service, body_of, json_answer
from app.services.conditional_route import prepare
from app.web.reporter.interface import Session
from app.web.wire import Bytes, Bytes32, Token, Wire

router: Final = APIRouter(prefix="/r/v1")


class ConditionalBody(Wire):
    """A token of purpose 6 or 7, the reporter's own re-wrap record, and the state that goes with it."""

    token: Token
    rewrap: Bytes
    state: Bytes
    previous_state: Bytes32


@router.post("/conditional")
async def conditional(
    body: Annotated[ConditionalBody, Depends(body_of(ConditionalBody))], service: Service, case_id: Session
) -> Response:
    """Store an item, still sealed; 201 when it is new, 200 when exactly this one was here already."""
    today, state = service.today(), (body.state, body.previous_state)
    stored = await service.store.write_async(lambda work: prepare(work, case_id, body.token, body.rewrap, state, today))
    return json_answer({"receivedOn": stored.received_on.isoformat()}, 201 if stored.is_new else 200)
