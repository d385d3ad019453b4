"""Every route of the workplace, asked by a case officer: nothing of a case before its release, and afterwards no more.

The routes are taken from the application itself, so that a new one is tried as well.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from app.web.workplace import (
    control,
    documents,
    drills,
    interface,
    notifications,
    organisation_interface,
    packages,
    register_interface,
    released,
)
from crypto.duty import DutyKind
from crypto.encoding import b64, unb64
from tests.acts import done
from tests.acts import file_of as counsellor_file
from tests.handing_over import consent_body, give, hand_over, record_for, scope_of
from tests.releasing import file_of, officer, officer_says, release_token, writes_to_officer
from tests.world import CounsellorKeys, Reporter, World

ROUTERS: tuple[Any, ...] = (
    control.router,
    documents.router,
    drills.router,
    interface.router,
    notifications.router,
    organisation_interface.router,
    packages.router,
    register_interface.router,
    released.router,
)
SECRET = "Dit blijft bij de vertrouwenspersoon."


def routes_of_a_case() -> Iterator[tuple[str, str]]:
    """Every route that names a case."""
    for router in ROUTERS:
        for route in router.routes:
            if "{case_id}" in route.path:
                for method in sorted(route.methods - {"HEAD"}):
                    yield method, route.path


ROUTES = sorted(set(routes_of_a_case()))


def asked(world: World, who: CounsellorKeys, reporter: Reporter, method: str, path: str) -> int:
    filled = path.replace("{case_id}", reporter.keys.case_id.hex()).replace("{request_id}", "00" * 16)
    body = BODIES.get(path.rsplit("/", 1)[-1]) if method == "POST" else None
    if method == "POST" and body is None:
        body = {}
    return world.as_counsellor(method, filled, body, who=who).status_code


NO_BYTES = {"vault": b64(b"x"), "previousVault": b64(bytes(32))}
BODIES: dict[str, dict[str, Any]] = {
    "steps": {"step": "investigation-started"},
    "statements": {"statement": b64(bytes(176))},
    "rewraps": {"tokenId": b64(bytes(16)), "rewrap": b64(b"WBR1")},
}


def test_there_are_routes_of_a_case() -> None:
    paths = {path for _, path in ROUTES}
    assert {"/w/v1/cases/{case_id}", "/w/v1/released-cases/{case_id}"} <= paths
    assert len(ROUTES) >= 9


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_before_a_release_every_route_knows_no_such_case(sqlite_world: World, method: str, path: str) -> None:
    carla = officer(sqlite_world)
    status = asked(sqlite_world, carla, sqlite_world.report(), method, path)
    # A body that cannot be read is refused before anything is looked up, and tells nothing.
    assert status in {400, 404}
    if method == "GET" or path.endswith(("steps", "statements")):
        assert status == 404


def test_after_a_release_the_counsellors_routes_stay_shut_and_nothing_else_is_told(sqlite_world: World) -> None:
    world, carla = sqlite_world, officer(sqlite_world)
    reporter = world.report("Dit gaat mee.")
    world.write(reporter, SECRET)
    done(world, reporter, DutyKind.ACK_SENT)
    scope = scope_of(world, reporter)[:1]
    token = release_token(world, reporter, carla, scope=scope)
    assert give(world, reporter, consent_body(world, reporter, token, scope=scope)).status_code == 201
    record = record_for(world, reporter, carla, token, wanted=scope)
    assert hand_over(world, reporter, token, record).status_code == 201
    for method, path in ROUTES:
        if "released-cases" not in path:
            assert asked(world, carla, reporter, method, path) in {400, 404}, path
    assert world.as_counsellor("GET", "/w/v1/cases", who=carla).json()["cases"] == []
    sent = world.store.read(lambda work: work.envelopes.of_case(reporter.keys.case_id))
    found = file_of(world, reporter, carla)
    assert not {"lastIndex", "unread", "assignee", "unableOn", "requests", "consents", "rewraps"} & set(found)
    (told,) = found["releases"]
    raw = unb64(told["package"])
    assert [one.envelope in raw for one in sent] == [True, False, False]


def test_what_is_written_later_in_one_space_changes_nothing_in_the_other(sqlite_world: World) -> None:
    world, carla = sqlite_world, officer(sqlite_world)
    reporter = world.report()
    token = release_token(world, reporter, carla)
    assert give(world, reporter, consent_body(world, reporter, token)).status_code == 201
    assert hand_over(world, reporter, token, record_for(world, reporter, carla, token)).status_code == 201
    before = file_of(world, reporter, carla)
    world.write(reporter, SECRET)
    assert world.answer(reporter, world.answer_body(reporter)).status_code == 201
    assert file_of(world, reporter, carla) == before
    counsellors = counsellor_file(world, reporter)
    assert writes_to_officer(world, reporter, carla).status_code == 201
    assert officer_says(world, reporter, carla).status_code == 201
    assert counsellor_file(world, reporter) == counsellors
