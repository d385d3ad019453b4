"""The HTTP interface of the reporter's surface, for pages and terminal clients alike (PROTOCOL 3.4)."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request, Response

from app.dependencies import Parts, Service, body_of, json_answer, parts_of, write_json
from app.domain.conversation import COUNSELLOR_SPACE, ORGANISATION_SPACE
from app.domain.errors import DeniedError
from app.domain.ids import CaseId
from app.services.acts import act_of_reporter
from app.services.correspondence import ReporterMessage, write_as_reporter
from app.services.directory_view import OrganisationView, view_by_slug
from app.services.drills import SignOfLife, signs_for_reporters
from app.services.intake import Received, Registration, inspect_registration, receive_report
from app.services.mailbox import Mailbox, open_mailbox
from app.services.organisation_correspondence import write_to_officer
from app.services.package_messages import write_outside
from app.services.receipts import issue_receipt
from app.services.reporter_sign_in import SignIn, check_signature, find_case, issue_challenge, locator_tag, redeem
from app.web.beside_answers import beside_answer
from app.web.case_days import acts_answer, destruction_answer, iso
from app.web.control_answers import control_answer
from app.web.package_answers import packages_answer
from app.web.released_answers import space_answer
from app.web.reporter.bodies import CaseBody, ChallengeBody, MessageBody, OpenBody, StatementBody
from app.web.wire import text
from crypto.challenge import LOGIN, REGISTER
from crypto.encoding import unb64
from crypto.errors import WbpError
from crypto.noise import noise

router: Final = APIRouter(prefix="/r/v1")

PADDED_TO: Final = 64 * 1024
"""A case is answered in 64 KiB, 128 KiB, 256 KiB …"""
LANGUAGES: Final = ["nl", "en"]
BEARER: Final = "bearer "
TOKEN_BYTES: Final = 32
_WRITERS: Final = {COUNSELLOR_SPACE: write_as_reporter, ORGANISATION_SPACE: write_to_officer}


async def reporter_token(request: Request) -> bytes:
    """Read the bearer token, 32 bytes.

    Raises:
        DeniedError: there is none.

    """
    value = request.headers.get("authorization", "")
    if not value.lower().startswith(BEARER):
        raise DeniedError
    try:
        return unb64(value[len(BEARER) :])
    except WbpError:
        raise DeniedError from None


async def reporter_session(service: Service, token: Annotated[bytes, Depends(reporter_token)]) -> CaseId:
    """Give the case of the session; every route that reads or writes a case asks for it."""
    return service.reporter_sessions.subject(token, service.clock.monotonic())


Session = Annotated[CaseId, Depends(reporter_session)]


@router.get("/organisations/{slug}")
async def organisation(slug: str, service: Service) -> Response:
    """Give what a client needs to verify an organisation's key list."""
    today = service.today()
    seen, signs = await service.store.read_async(
        lambda work: (
            one := view_by_slug(work, slug),
            signs_for_reporters(work, one.organisation.organisation_id, today),
        )
    )
    return json_answer(_organisation(seen) | _last_opened(signs) | {"today": today.isoformat()})


_read_challenge: Final = body_of(ChallengeBody)
_read_case: Final = body_of(CaseBody)


@router.post("/challenge")
async def challenge(request: Request) -> Response:
    """Give a challenge for any locator; the database is not asked."""
    service, body = await parts_of(request), await _read_challenge(request)
    made = issue_challenge(body.kind, body.locator, service.keys, service.clock.seconds())
    return json_answer({"challenge": text(made)})


@router.post("/cases")
async def register(request: Request) -> Response:
    """Take in a report; 201 when it is new, 200 when exactly this one was here already."""
    service, body = await parts_of(request), await _read_case(request)
    report = Registration(
        organisation_id=body.org_id,
        locator=body.locator,
        sign_pk=body.sign_pk,
        case_id=body.case_id,
        self_kid=body.self_kid,
        track=body.track,
        envelope=body.envelope,
        state=body.state,
        challenge=body.challenge,
        signature=body.signature,
    )
    redeem(REGISTER, body.locator, body.challenge, service.keys, service.spent, service.clock.seconds())
    info = inspect_registration(report)
    tag = locator_tag(body.locator, service.keys)
    today = service.today()
    received = await service.store.write_async(lambda work: receive_report(work, report, info, tag, today))
    receipt = issue_receipt(received.event, service.notes) if received.event is not None else None
    return _received(received, receipt=receipt)


DIRECT: Final = {"/r/v1/challenge": challenge, "/r/v1/cases": register}
"""The two requests of a report; they need nothing of what FastAPI would solve for them."""


@router.post("/open")
async def open_case(body: Annotated[OpenBody, Depends(body_of(OpenBody))], service: Service) -> Response:
    """Sign in; success and failure are answered at the same moment with as many bytes."""
    async with service.answered_in_time():
        try:
            token = await _sign_in(body, service)
        except DeniedError:
            return json_answer({"error": "denied", "pad": FAILURE_PAD}, 403)
        return json_answer({"token": text(token)})


@router.get("/case")
async def case(service: Service, case_id: Session) -> Response:
    """Give the whole case, still sealed and padded."""
    today = service.today()
    mailbox = await service.store.read_async(lambda work: open_mailbox(work, case_id, today))
    return Response(padded(_mailbox(mailbox, service)), media_type="application/json")


@router.post("/messages")
async def message(
    body: Annotated[MessageBody, Depends(body_of(MessageBody))], service: Service, case_id: Session
) -> Response:
    """Take in a message and the state that goes with it."""
    written = ReporterMessage(body.envelope, body.index, body.state, body.previous_state)
    today, write = service.today(), _WRITERS.get(body.space)
    if write is None:
        return _received(
            await service.store.write_async(lambda work: write_outside(work, case_id, written, body.space, today))
        )
    return _received(await service.store.write_async(lambda work: write(work, case_id, written, today)))


@router.post("/statements")
async def statement(
    body: Annotated[StatementBody, Depends(body_of(StatementBody))], service: Service, case_id: Session
) -> Response:
    """Take in a signed contest."""
    today = service.today()
    return _received(
        await service.store.write_async(lambda work: act_of_reporter(work, case_id, body.statement, today))
    )


@router.delete("/session")
async def sign_out(service: Service, token: Annotated[bytes, Depends(reporter_token)]) -> Response:
    """End the session."""
    service.reporter_sessions.end(token)
    return Response(status_code=204)


async def _sign_in(body: OpenBody, service: Parts) -> bytes:
    request = SignIn(body.org_id, body.locator, body.challenge, body.signature)
    tag = locator_tag(body.locator, service.keys)
    found = await service.store.read_async(lambda work: find_case(work, tag))
    redeem(LOGIN, body.locator, body.challenge, service.keys, service.spent, service.clock.seconds())
    a_case = check_signature(request, found)
    return service.reporter_sessions.start(a_case.case_id, service.clock.monotonic())


def _received(received: Received, **more: str | None) -> Response:
    return json_answer({"receivedOn": received.received_on.isoformat(), **more}, 201 if received.is_new else 200)


def _organisation(seen: OrganisationView) -> dict[str, Any]:
    return {
        "orgId": text(seen.organisation.organisation_id),
        "root": list(seen.roots),
        "directory": seen.directory,
        "proof": seen.proof,
        "languages": LANGUAGES,
        "devices": seen.devices,
    }


def _last_opened(signs: list[SignOfLife]) -> dict[str, Any]:
    """Tell in whole weeks when each key was last able to open something, and who left two drills unopened."""
    return {
        "lastOpened": {sign.fingerprint: sign.weeks for sign in signs if sign.weeks is not None},
        "missedDrills": [sign.fingerprint for sign in signs if sign.has_missed_two],
    }


def _mailbox(mailbox: Mailbox, service: Parts) -> dict[str, Any]:
    envelopes = [asdict(envelope) | {"envelope": text(envelope.envelope)} for envelope in mailbox.envelopes]
    return {
        "track": int(mailbox.case.track),
        "receivedOn": mailbox.case.received_on.isoformat(),
        "firstReceivedOn": mailbox.first_received_on.isoformat(),
        "today": service.today().isoformat(),
        "clockStartsAtRelease": mailbox.clock_starts_at_release,
        "releasedOn": iso(mailbox.case.released_on),
        "state": text(mailbox.state),
        "envelopes": envelopes,
        "duties": [text(signed) for signed in mailbox.statements.signed],
        "contested": [text(record_hash) for record_hash in mailbox.statements.contested],
        **acts_answer(mailbox.case, mailbox.missed),
        **destruction_answer(mailbox.destruction),
        **control_answer(mailbox.case, mailbox.control, service.today()),
        "packages": packages_answer(mailbox.packages),
        **beside_answer(mailbox.beside, for_reporter=True),
        "spaces": space_answer(mailbox.organisation_space),
        "receipt": issue_receipt(mailbox.events[0].recorded, service.notes) if mailbox.events else None,
        "trackReceipt": issue_receipt(mailbox.track_event, service.notes) if mailbox.track_event else None,
        "events": [
            {"event": text(one.recorded.event), "salt": text(one.recorded.salt), "proof": one.proof}
            for one in mailbox.events
        ],
        "pad": "",
    }


def padded(content: dict[str, Any]) -> bytes:
    """Fill `pad` so that the answer has 64 KiB · 2^k bytes exactly."""
    size = len(write_json(content))
    room = PADDED_TO
    while room < size:
        room *= 2
    return write_json(content | {"pad": noise(room - size)})


FAILURE_PAD: Final = "." * (
    len(write_json({"token": text(bytes(TOKEN_BYTES))})) - len(write_json({"error": "denied", "pad": ""}))
)
