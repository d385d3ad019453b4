"""Each host has its own surface, and neither answers the other's routes (PROTOCOL 7.5)."""

import pytest

from tests.world import REPORTER, WORKPLACE, World


@pytest.mark.parametrize(
    "url",
    [f"{REPORTER}/w/v1/cases", f"{REPORTER}/workplace", f"{WORKPLACE}/r/v1/case", f"{WORKPLACE}/o/voorbeeldstad"],
)
def test_a_surface_does_not_know_the_others_routes(sqlite_world: World, url: str) -> None:
    assert sqlite_world.ask("GET", url).status_code == 404


@pytest.mark.parametrize("host", ["evil.example", "", "127.0.0.1.evil.example", "localhost, 127.0.0.1"])
def test_an_unknown_host_gets_nothing(sqlite_world: World, host: str) -> None:
    response = sqlite_world.ask("GET", f"{REPORTER}/", Host=host)
    assert (response.status_code, response.content) == (421, b"")


def test_the_reporters_surface_sets_no_cookie(sqlite_world: World) -> None:
    reporter = sqlite_world.report()
    answers = [
        sqlite_world.as_reporter("POST", "/r/v1/open", sqlite_world.open_body(reporter)),
        sqlite_world.as_reporter("GET", "/r/v1/organisations/voorbeeldstad"),
        sqlite_world.as_reporter("GET", "/o/voorbeeldstad"),
    ]
    assert all("set-cookie" not in answer.headers for answer in answers)
    assert {answer.headers["cache-control"] for answer in answers} == {"no-store"}


@pytest.mark.parametrize("path", ["/r/v1/nothing", "/r/v1/organisations/bestaat-niet"])
def test_an_unknown_route_of_the_interface_answers_in_json(sqlite_world: World, path: str) -> None:
    response = sqlite_world.as_reporter("GET", path)
    assert (response.status_code, response.json()) == (404, {"error": "unknown"})


def test_a_wrong_verb_is_told(sqlite_world: World) -> None:
    response = sqlite_world.as_reporter("GET", "/r/v1/cases")
    assert (response.status_code, response.json()) == (405, {"error": "method"})
