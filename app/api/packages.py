"""Packages that reporters let go to this authority (PROTOCOL 5.4, 5.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Request, Response

from app.api.described import CONDITIONAL, needs
from app.api.guards import Reader, accepts, tagged
from app.api.ids import PackageId, read_id
from app.api.schemas import ID_PATTERN, PackageDocument, PackagePageDocument
from app.dependencies import Parts, Service
from app.domain.api_client import Scope
from app.domain.packages import PackageState
from app.services.api_access import Asked, Grant, caller_of
from app.services.package_desk import fetch_package, page_of_packages, see_package
from app.services.package_messages import may_write

if TYPE_CHECKING:
    from app.services.package_terms import ListedPackage

CONTAINER_TYPE: Final = "application/octet-stream"
PAGE: Final = 50
PAGE_LIMIT: Final = 100

router: Final = APIRouter(tags=["packages"])
_json: Final = [Depends(accepts("application/json"))]


@router.get(
    "/packages",
    dependencies=_json,
    responses={200: {"model": PackagePageDocument}, **CONDITIONAL},
    openapi_extra=needs(Scope.PACKAGES_READ),
)
async def list_packages(
    request: Request,
    service: Service,
    grant: Reader,
    after: Annotated[str | None, Query(pattern=ID_PATTERN, description="The `next` of the page before.")] = None,
    limit: Annotated[int, Query(ge=1, le=PAGE_LIMIT)] = PAGE,
    state: Annotated[PackageState | None, Query(description="Only packages in this state.")] = None,
) -> Response:
    """Give the packages of this authority. News is what waits: ask with `state=waiting` and If-None-Match."""
    return tagged(request, await package_page(service, grant, after, limit, state))


async def package_page(
    service: Parts, grant: Grant, after: str | None, limit: int, state: PackageState | None
) -> dict[str, Any]:
    """Give one page of the packages of who asks; `after` is an id in hexadecimal."""
    asked, today = Asked(grant, Scope.PACKAGES_READ), service.today()
    begin = bytes.fromhex(after) if after is not None else b""
    page = await service.store.read_async(
        lambda work: page_of_packages(work, caller_of(work, asked, today).identities, begin, limit, state)
    )
    following = page.packages[-1].package.package_id.hex() if page.has_more else None
    return {"packages": [listed_package(one) for one in page.packages], "next": following}


@router.get(
    "/packages/{packageId}",
    dependencies=_json,
    responses={200: {"model": PackageDocument}, **CONDITIONAL},
    openapi_extra=needs(Scope.PACKAGES_READ),
)
async def get_package(package_id: PackageId, request: Request, service: Service, grant: Reader) -> Response:
    """Give one package, without its contents: its state, its terms, and why it was released."""
    wanted, asked, today = read_id(package_id), Asked(grant, Scope.PACKAGES_READ), service.today()
    seen, writes = await service.store.read_async(
        lambda work: (
            one := see_package(work, caller_of(work, asked, today).identities, wanted),
            may_write(work, one.listed.package),
        )
    )
    package = seen.listed.package
    more = {"mayWrite": writes, "releaseNote": package.release_note, "proof": seen.proof}
    return tagged(request, listed_package(seen.listed) | more)


@router.get(
    "/packages/{packageId}/container",
    dependencies=[Depends(accepts(CONTAINER_TYPE))],
    responses={
        200: {
            "description": "The sealed container WBH1.",
            "content": {CONTAINER_TYPE: {"schema": {"type": "string", "format": "binary"}}},
        }
    },
    response_class=Response,
    openapi_extra=needs(Scope.PACKAGES_READ),
)
async def get_container(package_id: PackageId, service: Service, grant: Reader) -> Response:
    """Give the sealed package, byte for byte. The reporter sees from then on that it was fetched, and no more."""
    wanted, asked, today = read_id(package_id), Asked(grant, Scope.PACKAGES_READ), service.today()
    opened = await service.store.write_async(
        lambda work: fetch_package(work, caller_of(work, asked, today).identities, wanted, today)
    )
    return Response(opened.content, media_type=CONTAINER_TYPE)


def listed_package(listed: ListedPackage) -> dict[str, Any]:
    """Write a package for the list."""
    package = listed.package
    return {
        "id": package.package_id.hex(),
        "organisationId": listed.organisation_id.hex(),
        "space": package.space,
        "wasReleased": package.release_note is not None,
        "madeOn": package.made_on.isoformat(),
        "state": package.state.value,
        "changedOn": package.changed_on.isoformat(),
        "reference": package.reference,
        "ackLimit": listed.ack_limit.isoformat() if listed.ack_limit else None,
        "feedbackLimit": listed.feedback_limit.isoformat() if listed.feedback_limit else None,
        "isExtended": listed.is_extended,
        "isAcknowledgementOwed": listed.owes_acknowledgement,
        "isFeedbackOwed": listed.owes_feedback,
    }
