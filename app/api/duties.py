"""The terms that run for this authority, and the organisations it has to do with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fastapi import APIRouter, Depends, Request, Response

from app.api.described import CONDITIONAL, needs
from app.api.guards import Reader, accepts, tagged
from app.api.ids import OrganisationId, read_id
from app.api.schemas import DutiesDocument, OrganisationDocument, OrganisationsDocument
from app.dependencies import Service
from app.domain.api_client import Scope
from app.services.api_access import Asked, caller_of
from app.services.authority_duties import duties_of_authority
from app.services.authority_organisations import organisation_of, organisations_of

if TYPE_CHECKING:
    from datetime import date

    from app.services.authority_organisations import SeenOrganisation

router: Final = APIRouter(dependencies=[Depends(accepts("application/json"))])


@router.get(
    "/duties",
    tags=["duties"],
    responses={200: {"model": DutiesDocument}, **CONDITIONAL},
    openapi_extra=needs(Scope.PACKAGES_READ),
)
async def list_duties(request: Request, service: Service, grant: Reader) -> Response:
    """Give what this authority owes by law, the nearest day first (Wbk article 2e)."""
    asked, today = Asked(grant, Scope.PACKAGES_READ), service.today()
    found = await service.store.read_async(
        lambda work: duties_of_authority(work, caller_of(work, asked, today).identities)
    )
    duties = [
        {
            "packageId": one.package_id.hex(),
            "duty": one.duty,
            "dueOn": one.due_on.isoformat(),
            "isMissed": today > one.due_on,
        }
        for one in found
    ]
    return tagged(request, {"duties": duties})


@router.get(
    "/organisations",
    tags=["organisations"],
    responses={200: {"model": OrganisationsDocument}, **CONDITIONAL},
    openapi_extra=needs(Scope.PACKAGES_READ),
)
async def list_organisations(request: Request, service: Service, grant: Reader) -> Response:
    """Give the organisations at which this authority is listed."""
    asked, today = Asked(grant, Scope.PACKAGES_READ), service.today()
    found = await service.store.read_async(
        lambda work: organisations_of(work, caller_of(work, asked, today).identities, today)
    )
    return tagged(request, {"organisations": [_organisation(one, today) for one in found]})


@router.get(
    "/organisations/{organisationId}",
    tags=["organisations"],
    responses={200: {"model": OrganisationDocument}, **CONDITIONAL},
    openapi_extra=needs(Scope.PACKAGES_READ),
)
async def get_organisation(
    organisation_id: OrganisationId, request: Request, service: Service, grant: Reader
) -> Response:
    """Give one of them: its signed root and list of keys, and how punctual it was, where it publishes that."""
    wanted, asked, today = read_id(organisation_id), Asked(grant, Scope.PACKAGES_READ), service.today()
    found = await service.store.read_async(
        lambda work: organisation_of(work, caller_of(work, asked, today).identities, wanted, today)
    )
    return tagged(request, _organisation(found, today))


def _organisation(seen: SeenOrganisation, today: date) -> dict[str, Any]:
    told, shown = seen.view, seen.punctuality
    return {
        "id": told.organisation.organisation_id.hex(),
        "slug": told.organisation.slug,
        "name": told.organisation.name,
        "root": list(told.roots),
        "directory": told.directory,
        "proof": told.proof,
        "today": today.isoformat(),
        "punctuality": {"year": shown.year, "inTime": shown.in_time, "late": shown.late} if shown else None,
    }
