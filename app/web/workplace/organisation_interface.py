"""The organisation's view: case officer and auditor on its published list, and nothing of an unreleased case.

    GET  /w/v1/organisation/{orgId}                                the rules in force, list, log, totals of past years
    GET  /w/v1/organisation/{orgId}/register                       released cases and destructions
    POST /w/v1/organisation/{orgId}/register/{id}/extension        case officer only
    POST /w/v1/organisation/{orgId}/register/{id}/destruction      case officer only, from the day on

`orgId` and `id` are 32 hexadecimal figures. Whoever is not on the list in one of the two roles gets `unknown`, as for
an organisation that does not exist (PROTOCOL 3.4).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Response

from app.dependencies import Service, body_of, json_answer
from app.domain.errors import UnknownError
from app.domain.organisation import Organisation
from app.services.organisation_role import employer_role
from app.services.organisation_totals import overview
from app.services.register import (
    destroy_as_organisation,
    destructions,
    extend_as_organisation,
    lines_of_organisation,
)
from app.web.wire import Wire
from app.web.workplace.interface import Session, same_origin
from app.web.workplace.organisation_answers import destruction_answer, line_answer, overview_answer
from crypto.keys import Role

router: Final = APIRouter(prefix="/w/v1", dependencies=[Depends(same_origin)])


class ExtensionBody(Wire):
    """Until when a report is kept, and why."""

    until: date
    reason: str


class DestructionBody(Wire):
    """Why a report is destroyed."""

    reason: str


@dataclass(frozen=True, slots=True)
class Looker:
    """Somebody of the employer in one organisation."""

    organisation: Organisation
    role: Role


async def organisation_session(org_id: str, service: Service, account_id: Session) -> Looker:
    """Give the organisation and the role; every route of this view asks for it."""
    wanted, today = id_of(org_id), service.today()
    found = await service.store.read_async(lambda work: employer_role(work, account_id, wanted, today))
    return Looker(*found)


Employer = Annotated[Looker, Depends(organisation_session)]


async def case_officer(looker: Employer) -> Looker:
    """Give the organisation to its case officer; an auditor looks and changes nothing."""
    if looker.role is not Role.CASE_OFFICER:
        raise UnknownError
    return looker


CaseOfficer = Annotated[Looker, Depends(case_officer)]


@router.get("/organisation/{org_id}")
async def organisation(service: Service, looker: Employer) -> Response:
    """Give the page of the organisation."""
    today = service.today()
    found = await service.store.read_async(lambda work: overview(work, looker.organisation, today))
    return json_answer({"today": today.isoformat()} | overview_answer(found, looker.role))


@router.get("/organisation/{org_id}/register")
async def register(service: Service, looker: Employer) -> Response:
    """Give the register: released cases, and what was destroyed of them."""
    today, org_id = service.today(), looker.organisation.organisation_id
    lines = await service.store.read_async(lambda work: lines_of_organisation(work, org_id, today))
    gone = await service.store.read_async(lambda work: destructions(work, org_id))
    return json_answer(
        {
            "today": today.isoformat(),
            "lines": [line_answer(line) for line in lines],
            "destructions": [destruction_answer(one) for one in gone],
        }
    )


@router.post("/organisation/{org_id}/register/{register_id}/extension")
async def extension(
    register_id: str,
    body: Annotated[ExtensionBody, Depends(body_of(ExtensionBody))],
    service: Service,
    looker: CaseOfficer,
) -> Response:
    """Keep a released report longer."""
    wanted, today, org_id = id_of(register_id), service.today(), looker.organisation.organisation_id
    line = await service.store.write_async(
        lambda work: extend_as_organisation(work, org_id, wanted, body.until, body.reason, today)
    )
    return json_answer(line_answer(line))


@router.post("/organisation/{org_id}/register/{register_id}/destruction")
async def destruction(
    register_id: str,
    body: Annotated[DestructionBody, Depends(body_of(DestructionBody))],
    service: Service,
    looker: CaseOfficer,
) -> Response:
    """Destroy a released report whose day has come, with everything in it."""
    wanted, today, org_id = id_of(register_id), service.today(), looker.organisation.organisation_id
    done = await service.store.write_async(
        lambda work: destroy_as_organisation(work, org_id, wanted, body.reason, today)
    )
    await service.store.sweep_async()
    return json_answer(destruction_answer(done))


def id_of(value: str) -> bytes:
    """Read 16 bytes in hexadecimal figures.

    Raises:
        UnknownError: it is none, so there is no such thing.

    """
    try:
        found = bytes.fromhex(value)
    except ValueError:
        raise UnknownError from None
    if len(found) != 16:  # noqa: PLR2004 - ids have 16 bytes
        raise UnknownError
    return found
