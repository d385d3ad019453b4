"""The reporter's pages. They hold no case data: everything about a case is opened in the browser."""

from typing import Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app.dependencies import Parts, Service
from app.domain.errors import UnknownError
from app.domain.organisation import Organisation
from app.domain.track import Track
from app.services.statutory_days import ack_limit, feedback_limit
from app.web.rendering import render
from app.web.reporter.external_desks import external_desks

router: Final = APIRouter(include_in_schema=False)

NEUTRAL_PAGE: Final = "https://www.knmi.nl/"
"""Where quick exit ends: the public weather page, which says nothing about who visits it."""
OFFERED_TRACKS: Final = frozenset({"sparren", "melding"})
SEE_OTHER: Final = 303


@router.get("/")
async def home(request: Request, service: Service) -> Response:
    """Go to the one organisation; in the demo list them all; else say where to look."""
    organisations = await service.store.read_async(lambda work: work.organisations.all())
    if len(organisations) == 1 and not service.settings.demo:
        return RedirectResponse(_with_language(request, f"/o/{organisations[0].slug}"), SEE_OTHER)
    shown = organisations if service.settings.demo else []
    return _page(request, "reporter/home.html", None, organisations=shown)


@router.get("/away")
async def away(request: Request, service: Service) -> Response:
    """Quick exit: forget what the browser kept of this site and show something neutral."""
    if service.settings.demo:
        return render(request, "reporter/away.html")
    return RedirectResponse(NEUTRAL_PAGE, SEE_OTHER)


@router.get("/o/{slug}")
async def start(request: Request, slug: str, service: Service) -> Response:
    """Show the first page of an organisation."""
    return _page(request, "reporter/start.html", await _organisation(slug, service))


@router.get("/o/{slug}/what-happens")
async def what_happens(request: Request, slug: str, service: Service) -> Response:
    """Tell what happens with a report, with the two dates for a report of today."""
    return _page(request, "reporter/what_happens.html", await _organisation(slug, service), **_dates(service))


@router.get("/o/{slug}/report")
async def report(request: Request, slug: str, service: Service) -> Response:
    """Show the form; without a track let the reporter choose, and refuse a track that is not offered in a sentence."""
    organisation = await _organisation(slug, service)
    track = request.query_params.get("track")
    if track in OFFERED_TRACKS:
        return _page(request, "reporter/report.html", organisation, track=track, secret=True, **_dates(service))
    refused = track is not None
    return _page(request, "reporter/choose_track.html", organisation, status=400 if refused else 200, refused=refused)


@router.get("/o/{slug}/case")
async def case(request: Request, slug: str, service: Service) -> Response:
    """Show the page that opens a case with code and words."""
    return _page(request, "reporter/case.html", await _organisation(slug, service), secret=True)


@router.get("/o/{slug}/check")
async def check(request: Request, slug: str, service: Service) -> Response:
    """Show the page that says what it is, checked in the browser."""
    return _page(request, "reporter/check.html", await _organisation(slug, service))


def _dates(service: Parts) -> dict[str, Any]:
    """Today, and the last days for acknowledgement and feedback of a report made today."""
    today = service.today()
    return {
        "today": today,
        "ack_limit": ack_limit(Track.MELDING, today),
        "feedback_limit": feedback_limit(Track.MELDING, today, None),
    }


async def _organisation(slug: str, service: Parts) -> Organisation:
    found = await service.store.read_async(lambda work: work.organisations.by_slug(slug))
    if found is None:
        raise UnknownError
    return found


def _page(
    request: Request, template: str, organisation: Organisation | None, status: int = 200, **values: object
) -> Response:
    practice = organisation is not None and organisation.is_practice
    service: Parts = request.app.state.parts
    return render(
        request,
        template,
        status,
        organisation=organisation,
        practice=practice,
        desks=external_desks(service.today()),
        **{"secret": False, **values},
    )


def _with_language(request: Request, path: str) -> str:
    language = request.query_params.get("lang")
    return f"{path}?lang={language}" if language in {"nl", "en"} else path
