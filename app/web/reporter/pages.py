"""The reporter's pages. They hold no case data: everything about a case is opened in the browser."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app.dependencies import Parts, Service
from app.domain.errors import UnknownError
from app.domain.organisation import Organisation
from app.domain.recipients import Reader
from app.domain.track import Track
from app.policies.retaliation_loader import load_retaliation
from app.services.organisation_policy import policy_of, tracks_offered
from app.services.statutory_days import ack_limit, feedback_limit
from app.services.yearly_report import shown_punctuality
from app.web.rendering import render
from app.web.reporter.category_choices import category_question
from app.web.reporter.counsellors_there import readers_there
from app.web.reporter.external_desks import external_desks
from app.web.reporter.outside_finder import finder
from app.web.reporter.own_rules import OwnRules, own_rules
from app.web.reporter.reporting_rules import asked_of_reporters

router: Final = APIRouter(include_in_schema=False)

NEUTRAL_PAGE: Final = "https://www.knmi.nl/"
"""Where quick exit ends: the public weather page, which says nothing about who visits it."""


@router.get("/")
async def home(request: Request, service: Service) -> Response:
    """Go to the one organisation; in the demo list them all; else say where to look."""
    organisations = await service.store.read_async(lambda work: work.organisations.all())
    if len(organisations) == 1 and not service.settings.demo:
        return RedirectResponse(_with_language(request, f"/o/{organisations[0].slug}"), HTTPStatus.SEE_OTHER)
    shown = organisations if service.settings.demo else []
    return _page(request, "reporter/home.html", None, organisations=shown)


@router.get("/away")
async def away(request: Request, service: Service) -> Response:
    """Quick exit: forget what the browser kept of this site and show something neutral."""
    if service.settings.demo:
        return render(request, "reporter/away.html")
    return RedirectResponse(NEUTRAL_PAGE, HTTPStatus.SEE_OTHER)


@router.get("/o/{slug}")
async def start(request: Request, slug: str, service: Service) -> Response:
    """Show the first page of an organisation, in its own words where it has a policy."""
    organisation = await _organisation(slug, service)
    readers = await readers_there(organisation, service)
    own = _own_rules(organisation, service, readers)
    today = service.today()
    told = await service.store.read_async(lambda work: shown_punctuality(work, organisation, today))
    return _page(request, "reporter/start.html", organisation, own=own, punctuality=told)


@router.get("/o/{slug}/what-happens")
async def what_happens(request: Request, slug: str, service: Service) -> Response:
    """Tell what happens with a report, with the two dates for a report of today."""
    organisation = await _organisation(slug, service)
    own = _own_rules(organisation, service)
    return _page(request, "reporter/what_happens.html", organisation, own=own, **_dates(service))


@router.get("/o/{slug}/outside")
async def outside(request: Request, slug: str, service: Service) -> Response:
    """Show every desk outside the employer by subject; the address never tells which subject was looked at."""
    organisation = await _organisation(slug, service)
    own = _own_rules(organisation, service)
    return _page(request, "reporter/outside.html", organisation, own=own, finder=finder(service.today()))


@router.get("/o/{slug}/logbook")
async def logbook(request: Request, slug: str, service: Service) -> Response:
    """Show the page of the sealed diary; what is in one is opened in the browser."""
    organisation = await _organisation(slug, service)
    return _page(request, "reporter/logbook.html", organisation, secret=True)


@router.get("/o/{slug}/report")
async def report(request: Request, slug: str, service: Service) -> Response:
    """Show the form; without a track let the reporter choose, and refuse a track that is not offered in a sentence."""
    organisation = await _organisation(slug, service)
    track = request.query_params.get("track")
    policy = policy_of(organisation, service.today())
    offered = {one.name.lower() for one in tracks_offered(policy)}
    own = own_rules(policy, None, service.today()) if policy is not None else None
    if track in offered:
        asked = category_question(policy) if policy is not None else None
        shown = {"track": track, "secret": True, "own": own, "asked": asked, **_dates(service)}
        return _page(request, "reporter/report.html", organisation, **shown)
    status = HTTPStatus.OK if track is None else HTTPStatus.BAD_REQUEST
    shown = {"refused": track is not None, "own": own, "offered": offered}
    return _page(request, "reporter/choose_track.html", organisation, status, **shown)


@router.get("/o/{slug}/case")
async def case(request: Request, slug: str, service: Service) -> Response:
    """Show the page that opens a case with code and words."""
    organisation = await _organisation(slug, service)
    own, asked = _own_rules(organisation, service), asked_of_reporters(policy_of(organisation, service.today()))
    shown: dict[str, Any] = {"secret": True, "own": own, "asked": asked, "finder": finder(service.today())}
    return _page(request, "reporter/case.html", organisation, **shown)


@router.get("/o/{slug}/check")
async def check(request: Request, slug: str, service: Service) -> Response:
    """Show the page that says what it is, checked in the browser."""
    return _page(request, "reporter/check.html", await _organisation(slug, service))


@router.get("/o/{slug}/receipt")
async def receipt(request: Request, slug: str, service: Service) -> Response:
    """Show the page that checks a receipt in the browser; nothing of it is sent here."""
    return _page(request, "reporter/check_receipt.html", await _organisation(slug, service))


def _dates(service: Parts) -> dict[str, Any]:
    """Today, and the last days for acknowledgement and feedback of a report made today."""
    today = service.today()
    return {
        "today": today,
        "ack_limit": ack_limit(Track.MELDING, today),
        "feedback_limit": feedback_limit(Track.MELDING, today, None),
    }


def _own_rules(organisation: Organisation, service: Parts, readers: Sequence[Reader] | None = None) -> OwnRules | None:
    """Give what the organisation's policy of today says; None when it has none."""
    policy = policy_of(organisation, service.today())
    return own_rules(policy, readers, service.today()) if policy is not None else None


async def _organisation(slug: str, service: Parts) -> Organisation:
    found = await service.store.read_async(lambda work: work.organisations.by_slug(slug))
    if found is None:
        raise UnknownError
    return found


def _page(
    request: Request, template: str, organisation: Organisation | None, status: int = HTTPStatus.OK, **values: object
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
        harms=load_retaliation().on(service.today()),
        **{"secret": False, "own": None, "today": service.today(), **values},
    )


def _with_language(request: Request, path: str) -> str:
    language = request.query_params.get("lang")
    return f"{path}?lang={language}" if language in {"nl", "en"} else path
