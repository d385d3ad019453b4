"""The register and the yearly figures of one counsellor's own cases (Wbk art. 2a; PROTOCOL 3.4).

GET  /w/v1/register                              every own case that the register holds, over all organisations
POST /w/v1/register/{id}/extension               keep longer, with a reason
POST /w/v1/register/{id}/destruction             destroy a closed case, with a reason
GET  /w/v1/organisations/{orgId}/years           the figures of the last years, and this year for one's own eyes
"""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Response

from app.dependencies import Service, body_of, json_answer
from app.services.organisation_role import counsellor_at
from app.services.register import destroy_as_keeper, extend_as_keeper, lines_of_account
from app.services.yearly_report import counsellor_year, years_shown
from app.web.wire import text
from app.web.workplace.interface import Session, same_origin
from app.web.workplace.organisation_answers import destruction_answer, figures_answer, line_answer
from app.web.workplace.organisation_interface import DestructionBody, ExtensionBody, id_of

router: Final = APIRouter(prefix="/w/v1", dependencies=[Depends(same_origin)])


@router.get("/register")
async def register(service: Service, account_id: Session) -> Response:
    """Give the register's rows of this counsellor's cases."""
    today = service.today()
    lines = await service.store.read_async(lambda work: lines_of_account(work, account_id, today))
    told = [{"orgId": text(organisation_id)} | line_answer(line) for organisation_id, line in lines]
    return json_answer({"today": today.isoformat(), "lines": told})


@router.post("/register/{register_id}/extension")
async def extension(
    register_id: str,
    body: Annotated[ExtensionBody, Depends(body_of(ExtensionBody))],
    service: Service,
    account_id: Session,
) -> Response:
    """Keep a case longer."""
    wanted, today = id_of(register_id), service.today()
    line = await service.store.write_async(
        lambda work: extend_as_keeper(work, account_id, wanted, body.until, body.reason, today)
    )
    return json_answer(line_answer(line))


@router.post("/register/{register_id}/destruction")
async def destruction(
    register_id: str,
    body: Annotated[DestructionBody, Depends(body_of(DestructionBody))],
    service: Service,
    account_id: Session,
) -> Response:
    """Destroy a closed case with everything in it; the answer is the statement to print."""
    wanted, today = id_of(register_id), service.today()
    done = await service.store.write_async(lambda work: destroy_as_keeper(work, account_id, wanted, body.reason, today))
    await service.store.sweep_async()
    return json_answer(destruction_answer(done))


@router.get("/organisations/{org_id}/years")
async def years(org_id: str, service: Service, account_id: Session) -> Response:
    """Give what this counsellor may tell of past years, and every number of this year for their own eyes."""
    wanted, today = id_of(org_id), service.today()
    organisation = await service.store.read_async(lambda work: counsellor_at(work, account_id, wanted))
    found = await service.store.read_async(
        lambda work: [
            counsellor_year(work, account_id, organisation, year, today) for year in (today.year, *years_shown(today))
        ]
    )
    return json_answer(
        {
            "today": today.isoformat(),
            "threshold": found[0].figures.threshold,
            "years": [
                {
                    "year": one.year,
                    "isCounted": one.is_counted,
                    "figures": figures_answer(one.figures),
                    "ownEyes": figures_answer(one.own_eyes),
                }
                for one in found
            ],
        }
    )
