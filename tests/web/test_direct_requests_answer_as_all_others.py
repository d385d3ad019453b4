"""The two requests of a report pass FastAPI by; nobody can tell from the answer (app/web/surfaces.py)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from app.dependencies import BODY_LIMIT
from crypto.encoding import b64
from tests.world import REPORTER, World

CHALLENGE, CASES = "/r/v1/challenge", "/r/v1/cases"
GOOD = {"kind": 2, "locator": b64(bytes(32))}
JSON = {"Content-Type": "application/json"}
Asking = Callable[[World], httpx.Response]


@contextmanager
def through_fastapi(world: World) -> Iterator[None]:
    """Let every request take the long way."""
    surface: Any = world.app._apps["127.0.0.1"]
    direct, surface._direct = surface._direct, {}
    try:
        yield
    finally:
        surface._direct = direct


def sending(path: str, content: bytes, headers: dict[str, str]) -> Asking:
    def ask(world: World) -> httpx.Response:
        response = world.run(world.client.request("POST", f"{REPORTER}{path}", content=content, headers=headers))
        assert isinstance(response, httpx.Response)
        return response

    return ask


def registering(**changes: Any) -> Asking:
    def ask(world: World) -> httpx.Response:
        reporter = world.new_reporter()
        envelope = world.seal_from_reporter(reporter, "melding", kind=1, track=2)
        return world.as_reporter("POST", CASES, world.registration(reporter, envelope) | changes)

    return ask


@pytest.mark.parametrize(
    ("status", "asking"),
    [
        (201, registering()),
        (400, registering(selfKid=b64(bytes(15)))),
        (400, registering(state="no base64")),
        (403, registering(signature=b64(bytes(64)))),
        (400, sending(CHALLENGE, b"{", JSON)),
        (400, sending(CHALLENGE, b"{}", {"Content-Type": "text/plain"})),
        (413, sending(CASES, b" " * (BODY_LIMIT + 1), JSON)),
        (405, lambda world: world.as_reporter("PUT", CASES, GOOD)),
    ],
)
def test_status_headers_and_content_are_those_of_every_other_route(
    sqlite_world: World, status: int, asking: Asking
) -> None:
    direct = asking(sqlite_world)
    with through_fastapi(sqlite_world):
        ordinary = asking(sqlite_world)
    assert direct.status_code == ordinary.status_code == status
    assert dict(direct.headers) == dict(ordinary.headers)
    # A confirmation carries a fresh salt, so of the content the members are compared, and which fault it tells.
    first, second = direct.json(), ordinary.json()
    assert (list(first), first.get("error")) == (list(second), second.get("error"))


def test_a_failure_of_our_own_is_told_and_raised_for_the_log(
    sqlite_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ArithmeticError("SENTINEL")

    monkeypatch.setattr("app.web.reporter.interface.issue_challenge", fail)
    answer = sqlite_world.as_reporter("POST", CHALLENGE, GOOD)
    assert (answer.status_code, answer.json()) == (500, {"error": "failed"})
    assert answer.headers["Cache-Control"] == "no-store"
    strict = httpx.AsyncClient(transport=httpx.ASGITransport(sqlite_world.app))
    with pytest.raises(ArithmeticError):
        sqlite_world.run(strict.post(f"{REPORTER}{CHALLENGE}", json=GOOD))
