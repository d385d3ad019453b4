"""The logbook over HTTP: a sealed diary, beside every case and apart from all of them (PROTOCOL 3.5).

POST   /r/v1/logbooks           open one, with its first entry
POST   /r/v1/logbook/open       sign in; as long and as large as signing in to a case
GET    /r/v1/logbook            all entries, sealed and padded
POST   /r/v1/logbook/entries    one more entry
DELETE /r/v1/logbook            erase it, at once
DELETE /r/v1/logbook/session    sign out
"""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Response

from app.dependencies import Parts, Service, body_of, json_answer
from app.domain.errors import DeniedError
from app.domain.ids import LogbookId
from app.domain.logbook import silent_until
from app.services.logbook import (
    Kept,
    Opening,
    check_opening,
    erase_logbook,
    open_logbook,
    read_logbook,
    write_entry,
)
from app.services.reporter_sign_in import SignIn, check_logbook_signature, locator_tag, redeem
from app.web.reporter.bodies import OpenBody
from app.web.reporter.interface import FAILURE_PAD, padded, reporter_token
from app.web.reporter.logbook_bodies import EntryBody, LogbookBody
from app.web.wire import text
from crypto.challenge import LOGIN, REGISTER

router: Final = APIRouter(prefix="/r/v1")


async def logbook_session(service: Service, token: Annotated[bytes, Depends(reporter_token)]) -> LogbookId:
    """Give the logbook of the session; a token of a case opens none."""
    return service.logbook_sessions.subject(token, service.clock.monotonic())


Session = Annotated[LogbookId, Depends(logbook_session)]


@router.post("/logbooks")
async def begin(body: Annotated[LogbookBody, Depends(body_of(LogbookBody))], service: Service) -> Response:
    """Open a logbook; 201 when it is new, 200 when exactly this one was here already."""
    opening = Opening(
        organisation_id=body.org_id,
        locator=body.locator,
        sign_pk=body.sign_pk,
        logbook_id=body.logbook_id,
        self_kid=body.self_kid,
        envelope=body.envelope,
        challenge=body.challenge,
        signature=body.signature,
    )
    redeem(REGISTER, body.locator, body.challenge, service.keys, service.spent, service.clock.seconds())
    info, tag, signer = check_opening(opening), locator_tag(body.locator, service.keys), service.notes.receipt
    today = service.today()
    return _kept(await service.store.write_async(lambda work: open_logbook(work, opening, info, tag, signer, today)))


@router.post("/logbook/open")
async def sign_in(body: Annotated[OpenBody, Depends(body_of(OpenBody))], service: Service) -> Response:
    """Sign in; success and failure are answered at the same moment with as many bytes."""
    async with service.answered_in_time():
        try:
            token = await _sign_in(body, service)
        except DeniedError:
            return json_answer({"error": "denied", "pad": FAILURE_PAD}, 403)
        return json_answer({"token": text(token)})


@router.get("/logbook")
async def whole(service: Service, logbook_id: Session) -> Response:
    """Give all entries, sealed and padded."""
    today = service.today()
    found = await service.store.write_async(lambda work: read_logbook(work, logbook_id, today))
    entries = [
        {
            "position": entry.position,
            "envelope": text(entry.envelope),
            "receivedOn": entry.received_on.isoformat(),
            "receipt": entry.receipt,
        }
        for entry in found.entries
    ]
    answer = {
        "openedOn": found.logbook.opened_on.isoformat(),
        "today": today.isoformat(),
        "silentUntil": silent_until(today).isoformat(),
        "entries": entries,
        "pad": "",
    }
    return Response(padded(answer), media_type="application/json")


@router.post("/logbook/entries")
async def entry(
    body: Annotated[EntryBody, Depends(body_of(EntryBody))], service: Service, logbook_id: Session
) -> Response:
    """Take in one more entry."""
    today, signer = service.today(), service.notes.receipt
    return _kept(
        await service.store.write_async(
            lambda work: write_entry(work, logbook_id, body.position, body.envelope, signer, today)
        )
    )


@router.delete("/logbook")
async def erase(service: Service, logbook_id: Session) -> Response:
    """Erase the logbook, and what the database file still holds of it."""
    await service.store.write_async(lambda work: erase_logbook(work, logbook_id))
    service.logbook_sessions.end_all(logbook_id)
    await service.store.sweep_async()
    return Response(status_code=204)


@router.delete("/logbook/session")
async def sign_out(service: Service, token: Annotated[bytes, Depends(reporter_token)]) -> Response:
    """End the session."""
    service.logbook_sessions.end(token)
    return Response(status_code=204)


async def _sign_in(body: OpenBody, service: Parts) -> bytes:
    request = SignIn(body.org_id, body.locator, body.challenge, body.signature)
    tag = locator_tag(body.locator, service.keys)
    found = await service.store.read_async(lambda work: work.logbooks.by_locator(tag))
    redeem(LOGIN, body.locator, body.challenge, service.keys, service.spent, service.clock.seconds())
    book = check_logbook_signature(request, found)
    return service.logbook_sessions.start(book.logbook_id, service.clock.monotonic())


def _kept(kept: Kept) -> Response:
    answer = {"receivedOn": kept.entry.received_on.isoformat(), "receipt": kept.entry.receipt}
    return json_answer(answer, 201 if kept.is_new else 200)
