"""Every route that touches a case or an account asks for a session; every change at the workplace for its origin.

Open routes stand here by name, with the reason; a new route is guarded or added to this list, in sight of a reviewer.
What is answered past FastAPI must be an open route that asks FastAPI for nothing, so that no guard is passed by.
"""

import inspect
from collections.abc import Callable, Iterator
from typing import Any

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from app.web import log_pages, static_files
from app.web.reporter import conditional as reporter_conditional
from app.web.reporter import control as reporter_control
from app.web.reporter import interface as reporter
from app.web.reporter import logbook as reporter_logbook
from app.web.reporter import pages as reporter_pages
from app.web.workplace import (
    beside,
    control,
    documents,
    drills,
    notifications,
    organisation_interface,
    packages,
    register_interface,
    released,
)
from app.web.workplace import interface as workplace
from app.web.workplace import pages as workplace_pages

OPEN = {
    "GET /r/v1/organisations/{slug}": "public, signed by the organisation",
    "POST /r/v1/challenge": "a challenge is given for any locator",
    "POST /r/v1/cases": "anybody may report; the challenge and the signature are the guard",
    "POST /r/v1/open": "signs in",
    "DELETE /r/v1/session": "ends the session whose token it carries",
    "POST /r/v1/logbooks": "anybody may begin a logbook; the challenge and the signature are the guard",
    "POST /r/v1/logbook/open": "signs in",
    "DELETE /r/v1/logbook/session": "ends the session whose token it carries",
    "POST /w/v1/invitations/open": "the invitation's token is the guard",
    "POST /w/v1/enrolments": "the invitation's token is the guard",
    "POST /w/v1/salt": "asked before signing in, answers any name",
    "POST /w/v1/session": "signs in",
    "DELETE /w/v1/session": "ends the session whose cookie it carries",
    "POST /w/v1/recover": "the printed recovery code is the guard",
    "GET /calendar/{token}.ics": "read by calendars; the token is the guard",
}


def routes(router: Any) -> Iterator[tuple[str, APIRoute]]:
    for route in router.routes:
        assert isinstance(route, APIRoute), route
        for method in (route.methods or set()) - {"HEAD"}:
            yield f"{method} {route.path}", route


def guards(dependant: Dependant) -> set[Callable[..., Any]]:
    found = {inner.call for inner in dependant.dependencies if inner.call is not None}
    for inner in dependant.dependencies:
        found |= guards(inner)
    return found


def test_every_route_of_the_interface_asks_for_a_session_or_is_open_for_a_reason() -> None:
    seen = set()
    for router, session in (
        (reporter.router, reporter.reporter_session),
        (reporter_control.router, reporter.reporter_session),
        (reporter_conditional.router, reporter.reporter_session),
        (reporter_logbook.router, reporter_logbook.logbook_session),
        (workplace.router, workplace.account_session),
        (control.router, workplace.account_session),
        (beside.router, workplace.account_session),
        (packages.router, workplace.account_session),
        (released.router, workplace.account_session),
        (drills.router, workplace.account_session),
        (notifications.router, workplace.account_session),
        (notifications.feed_router, workplace.account_session),
        (organisation_interface.router, workplace.account_session),
        (register_interface.router, workplace.account_session),
        (documents.router, workplace.account_session),
    ):
        for name, route in routes(router):
            seen.add(name)
            assert (session in guards(route.dependant)) != (name in OPEN), name
    assert len(seen) > 15
    assert set(OPEN) <= seen


def test_what_is_answered_directly_is_an_open_route_that_leaves_nothing_to_fastapi() -> None:
    found = dict(routes(reporter.router))
    for path, endpoint in reporter.DIRECT.items():
        route = found[f"POST {path}"]
        assert f"POST {path}" in OPEN
        assert route.endpoint is endpoint
        assert guards(route.dependant) == set()
        assert list(inspect.signature(endpoint).parameters) == ["request"]


def test_files_that_are_answered_directly_are_open_routes_that_leave_nothing_to_fastapi() -> None:
    found = [route for name, route in routes(static_files.router) if name.startswith("GET ")]
    assert len(found) == 4
    for route in found:
        assert route.endpoint is static_files.static_file
        assert guards(route.dependant) == set()
    assert list(inspect.signature(static_files.static_file).parameters) == ["request"]


def test_every_route_of_the_workplace_asks_for_its_own_origin() -> None:
    for router in (
        workplace.router,
        packages.router,
        released.router,
        control.router,
        beside.router,
        drills.router,
        notifications.router,
        organisation_interface.router,
        register_interface.router,
    ):
        for name, route in routes(router):
            assert workplace.same_origin in guards(route.dependant), name


def test_pages_are_only_read() -> None:
    for router in (reporter_pages.router, workplace_pages.router, notifications.feed_router, documents.router):
        for name, _ in routes(router):
            assert name.startswith("GET "), name


def test_the_log_is_only_read() -> None:
    found = dict(routes(log_pages.router))
    assert len(found) == 6
    for name, route in found.items():
        assert name.startswith("GET /log/"), name
        assert guards(route.dependant) == set()


def test_every_route_of_an_organisation_asks_for_a_role_in_it() -> None:
    seen = set()
    for router in (organisation_interface.router, documents.router):
        for name, route in routes(router):
            if "/organisation/" in name:
                seen.add(name)
                assert organisation_interface.organisation_session in guards(route.dependant), name
                changes = name.startswith("POST ")
                assert (organisation_interface.case_officer in guards(route.dependant)) == changes, name
    assert len(seen) == 8
