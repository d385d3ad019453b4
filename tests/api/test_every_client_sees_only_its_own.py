"""Every route for every kind of client: what is somebody else's does not exist, what was not granted is refused.

The routes are read from the application. One without an entry here fails the suite, and so does an entry without a
route, so that nothing is added unseen.
"""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi.routing import APIRoute

from app.api.application import ROUTERS
from app.api.guards import (
    asks_for_webhooks,
    asks_to_change_webhooks,
    asks_to_read,
    asks_to_state,
    asks_to_write,
)
from app.api.version import PREFIX
from app.domain.api_client import Scope
from crypto.encoding import b64
from tests.api.api_client import System, added, raw
from tests.api.sending import about, sent_alone, to_reporter
from tests.going_outside import AUTHORITY, OMARS_DESK, enrolled
from tests.people import Person
from tests.world import CounsellorKeys, Reporter, World

OTHERS_DESK = Person("Ander Toezicht", "", "ander", "een zin voor het andere bureau")
OPEN = None
"""Nobody signs in for it."""


@dataclass
class Place:
    """An authority's package, and what a request about it needs."""

    world: World
    reporter: Reporter
    desk: CounsellorKeys
    token: bytes
    package_id: str
    third: CounsellorKeys
    webhook_id: str
    event_id: str

    @property
    def path(self) -> str:
        return f"/packages/{self.package_id}"


def no_body(_: Place) -> dict[str, Any] | None:
    return None


def message(place: Place) -> dict[str, Any]:
    sealed = to_reporter(place.world, place.reporter, place.desk, "Dank.")
    return {"envelope": b64(sealed), "index": 0}


def forwarding(place: Place) -> dict[str, Any]:
    return {**message(place), "recipient": b64(place.third.box.kid)}


def statement(place: Place) -> dict[str, Any]:
    due = place.world.clock.today().toordinal() - 719_163 + 7
    return {"statement": b64(about(place.world, place.token, place.desk, 7, due=due))}


def webhook(_: Place) -> dict[str, Any]:
    return {"url": "https://zaken.example.org/nieuws"}


def turned_off(_: Place) -> dict[str, Any]:
    return {"state": "off"}


def event(place: Place) -> dict[str, Any]:
    return {"id": place.event_id}


@dataclass(frozen=True)
class Rule:
    """What a route takes, what it is asked with, and how it answers its owner."""

    scope: Scope | None
    body: Callable[[Place], dict[str, Any] | None] = no_body
    status: int = 200
    is_own: bool = False
    """It is about one package: nobody else's client may find it."""


READ = Scope.PACKAGES_READ
HOOKS, CHANGE = Scope.WEBHOOKS_READ, Scope.WEBHOOKS_WRITE
MATRIX = {
    "POST /token": Rule(OPEN, status=400),
    "GET /openapi.json": Rule(OPEN),
    "GET /log": Rule(OPEN, status=404),
    "GET /log/entries": Rule(OPEN, status=404),
    "GET /log/consistency-proofs": Rule(OPEN, status=400),
    "GET /packages": Rule(READ),
    "GET /duties": Rule(READ),
    "GET /organisations": Rule(READ),
    "GET /organisations/{organisationId}": Rule(READ),
    "GET /packages/{packageId}": Rule(READ, is_own=True),
    "GET /packages/{packageId}/container": Rule(READ, is_own=True),
    "GET /packages/{packageId}/statements": Rule(READ, is_own=True),
    "GET /packages/{packageId}/messages": Rule(READ, is_own=True),
    "POST /packages/{packageId}/statements": Rule(Scope.STATEMENTS_WRITE, statement, 201, is_own=True),
    "POST /packages/{packageId}/messages": Rule(Scope.PACKAGES_WRITE, message, 201, is_own=True),
    "GET /packages/{packageId}/forwarding-requests": Rule(READ, is_own=True),
    "POST /packages/{packageId}/forwarding-requests": Rule(Scope.PACKAGES_WRITE, forwarding, 201, is_own=True),
    "GET /webhooks": Rule(HOOKS),
    "POST /webhooks": Rule(CHANGE, webhook, 201),
    "GET /webhooks/{webhookId}": Rule(HOOKS, is_own=True),
    "PATCH /webhooks/{webhookId}": Rule(CHANGE, turned_off, is_own=True),
    "POST /webhooks/{webhookId}/keys": Rule(CHANGE, status=201, is_own=True),
    "GET /webhooks/{webhookId}/deliveries": Rule(HOOKS, is_own=True),
    "POST /webhooks/{webhookId}/deliveries": Rule(CHANGE, event, 201, is_own=True),
    "DELETE /webhooks/{webhookId}": Rule(CHANGE, status=204, is_own=True),
}
GUARDS = {
    READ: asks_to_read,
    Scope.PACKAGES_WRITE: asks_to_write,
    Scope.STATEMENTS_WRITE: asks_to_state,
    HOOKS: asks_for_webhooks,
    CHANGE: asks_to_change_webhooks,
}


def routes() -> Iterator[tuple[str, APIRoute]]:
    for router in ROUTERS:
        for route in router.routes:
            assert isinstance(route, APIRoute)
            for method in route.methods or set():
                yield f"{method} {route.path}", route


def test_every_route_has_an_entry_and_every_entry_a_route() -> None:
    assert {name for name, _ in routes()} == set(MATRIX)


def test_every_route_asks_for_the_scope_of_its_entry_and_no_other() -> None:
    for name, route in routes():
        found = {inner.call for inner in route.dependant.dependencies}
        rule = MATRIX[name]
        assert {guard for guard in GUARDS.values() if guard in found} == (
            {GUARDS[rule.scope]} if rule.scope is not None else set()
        ), name


@pytest.fixture
def place(world: World, desk: CounsellorKeys, system: System) -> Place:
    reporter = world.report("Een melding.")
    third = enrolled(world, OTHERS_DESK, AUTHORITY)
    webhook_id = system.post("/webhooks", {"url": "https://zaken.example.org/zegel"}).json()["id"]
    token = sent_alone(world, reporter, desk)
    (waiting,) = system.get(f"/webhooks/{webhook_id}/deliveries").json()["deliveries"]
    (package,) = world.store.read(lambda work: work.packages.of_case(reporter.keys.case_id))
    return Place(world, reporter, desk, token, package.package_id.hex(), third, webhook_id, waiting["id"])


def asked(place: Place, system: System | None, name: str) -> tuple[int, dict[str, str], bytes]:
    method, path = name.split(" ")
    path = path.replace("{packageId}", place.package_id).replace("{organisationId}", place.world.root.org_id.hex())
    path = path.replace("{webhookId}", place.webhook_id)
    body = MATRIX[name].body(place)
    if system is None:
        content = b"{}" if method in {"POST", "PATCH"} else None
        answer = raw(place.world, method, path, content, {"Content-Type": "application/json"} if content else {})
    elif method in {"PATCH", "DELETE"}:
        answer = system.change(method, path, body)
    else:
        answer = system.post(path, body or {}) if method == "POST" else system.get(path)
    return answer.status_code, dict(answer.headers), answer.content


def test_clients_times_scopes_times_routes(place: Place, system: System) -> None:
    world = place.world
    stranger = added(world, place.third)
    none = [name for name, rule in MATRIX.items() if rule.scope is not None]
    assert len(none) > 8
    system.get(f"{place.path}/container")
    for name, rule in MATRIX.items():
        if rule.scope is None:
            continue
        assert asked(place, None, name)[0] == 401, name
        for scope in Scope:
            limited = System(world, system.client_id, system.seed, place.desk)
            limited.sign_in(scope.value)
            if scope is not rule.scope:
                assert asked(place, limited, name)[0] == 403, (name, scope)
        status, _, body = asked(place, stranger, name)
        assert status == (404 if rule.is_own else rule.status), name
        assert place.package_id.encode() not in body, name
        assert place.webhook_id.encode() not in body, name
    for name, rule in MATRIX.items():
        if name not in {"POST /packages/{packageId}/messages", "POST /token"}:
            assert asked(place, system, name)[0] == rule.status, name


def test_a_token_does_not_outlive_a_scope_that_was_taken_away(place: Place, system: System) -> None:
    system.sign_in()
    world = place.world
    reader = added(world, place.desk, frozenset({READ}), seed=secrets.token_bytes(32))
    token, reader.token = system.token, ""
    assert reader.get(place.path).status_code == 200
    answer = reader.post(f"{place.path}/statements", statement(place))
    assert (answer.status_code, answer.json()["code"]) == (403, "scope")
    assert token != reader.token


def test_two_systems_of_one_authority_see_the_same(place: Place, system: System) -> None:
    second = added(place.world, place.desk)
    assert second.get("/packages").json() == system.get("/packages").json()
    assert len(second.get("/packages").json()["packages"]) == 1


def test_a_workplace_cookie_or_a_reporters_token_opens_nothing(place: Place) -> None:
    world = place.world
    world.sign_in(world.vera)
    cookie = {"Cookie": f"__Host-zegel={world.vera.cookie}"}
    assert raw(world, "GET", "/packages", None, cookie).status_code == 401
    bearer = {"Authorization": f"Bearer {world.open(place.reporter)}"}
    assert raw(world, "GET", "/packages", None, bearer).status_code == 401


def test_the_api_answers_on_no_other_host(world: World) -> None:
    assert raw(world, "GET", f"http://localhost:8000{PREFIX}/openapi.json", None, {}).status_code == 404
    assert OMARS_DESK.name != OTHERS_DESK.name
