"""The HTTP interface of the workplace, for pages and terminal clients alike (PROTOCOL 3.4)."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request, Response

from app.dependencies import Service, body_of, json_answer
from app.domain.errors import DeniedError, MalformedError, UnknownError
from app.domain.ids import AccountId, CaseId
from app.services.acts import act_alone
from app.services.correspondence import CounsellorMessage, replace_vault, write_as_counsellor
from app.services.enrolment import NewAccount, enrol, enrol_again, open_invitation
from app.services.sign_in import NewPassword, recover, salt_for, set_password, sign_in
from app.services.worklist import case_file, memberships, worklist_page
from app.services.worklist_marks import after_care_due, allowed_in, former_cases
from app.web.wire import text
from app.web.workplace.answers import case_file_answer, former_item, membership, worklist_item
from app.web.workplace.bodies import (
    EnrolmentBody,
    MessageBody,
    NameBody,
    RecoverBody,
    SessionBody,
    StatementBody,
    TokenBody,
    VaultBody,
)
from crypto.encoding import unb64
from crypto.errors import WbpError

COOKIE: Final = "__Host-zegel"


async def same_origin(request: Request) -> None:
    """Refuse a change that another site's page asks for: `Origin` must be ours (PROTOCOL 3.4).

    Raises:
        DeniedError: the header is absent or names another host.

    """
    if request.method in {"GET", "HEAD"}:
        return
    scheme, _, authority = request.headers.get("origin", "").partition("://")
    if scheme not in {"https", "http"} or authority.lower() != request.headers.get("host", "").strip().lower():
        raise DeniedError


router: Final = APIRouter(prefix="/w/v1", dependencies=[Depends(same_origin)])


async def account_session(request: Request, service: Service) -> AccountId:
    """Give the account of the session cookie; every route that reads or writes a case asks for it."""
    return service.account_sessions.subject(_cookie(request), service.clock.monotonic())


Session = Annotated[AccountId, Depends(account_session)]


@router.post("/invitations/open")
async def invitation(body: Annotated[TokenBody, Depends(body_of(TokenBody))], service: Service) -> Response:
    """Open an invitation and draw the account it may make."""
    today = service.today()
    opened = await service.store.write_async(lambda work: open_invitation(work, body.token, service.keys, today))
    return json_answer(
        {
            "accountId": text(opened.account_id),
            "realmId": text(service.keys.realm_id),
            "orgId": text(opened.organisation.organisation_id),
            "orgName": opened.organisation.name,
            "slug": opened.organisation.slug,
            "role": opened.invitation.role,
            "name": opened.invitation.name,
            "signInName": opened.invitation.sign_in_name,
            "serverShare": text(opened.server_share),
            "today": today.isoformat(),
        }
    )


@router.post("/enrolments")
async def enrolment(
    body: Annotated[EnrolmentBody, Depends(body_of(EnrolmentBody))], request: Request, service: Service
) -> Response:
    """Make an account, or add a key record to the one that is signed in."""
    today = service.today()
    if body.previous_vault is not None:
        account_id = await account_session(request, service)
        change = (body.vault, body.previous_vault)
        await service.store.write_async(
            lambda work: enrol_again(work, body.token, account_id, change, body.record, body.device, today)
        )
        return json_answer({}, 201)
    new = _new_account(body)
    await service.store.write_async(
        lambda work: enrol(work, body.token, new, body.record, body.device, service.keys, today)
    )
    return json_answer({}, 201)


@router.post("/salt")
async def salt(body: Annotated[NameBody, Depends(body_of(NameBody))], service: Service) -> Response:
    """Give the salt of a name, known or not, in as many bytes."""
    answer = await service.store.read_async(lambda work: salt_for(work, body.name, service.keys))
    return json_answer(
        {"salt": text(answer.salt), "accountId": text(answer.account_id), "realmId": text(answer.realm_id)}
    )


@router.post("/session")
async def start_session(body: Annotated[SessionBody, Depends(body_of(SessionBody))], service: Service) -> Response:
    """Sign in; success and failure are answered at the same moment."""
    async with service.answered_in_time():
        opened = await service.store.read_async(lambda work: sign_in(work, body.name, body.auth_secret, service.keys))
        token = service.account_sessions.start(opened.account.account_id, service.clock.monotonic())
        response = json_answer(
            {
                "accountId": text(opened.account.account_id),
                "serverShare": text(opened.server_share),
                "vault": text(opened.account.vault),
            }
        )
        response.set_cookie(COOKIE, text(token), path="/", secure=True, httponly=True, samesite="strict")
        return response


@router.delete("/session")
async def end_session(request: Request, service: Service) -> Response:
    """Sign out: the session ends on the server, and the cookie goes."""
    service.account_sessions.end(_cookie(request))
    response = Response(status_code=204)
    response.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="strict")
    return response


@router.get("/organisations")
async def organisations(service: Service, account_id: Session) -> Response:
    """Give the organisations this account serves, and no other."""
    today = service.today()
    served = await service.store.read_async(lambda work: memberships(work, account_id, today))
    return json_answer({"today": today.isoformat(), "organisations": [membership(one) for one in served]})


@router.get("/cases")
async def cases(service: Service, account_id: Session, after: str = "") -> Response:
    """Give one page of the worklist, nearest day first."""
    today = service.today()
    (items, key), allowed, care, former = await service.store.read_async(
        lambda work: (
            page := worklist_page(work, account_id, after, today),
            allowed_in(work, [item.case.case_id for item in page[0]], today),
            after_care_due(work, [item.case for item in page[0]], today),
            former_cases(work, account_id, today),
        )
    )
    return json_answer(
        {
            "today": today.isoformat(),
            "cases": [
                worklist_item(item, allowed.get(item.case.case_id, []), care.get(item.case.case_id)) for item in items
            ],
            "next": key,
            "former": [former_item(one) for one in former],
        }
    )


@router.get("/cases/{case_id}")
async def case(case_id: str, service: Service, account_id: Session) -> Response:
    """Give one case of this account, still sealed."""
    wanted, today = case_id_of(case_id), service.today()
    found = await service.store.read_async(lambda work: case_file(work, account_id, wanted, today))
    return json_answer(case_file_answer(found, today) | {"today": today.isoformat()})


@router.post("/cases/{case_id}/messages")
async def message(
    case_id: str, body: Annotated[MessageBody, Depends(body_of(MessageBody))], service: Service, account_id: Session
) -> Response:
    """Take in a message, a signed statement or none, and the vault that goes with it."""
    wanted = case_id_of(case_id)
    written = CounsellorMessage(body.envelope, body.index, body.duty, body.vault, body.previous_vault)
    today = service.today()
    received = await service.store.write_async(
        lambda work: write_as_counsellor(work, account_id, wanted, written, today)
    )
    return json_answer({"receivedOn": received.received_on.isoformat()}, 201 if received.is_new else 200)


@router.post("/cases/{case_id}/statements")
async def statement(
    case_id: str, body: Annotated[StatementBody, Depends(body_of(StatementBody))], service: Service, account_id: Session
) -> Response:
    """Take in a signed statement that comes without a message: a closure, or a dispute of a miss."""
    wanted, today = case_id_of(case_id), service.today()
    kept = await service.store.write_async(lambda work: act_alone(work, account_id, wanted, body.statement, today))
    return json_answer({"receivedOn": kept.received_on.isoformat()}, 201 if kept.is_new else 200)


@router.put("/vault")
async def vault(
    body: Annotated[VaultBody, Depends(body_of(VaultBody))], request: Request, service: Service, account_id: Session
) -> Response:
    """Compare and set the vault; `If-Match` is the hexadecimal hash of the stored one in quotes."""
    previous = _if_match(request)
    await service.store.write_async(lambda work: replace_vault(work, account_id, body.vault, previous))
    return Response(status_code=204)


@router.post("/recover")
async def recovery(body: Annotated[RecoverBody, Depends(body_of(RecoverBody))], service: Service) -> Response:
    """Open the vault with the printed code; then set a new password and end every session."""
    async with service.answered_in_time():
        new = _new_password(body)
        if new is None:
            opened = await service.store.read_async(
                lambda work: recover(work, body.name, body.recovery_auth, service.keys)
            )
            return json_answer({"vault": text(opened.account.vault), "serverShare": text(opened.server_share)})
        account = await service.store.write_async(
            lambda work: set_password(work, body.name, body.recovery_auth, new, service.keys)
        )
        service.account_sessions.end_all(account.account_id)
        return Response(status_code=204)


def _cookie(request: Request) -> bytes:
    try:
        return unb64(request.cookies.get(COOKIE, ""))
    except WbpError:
        raise DeniedError from None


def case_id_of(value: str) -> CaseId:
    """Read the id of a case from an address; anything that is none is unknown."""
    try:
        return CaseId(bytes.fromhex(value))
    except ValueError:
        raise UnknownError from None


def _if_match(request: Request) -> bytes:
    value = request.headers.get("if-match", "")
    try:
        return bytes.fromhex(value.removeprefix('"').removesuffix('"'))
    except ValueError:
        raise MalformedError from None


def _new_account(body: EnrolmentBody) -> NewAccount:
    secrets = (body.account_id, body.salt, body.auth_secret, body.recovery_auth)
    if any(secret is None for secret in secrets):
        raise MalformedError
    account_id, own_salt, auth_secret, recovery_auth = (secret or b"" for secret in secrets)
    return NewAccount(account_id, own_salt, auth_secret, recovery_auth, body.vault)


def _new_password(body: RecoverBody) -> NewPassword | None:
    if body.vault is None:
        return None
    if body.salt is None or body.auth_secret is None or body.previous_vault is None:
        raise MalformedError
    return NewPassword(body.salt, body.auth_secret, body.vault, body.previous_vault)
