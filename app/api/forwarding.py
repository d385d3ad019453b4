"""What became of this authority's questions whether a report may go on to another (PROTOCOL 5.5)."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Depends, Request, Response

from app.api.described import CONDITIONAL, needs
from app.api.guards import Reader, accepts, tagged
from app.api.ids import PackageId, read_id
from app.api.webhook_schemas import AskedForwardingsDocument
from app.dependencies import Service
from app.domain.api_client import Scope
from app.services.api_access import Asked, caller_of
from app.services.asked_forwarding import asked_about
from crypto.encoding import b64

router: Final = APIRouter(tags=["messages"], dependencies=[Depends(accepts("application/json"))])


@router.get(
    "/packages/{packageId}/forwarding-requests",
    responses={200: {"model": AskedForwardingsDocument}, **CONDITIONAL},
    openapi_extra=needs(Scope.PACKAGES_READ),
)
async def list_forwarding_requests(
    package_id: PackageId, request: Request, service: Service, grant: Reader
) -> Response:
    """Give what this authority asked about a package, and what the reporter said."""
    wanted, asked, today = read_id(package_id), Asked(grant, Scope.PACKAGES_READ), service.today()
    found = await service.store.read_async(
        lambda work: asked_about(work, caller_of(work, asked, today).identities, wanted)
    )
    told = [
        {
            "id": one.request_id.hex(),
            "envHash": b64(one.message_hash),
            "askedOn": one.asked_on.isoformat(),
            "state": one.state.value,
        }
        for one in found
    ]
    return tagged(request, {"forwardingRequests": told})
