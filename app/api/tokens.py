"""POST /api/v1/token: an access token for a signed assertion (OAuth 2.0 client credentials with `private_key_jwt`).

ADR leaves this address to OAuth: its body is a form (RFC 6749). Its errors are problem documents that carry the `error`
of RFC 6749 besides. Whatever is wrong with an assertion is answered in one shape.
"""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, HTTPException, Request, Response

from app.api.access_parts import Access
from app.api.assertions import read_assertion, verify_assertion
from app.api.guards import accepts
from app.api.problems import TokenError
from app.api.schemas import IssuedToken
from app.dependencies import Parts, Service, json_answer
from app.domain.api_client import Scope, read_scopes, write_scopes
from app.domain.errors import DeniedError, ScopeMissingError
from app.services.api_access import TOKEN_SECONDS, ApiAccess, Grant, public_key_of
from crypto.client_key import b64url

ASSERTION_TYPE: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
FORM: Final = "application/x-www-form-urlencoded"
FORM_LIMIT: Final = 8192
UNSUPPORTED: Final = 415
_BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            FORM: {
                "schema": {
                    "type": "object",
                    "required": ["grant_type", "client_assertion_type", "client_assertion"],
                    "properties": {
                        "grant_type": {"type": "string", "enum": ["client_credentials"]},
                        "client_assertion_type": {"type": "string", "enum": [ASSERTION_TYPE]},
                        "client_assertion": {"type": "string", "maxLength": 4096},
                        "scope": {"type": "string", "description": "Scopes, separated by a space; all when left out."},
                    },
                },
            }
        },
    },
    "security": [],
}

router: Final = APIRouter(dependencies=[Depends(accepts("application/json"))])


@router.post("/token", tags=["token"], responses={200: {"model": IssuedToken}}, openapi_extra=_BODY)
async def issue_token(request: Request, service: Service, access: Access) -> Response:
    """Exchange a signed client assertion for an access token of ten minutes."""
    form = await _form(request)
    if form.get("grant_type") != "client_credentials":
        raise TokenError(400, "unsupported_grant_type", "Only client_credentials are taken here.")
    if form.get("client_assertion_type") != ASSERTION_TYPE or "client_assertion" not in form:
        raise TokenError(400, "invalid_request", "A client proves who it is with a signed JWT (private_key_jwt).")
    try:
        grant = await _granted(service, access, form)
    except DeniedError:
        raise TokenError(401, "invalid_client", "The assertion does not hold.") from None
    except ScopeMissingError:
        raise TokenError(400, "invalid_scope", "This client may not ask for such a scope.") from None
    now = service.clock.monotonic()
    access.count(grant.client_id, now)
    return json_answer(
        {
            "access_token": b64url(access.issue(grant, now)),
            "token_type": "Bearer",
            "expires_in": TOKEN_SECONDS,
            "scope": write_scopes(grant.scopes),
        }
    )


async def _granted(service: Parts, access: ApiAccess, form: dict[str, str]) -> Grant:
    claimed, today = read_assertion(form["client_assertion"]), service.today()
    if form.get("client_id", claimed.client_id.hex()) != claimed.client_id.hex():
        raise DeniedError
    client, public_key = await service.store.read_async(
        lambda work: public_key_of(work, claimed.client_id, claimed.thumbprint, today)
    )
    audience = f"{service.settings.api_base}/api/v1/token"
    verified = verify_assertion(claimed, public_key, audience, service.clock.seconds(), access.started)
    access.spend(claimed.client_id, verified.assertion_id, service.clock.monotonic())
    return Grant(claimed.client_id, claimed.thumbprint, _scopes(form.get("scope"), read_scopes(client.scopes)))


def _scopes(asked: str | None, allowed: frozenset[Scope]) -> frozenset[Scope]:
    """Give what is asked for, or all that is allowed when nothing is asked.

    Raises:
        ScopeMissingError: an unknown scope, or one that this client may not have.

    """
    wanted = read_scopes(asked) if asked else allowed
    if not wanted <= allowed:
        raise ScopeMissingError
    return wanted


async def _form(request: Request) -> dict[str, str]:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise HTTPException(UNSUPPORTED)
    body = await request.body()
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, strict_parsing=True, max_num_fields=16)
    except ValueError:
        pairs = []
    if len(body) > FORM_LIMIT or not pairs or len({name for name, _ in pairs}) != len(pairs):
        raise TokenError(400, "invalid_request", "The form cannot be read.")
    return dict(pairs)
