"""A reporter's sign-in: one answer for a wrong code, wrong words and a case that does not exist (PROTOCOL 3.1, 7.3)."""

import pytest

from app import dependencies
from crypto.encoding import b64, unb64
from tests.world import World


def test_the_right_code_and_words_give_a_token(world: World) -> None:
    reporter = world.report()
    response = world.as_reporter("POST", "/r/v1/open", world.open_body(reporter))
    assert response.status_code == 200
    assert len(unb64(response.json()["token"])) == 32


def test_wrong_and_unknown_are_answered_alike_and_as_long_as_success(world: World) -> None:
    reporter = world.report()
    success = world.as_reporter("POST", "/r/v1/open", world.open_body(reporter))
    nobody = world.as_reporter("POST", "/r/v1/open", world.open_body(world.new_reporter()))
    forged = world.open_body(reporter) | {"signature": b64(bytes(64))}
    wrong = world.as_reporter("POST", "/r/v1/open", forged)
    used = world.open_body(reporter)
    world.as_reporter("POST", "/r/v1/open", used)
    again = world.as_reporter("POST", "/r/v1/open", used)
    assert nobody.status_code == wrong.status_code == again.status_code == 403
    assert nobody.content == wrong.content == again.content
    assert len(nobody.content) == len(success.content)


def test_a_case_of_another_organisation_is_denied(sqlite_world: World) -> None:
    reporter = sqlite_world.report()
    body = sqlite_world.open_body(reporter) | {"orgId": b64(bytes(16))}
    assert sqlite_world.as_reporter("POST", "/r/v1/open", body).status_code == 403


def test_success_and_failure_wait_for_the_same_moment(sqlite_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    reporter = sqlite_world.report()
    sqlite_world.clock.step = 0.001
    waited: list[float] = []

    async def note(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr(dependencies, "asyncio", type("A", (), {"sleep": staticmethod(note)}))
    sqlite_world.as_reporter("POST", "/r/v1/open", sqlite_world.open_body(reporter))
    sqlite_world.as_reporter("POST", "/r/v1/open", sqlite_world.open_body(sqlite_world.new_reporter()))
    assert len(waited) == 2
    assert all(0.3 < seconds <= dependencies.WAIT_SECONDS for seconds in waited)


def test_too_many_who_wait_are_asked_to_come_back(sqlite_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dependencies, "WAITING_LIMIT", 0)
    body = sqlite_world.open_body(sqlite_world.new_reporter())
    response = sqlite_world.as_reporter("POST", "/r/v1/open", body)
    assert (response.status_code, response.json()) == (503, {"error": "busy"})


def test_every_challenge_has_the_same_size(sqlite_world: World) -> None:
    known, unknown = sqlite_world.report(), sqlite_world.new_reporter()
    sizes = {
        len(sqlite_world.as_reporter("POST", "/r/v1/challenge", {"kind": 1, "locator": b64(who.keys.locator)}).content)
        for who in (known, unknown)
    }
    assert len(sizes) == 1


def test_a_session_ends_when_idle_and_after_an_hour(sqlite_world: World) -> None:
    reporter = sqlite_world.report()
    token = sqlite_world.open(reporter)
    sqlite_world.clock.elapsed += 19 * 60
    assert sqlite_world.as_reporter("GET", "/r/v1/case", token=token).status_code == 200
    sqlite_world.clock.elapsed += 21 * 60
    assert sqlite_world.as_reporter("GET", "/r/v1/case", token=token).status_code == 403
    token = sqlite_world.open(reporter)
    for _ in range(4):
        sqlite_world.clock.elapsed += 16 * 60
        last = sqlite_world.as_reporter("GET", "/r/v1/case", token=token)
    assert last.status_code == 403


def test_signing_out_ends_the_session_on_the_server(sqlite_world: World) -> None:
    reporter = sqlite_world.report()
    token = sqlite_world.open(reporter)
    assert sqlite_world.as_reporter("DELETE", "/r/v1/session", token=token).status_code == 204
    assert sqlite_world.as_reporter("GET", "/r/v1/case", token=token).json() == {"error": "denied"}


@pytest.mark.parametrize("value", ["", "Bearer", "Bearer x", "Basic abc", f"Bearer {b64(bytes(31))}"])
def test_nonsense_is_no_session(sqlite_world: World, value: str) -> None:
    response = sqlite_world.ask("GET", "http://127.0.0.1:8000/r/v1/case", Authorization=value)
    assert (response.status_code, response.json()) == (403, {"error": "denied"})
