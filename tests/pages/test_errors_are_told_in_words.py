"""A wrong address or a failing service is told in the visitor's language, with a way on, and repeats nothing."""

from collections.abc import Callable

import httpx
import pytest

from app.store.errors import StoreError
from tests.pages.conftest import Reading
from tests.world import REPORTER, WORKPLACE, World

Get = Callable[..., httpx.Response]
SENTINEL = "geheimwoordXYZ"


@pytest.mark.parametrize(
    ("language", "words"), [("nl", "Deze pagina bestaat niet"), ("en", "This page does not exist")]
)
def test_a_wrong_address_gets_a_page(get: Get, language: str, words: str) -> None:
    answer = get(f"/{SENTINEL}?lang={language}&{SENTINEL}=1")
    assert answer.status_code == 404
    assert words in answer.text
    assert SENTINEL not in answer.text
    assert "088 133 10 00" in answer.text


def test_an_unknown_organisation_is_a_wrong_address(get: Get) -> None:
    answer = get(f"/o/{SENTINEL}/report?track=melding")
    assert answer.status_code == 404
    assert SENTINEL not in answer.text


def test_another_verb_gets_a_page(world: World) -> None:
    answer = world.ask("POST", f"{REPORTER}/o/voorbeeldstad", {"text": SENTINEL})
    assert answer.status_code == 405
    assert "Dit adres kun je zo niet gebruiken" in answer.text
    assert SENTINEL not in answer.text


def test_the_workplace_has_pages_of_its_own(world: World) -> None:
    answer = world.ask("GET", f"{WORKPLACE}/no-such-page")
    assert answer.status_code == 404
    assert not [one for one in Reading(answer.text).named("a") if "data-quick-exit" in one]


@pytest.mark.parametrize(
    ("fault", "status", "words"),
    [
        (StoreError(), 503, "De dienst is druk of wordt hersteld"),
        (RuntimeError(SENTINEL), 500, "Er ging bij ons iets mis"),
    ],
)
def test_a_failing_store_is_told_without_details(
    world: World, monkeypatch: pytest.MonkeyPatch, fault: Exception, status: int, words: str
) -> None:
    async def fail(_work: object) -> None:
        raise fault

    store = next(iter(world.app._apps.values())).state.parts.store  # type: ignore[attr-defined]
    monkeypatch.setattr(store, "read_async", fail)
    answer = world.as_reporter("GET", "/o/voorbeeldstad")
    assert answer.status_code == status
    assert words in answer.text
    assert SENTINEL not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.headers["cache-control"] == "no-store"


def test_a_json_route_answers_json(get: Get) -> None:
    assert get("/r/v1/organisations/nobody").json() == {"error": "unknown"}
