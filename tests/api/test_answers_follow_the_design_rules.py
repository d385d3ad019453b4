"""The running API against the Dutch API Design Rules: problems, headers, slashes, versions (ids in app/api/README.md).

A description can be right while the answers are not, so every rule is tried on real answers.
"""

import json
import re
from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import httpx
import pytest

from app.api.surface import BODY_LIMIT
from app.api.version import API_VERSION, DEPRECATED, PREFIX, Deprecation
from tests.api.api_client import System, as_new, raw
from tests.going_outside import AUTHORITY, OMARS_DESK
from tests.world import CounsellorKeys, World

PROBLEM = "application/problem+json"
HEADERS = {
    "api-version": API_VERSION,
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "strict-transport-security": "max-age=31536000",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}


@pytest.fixture
def world(one_world: World) -> World:
    """One world for all of this file."""
    return as_new(one_world)


@pytest.fixture
def desk(one_world: World) -> CounsellorKeys:
    """The authority that is listed there."""
    return one_world.make_keys(OMARS_DESK, AUTHORITY)


def is_problem(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == PROBLEM
    told: dict[str, Any] = answer.json()
    assert (told["status"], told["code"], told["type"]) == (status, code, "about:blank")
    assert told["title"]
    assert told["detail"]
    has_headers(answer)
    return told


def has_headers(answer: httpx.Response) -> None:
    for name, value in HEADERS.items():
        assert answer.headers.get(name) == value, name
    assert answer.headers["cache-control"] in {"no-store", "public, max-age=3600"}
    assert "set-cookie" not in answer.headers


def test_every_kind_of_fault_is_a_problem_document(world: World, system: System) -> None:
    package = f"/packages/{'ab' * 16}"
    is_problem(raw(world, "GET", "/nothing", None, {}), 404, "unknown")
    is_problem(raw(world, "GET", "/packages", None, {}), 401, "denied")
    is_problem(system.get(package), 404, "unknown")
    is_problem(system.get("/packages/not-an-id"), 404, "unknown")
    answer = raw(world, "DELETE", "/packages", None, {})
    is_problem(answer, 405, "method")
    assert answer.headers["allow"] == "GET"
    is_problem(raw(world, "OPTIONS", "/packages", None, {}), 405, "method")
    assert raw(world, "HEAD", "/packages?state=waiting", None, {}).status_code == 405
    assert raw(world, "PUT", f"{package}/messages", None, {}).headers["allow"] == "GET, POST"
    assert raw(world, "GET", "/token", None, {}).headers["allow"] == "POST"
    is_problem(system.get("/packages", Accept="text/html"), 406, "not-acceptable")
    is_problem(system.get("/packages", Accept="application/json;q=0"), 406, "not-acceptable")
    is_problem(system.post(f"{package}/messages", {}, **{"Content-Type": "text/plain"}), 415, "media-type")
    long = {"envelope": "A" * (BODY_LIMIT + 1), "index": 0}
    is_problem(system.post(f"{package}/messages", long), 413, "size")


def test_a_body_that_does_not_say_how_long_it_is_stops_at_the_limit(world: World, system: System) -> None:
    async def parts() -> AsyncIterator[bytes]:
        for _ in range(BODY_LIMIT // 1024 + 8):
            yield b"A" * 1024

    headers = {"Authorization": f"Bearer {system.sign_in()}", "Content-Type": "application/json",
               "Idempotency-Key": "abcdefgh"}  # fmt: skip
    url = f"http://127.0.0.1:8000{PREFIX}/packages/{'ab' * 16}/messages"
    answer = world.run(world.client.request("POST", url, content=parts(), headers=headers))
    is_problem(answer, 413, "size")


def test_a_failure_of_our_own_is_a_problem_too(system: System, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        message = "a secret of ours"
        raise ZeroDivisionError(message)

    system.sign_in()
    monkeypatch.setattr("app.api.packages.page_of_packages", fail)
    answer = system.get("/packages")
    is_problem(answer, 500, "failed")
    assert "secret" not in answer.text


def test_all_faults_of_a_request_are_told_at_once_and_nothing_of_it_is_repeated(system: System) -> None:
    body = {"envelope": 7, "index": "mijn geheime tekst"}
    told = is_problem(system.post(f"/packages/{'ab' * 16}/messages", body, **{"Idempotency-Key": "!!"}), 400, "format")
    assert {(one["in"], one["name"]) for one in told["errors"]} == {
        ("body", "envelope"), ("body", "index"), ("header", "Idempotency-Key"),
    }  # fmt: skip
    assert "geheime" not in json.dumps(told)
    told = is_problem(system.get("/packages?limit=0&after=x&state=gone"), 400, "format")
    assert {one["name"] for one in told["errors"]} == {"limit", "after", "state"}


def test_what_is_no_json_is_told_as_such(world: World, system: System) -> None:
    headers = {"Authorization": f"Bearer {system.sign_in()}", "Content-Type": "application/json",
               "Idempotency-Key": "abcdefgh"}  # fmt: skip
    answer = raw(world, "POST", f"/packages/{'ab' * 16}/messages", b'{"envelope": "geheim', headers)
    is_problem(answer, 400, "format")
    assert "geheim" not in answer.text


def test_a_trailing_slash_is_another_address_and_nobody_is_sent_on(world: World, system: System) -> None:
    for path in ("/packages/", "/openapi.json/", f"/packages/{'ab' * 16}/"):
        is_problem(system.get(path), 404, "unknown")
    assert raw(world, "GET", "/openapi.json", None, {}).status_code == 200


def test_good_answers_carry_the_headers_too(world: World, system: System) -> None:
    for path in ("/packages", "/duties", "/organisations"):
        answer = system.get(path)
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/json"
        has_headers(answer)
    has_headers(raw(world, "GET", "/openapi.json", None, {}))


def test_only_what_is_public_may_be_read_by_any_page(world: World, system: System) -> None:
    for path in ("/openapi.json", "/log", "/log/entries"):
        assert raw(world, "GET", path, None, {}).headers["access-control-allow-origin"] == "*"
    for path in ("/packages", "/nothing", "/logs"):
        assert "access-control-allow-origin" not in system.get(path, Origin="https://elsewhere.example").headers


def test_an_unchanged_answer_is_not_sent_again(system: System) -> None:
    first = system.get("/packages")
    again = system.get("/packages", **{"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    has_headers(again)
    assert again.headers["etag"] == first.headers["etag"]
    assert system.get("/packages", **{"If-None-Match": '"other"'}).status_code == 200


def test_what_is_to_go_says_so_in_every_answer(system: System, monkeypatch: pytest.MonkeyPatch) -> None:
    going = Deprecation(date(2027, 1, 1), date(2027, 7, 1), "https://zegel.example.org/changes")
    monkeypatch.setitem(DEPRECATED, f"{PREFIX}/packages", going)
    answer = system.get("/packages")
    assert answer.headers["deprecation"] == "@1798761600"
    assert answer.headers["sunset"] == "Thu, 01 Jul 2027 00:00:00 GMT"
    assert 'rel="deprecation"' in answer.headers["link"]
    assert "deprecation" not in system.get("/duties").headers


def test_names_are_lower_camel_case_and_days_are_days(system: System) -> None:
    told = json.dumps(system.get("/organisations").json())
    names = re.findall(r'"([^"]+)":', re.sub(r'"(root|directory|proof)": ("(?:[^"\\]|\\.)*"|\[[^]]*\]|null)', "", told))
    assert names
    assert all(re.fullmatch(r"[a-z][a-zA-Z0-9]*", name) for name in names), names
