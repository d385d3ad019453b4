"""Documents of the workplace to read, print and keep: they open beside the workplace, which never navigates.

    GET /workplace/organisation/{orgId}/register               the register on paper
    GET /workplace/organisation/{orgId}/register.csv           the register for a spreadsheet
    GET /workplace/organisation/{orgId}/destruction/{id}       the statement that a released report was destroyed
    GET /workplace/organisation/{orgId}/report/{kind}/{year}   account, board or anonymous
    GET /workplace/report/{orgId}/{year}                       a counsellor's own; `?eyes=own` with every number

Guarded like the interface: by the session, and by the role in that organisation.
"""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request, Response

from app.dependencies import Service
from app.domain.errors import UnknownError
from app.services.organisation_role import counsellor_at, own_name
from app.services.register import destructions, lines_of_organisation
from app.services.register_csv import write_csv
from app.services.report_source import source_of
from app.services.yearly_report import counsellor_year, organisation_year, report_kinds, years_shown
from app.web.rendering import language_of
from app.web.report_pages import Writing, counsellor_page, organisation_page, register_page, statement_page
from app.web.workplace.interface import Session
from app.web.workplace.organisation_interface import Employer, id_of

router: Final = APIRouter(include_in_schema=False)
_PRIVATE: Final = {"Cache-Control": "no-store"}


@router.get("/workplace/organisation/{org_id}/register")
async def register(request: Request, service: Service, looker: Employer) -> Response:
    """Show the register of released reports."""
    today, org_id = service.today(), looker.organisation.organisation_id
    lines = await service.store.read_async(lambda work: lines_of_organisation(work, org_id, today))
    gone = await service.store.read_async(lambda work: destructions(work, org_id))
    how = Writing(language_of(request), today)
    return _document(register_page(looker.organisation, lines, gone, how), how)


@router.get("/workplace/organisation/{org_id}/register.csv")
async def register_csv(service: Service, looker: Employer) -> Response:
    """Give the register of released reports as CSV."""
    today, org_id = service.today(), looker.organisation.organisation_id
    lines = await service.store.read_async(lambda work: lines_of_organisation(work, org_id, today))
    name = f"register-{looker.organisation.slug}-{today.isoformat()}.csv"
    headers = {**_PRIVATE, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(write_csv(lines), media_type="text/csv; charset=utf-8", headers=headers)


@router.get("/workplace/organisation/{org_id}/destruction/{destruction_id}")
async def statement(destruction_id: str, request: Request, service: Service, looker: Employer) -> Response:
    """Show the statement of one destruction."""
    wanted, org_id = id_of(destruction_id), looker.organisation.organisation_id
    gone = await service.store.read_async(lambda work: destructions(work, org_id))
    found = next((one for one in gone if one.destruction_id == wanted), None)
    if found is None:
        raise UnknownError
    how = Writing(language_of(request), service.today())
    return _document(statement_page(looker.organisation, found, how), how)


@router.get("/workplace/organisation/{org_id}/report/{kind}/{year}")
async def organisation_report(kind: str, year: int, request: Request, service: Service, looker: Employer) -> Response:
    """Show a yearly report of the organisation."""
    today, organisation = service.today(), looker.organisation
    if kind not in report_kinds(organisation, today) or year not in years_shown(today):
        raise UnknownError
    found = await service.store.read_async(lambda work: organisation_year(work, organisation, year, today))
    how = Writing(language_of(request), today)
    return _document(organisation_page(organisation, kind, found, source_of(organisation, today), how), how)


@router.get("/workplace/report/{org_id}/{year}")
async def own_report(org_id: str, year: int, request: Request, service: Service, account_id: Session) -> Response:
    """Show a counsellor's own yearly report; with `?eyes=own` every number, for that counsellor alone."""
    wanted, today = id_of(org_id), service.today()
    own_eyes = request.query_params.get("eyes") == "own"
    if year not in (years_shown(today) if not own_eyes else (today.year, *years_shown(today))):
        raise UnknownError
    organisation = await service.store.read_async(lambda work: counsellor_at(work, account_id, wanted))
    name = await service.store.read_async(lambda work: own_name(work, account_id, wanted))
    found = await service.store.read_async(lambda work: counsellor_year(work, account_id, organisation, year, today))
    how = Writing(language_of(request), today)
    return _document(counsellor_page(organisation, name, found, how, own_eyes=own_eyes), how)


def _document(page: str, how: Writing) -> Response:
    """Answer with a document; never compressed, because a register holds days of cases (PROTOCOL 7.3)."""
    headers = {**_PRIVATE, "Content-Language": how.language}
    return Response(page, media_type="text/html; charset=utf-8", headers=headers)
