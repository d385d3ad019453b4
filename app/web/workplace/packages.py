"""The desk of who gets packages: helpers, authorities with an account, and deputies (PROTOCOL 3.4, 5.4).

GET  /w/v1/packages                             what is sealed to this account, or a colleague let it read
POST /w/v1/packages/{id}/fetch                  take one, with what was written since; it counts as fetched from then on
POST /w/v1/packages/{id}/statements             say, signed: received, answered, or that one cannot take it up
POST /w/v1/packages/{id}/messages               write to the reporter, where the consent allows it
POST /w/v1/packages/{id}/forwarding-requests    ask whether it may go on to an authority that is competent
POST /w/v1/packages/{id}/colleagues             let a colleague of the same desk read it
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

from fastapi import APIRouter, Depends, Response

from app.dependencies import Service, body_of, json_answer
from app.domain.errors import UnknownError
from app.services.forwarding import ask_to_forward
from app.services.package_desk import state_package
from app.services.package_messages import write_to_reporter
from app.services.package_people import Passed, acting_for, let_colleague_read, on_desk
from app.services.package_talk import fetch_with_talk
from app.web.package_answers import listed_answer, opened_answer, talk_answer
from app.web.wire import Bytes, Bytes16, Record, Wire, text
from app.web.workplace.interface import Session, same_origin

if TYPE_CHECKING:
    from datetime import date

router: Final = APIRouter(prefix="/w/v1", dependencies=[Depends(same_origin)])
_ID_BYTES: Final = 16


class StatementBody(Wire):
    """A signed statement about a package, and the recipient's own number of the case or none."""

    statement: Record
    reference: str | None = None


class MessageBody(Wire):
    """A message to the reporter, and its number in the space."""

    envelope: Bytes
    index: int


class ForwardingBody(MessageBody):
    """A question to the reporter, and the box key (16-byte short name) of the authority that is competent."""

    recipient: Bytes16


class ColleagueBody(MessageBody):
    """The keys of a package, sealed to a colleague as a note of the space, and the signed word for a new colleague."""

    statement: Record | None = None


@router.get("/packages")
async def packages(service: Service, account_id: Session) -> Response:
    """Give what this account reads."""
    today = service.today()
    listed = await service.store.read_async(lambda work: on_desk(work, account_id, today))
    return json_answer({"today": today.isoformat(), "packages": [listed_answer(one) for one in listed]})


@router.post("/packages/{package_id}/fetch")
async def fetch(package_id: str, service: Service, account_id: Session) -> Response:
    """Give a package with its sealed contents, and with what was written and signed about it since."""
    wanted, today = _package_id(package_id), service.today()

    opened, talk = await service.store.write_async(lambda work: fetch_with_talk(work, account_id, wanted, today))
    return json_answer(opened_answer(opened) | talk_answer(talk) | {"today": today.isoformat()})


@router.post("/packages/{package_id}/statements")
async def statement(
    package_id: str,
    body: Annotated[StatementBody, Depends(body_of(StatementBody))],
    service: Service,
    account_id: Session,
) -> Response:
    """Take in what the recipient signed."""
    wanted, today = _package_id(package_id), service.today()
    kept = await service.store.write_async(
        lambda work: state_package(
            work, acting_for(work, account_id, wanted, today), wanted, body.statement, body.reference, today
        )
    )
    return json_answer({"state": kept.state.value, "changedOn": kept.changed_on.isoformat()})


@router.post("/packages/{package_id}/messages")
async def message(
    package_id: str, body: Annotated[MessageBody, Depends(body_of(MessageBody))], service: Service, account_id: Session
) -> Response:
    """Keep a message to the reporter."""
    wanted, today = _package_id(package_id), service.today()
    kept = await service.store.write_async(
        lambda work: write_to_reporter(
            work, acting_for(work, account_id, wanted, today), wanted, body.envelope, body.index, today
        )
    )
    return _taken(kept.received.received_on, is_new=kept.received.is_new, envHash=text(kept.env_hash))


@router.post("/packages/{package_id}/forwarding-requests")
async def forwarding_request(
    package_id: str,
    body: Annotated[ForwardingBody, Depends(body_of(ForwardingBody))],
    service: Service,
    account_id: Session,
) -> Response:
    """Ask the reporter whether it may go on; without a yes nothing goes (Wbk article 2e(4))."""
    wanted, today = _package_id(package_id), service.today()
    request_id, kept = await service.store.write_async(
        lambda work: ask_to_forward(
            work,
            acting_for(work, account_id, wanted, today),
            wanted,
            (body.envelope, body.index),
            body.recipient,
            today,
        )
    )
    received = kept.received
    return _taken(received.received_on, is_new=received.is_new, id=request_id.hex(), envHash=text(kept.env_hash))


@router.post("/packages/{package_id}/colleagues")
async def colleague(
    package_id: str,
    body: Annotated[ColleagueBody, Depends(body_of(ColleagueBody))],
    service: Service,
    account_id: Session,
) -> Response:
    """Let a colleague read a package."""
    wanted, today = _package_id(package_id), service.today()
    passed = Passed(body.statement, body.envelope, body.index)
    is_new = await service.store.write_async(
        lambda work: let_colleague_read(work, acting_for(work, account_id, wanted, today), wanted, passed, today)
    )
    return _taken(today, is_new=is_new)


def _taken(day: date, *, is_new: bool, **more: str) -> Response:
    return json_answer({"receivedOn": day.isoformat(), **more}, 201 if is_new else 200)


def _package_id(value: str) -> bytes:
    try:
        read = bytes.fromhex(value)
    except ValueError:
        raise UnknownError from None
    if len(read) != _ID_BYTES:
        raise UnknownError
    return read
