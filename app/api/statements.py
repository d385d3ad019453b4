"""What an authority signs about a package: receipt, what is done, more time, not taken up (PROTOCOL 5.5, 6.2)."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, Depends, Request, Response

from app.api.described import CONDITIONAL, needs
from app.api.guards import IdempotencyKey, Reader, Stater, accepts, tagged, write_once
from app.api.ids import PackageId, read_id
from app.api.schemas import NewStatement, StatementsDocument, TakenStatement
from app.dependencies import Service
from app.domain.api_client import Scope
from app.services.api_access import Asked, Caller, Said, caller_of
from app.services.package_desk import state_package, statements_about
from crypto.encoding import b64, unb64

router: Final = APIRouter(tags=["statements"], dependencies=[Depends(accepts("application/json"))])


@router.get(
    "/packages/{packageId}/statements",
    responses={200: {"model": StatementsDocument}, **CONDITIONAL},
    openapi_extra=needs(Scope.PACKAGES_READ),
)
async def list_statements(package_id: PackageId, request: Request, service: Service, grant: Reader) -> Response:
    """Give what this authority signed about a package, oldest first."""
    wanted, asked, today = read_id(package_id), Asked(grant, Scope.PACKAGES_READ), service.today()
    kept = await service.store.read_async(
        lambda work: statements_about(work, caller_of(work, asked, today).identities, wanted)
    )
    told = [{"statement": b64(raw), "receivedOn": day.isoformat()} for raw, day in kept]
    return tagged(request, {"statements": told})


@router.post(
    "/packages/{packageId}/statements",
    status_code=201,
    responses={201: {"model": TakenStatement}},
    openapi_extra=needs(Scope.STATEMENTS_WRITE),
)
async def add_statement(
    package_id: PackageId,
    body: NewStatement,
    key: IdempotencyKey,
    request: Request,
    service: Service,
    grant: Stater,
) -> Response:
    """Keep a signed statement. Kinds 7, 8, 10, 12 and 13 (WBY1); the README says what each speaks of."""
    wanted, today = read_id(package_id), service.today()

    def write(work: Any, caller: Caller) -> Said:  # noqa: ANN401 - the transaction, for services only
        kept = state_package(work, caller.identities, wanted, unb64(body.statement), body.reference, today)
        told = {"state": kept.state.value, "changedOn": kept.changed_on.isoformat(), "reference": kept.reference}
        return 201, told

    return await write_once(request, service, Asked(grant, Scope.STATEMENTS_WRITE), key, write)
