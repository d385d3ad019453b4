"""The workplace's pages. They hold no case data: keys and cases are opened in the browser (PROTOCOL 7.5)."""

from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app.dependencies import Service
from app.web.rendering import render
from app.web.translations import LANGUAGES

router: Final = APIRouter(include_in_schema=False)

SEE_OTHER: Final = 303


@router.get("/")
async def home(request: Request) -> Response:
    """Go to the one page of this host, in the language that was asked for."""
    chosen = request.query_params.get("lang")
    return RedirectResponse(f"/workplace?lang={chosen}" if chosen in LANGUAGES else "/workplace", SEE_OTHER)


@router.get("/workplace")
async def workplace(request: Request, service: Service) -> Response:
    """Show the one document with sign-in, worklist, case file, keys and recovery."""
    return render(request, "workplace/workplace.html", reporter_host=service.settings.reporter_host)


@router.get("/workplace/enrol")
async def enrol(request: Request, service: Service) -> Response:
    """Show the page that opens an invitation; the token stays in the fragment and never comes here."""
    return render(request, "workplace/enrol.html", reporter_host=service.settings.reporter_host)
