"""The security headers of PROTOCOL 7.5, word for word, on every kind of answer of both surfaces."""

from collections.abc import Callable

import httpx
import pytest

from tests.world import REPORTER, WORKPLACE, World

Get = Callable[..., httpx.Response]

POLICY = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'; trusted-types zegel-worker; "
    "require-trusted-types-for 'script'"
)
ANSWERS = (
    f"{REPORTER}/o/voorbeeldstad",
    f"{REPORTER}/o/voorbeeldstad/report?track=melding",
    f"{REPORTER}/no-such-page",
    f"{REPORTER}/static/css/tokens.css",
    f"{REPORTER}/crypto/js/primitives.js",
    f"{REPORTER}/r/v1/organisations/voorbeeldstad",
    f"{REPORTER}/r/v1/organisations/nobody",
    f"{REPORTER}/favicon.svg",
    f"{WORKPLACE}/workplace",
    f"{WORKPLACE}/w/v1/cases",
    f"{WORKPLACE}/no-such-page",
)


@pytest.mark.parametrize("url", ANSWERS)
def test_every_answer_carries_the_policy(world: World, url: str) -> None:
    headers = world.ask("GET", url).headers
    assert headers["content-security-policy"] == POLICY
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-embedder-policy"] == "require-corp"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"


def test_no_part_of_the_policy_lets_code_be_made_from_text() -> None:
    assert "unsafe" not in POLICY
    assert "wasm" not in POLICY


def test_every_feature_is_off_but_copying(get: Get) -> None:
    features = get("/o/voorbeeldstad").headers["permissions-policy"].split(", ")
    assert "clipboard-write=(self)" in features
    assert [one for one in features if not one.endswith("=()")] == ["clipboard-write=(self)"]
    assert {"camera=()", "geolocation=()", "microphone=()", "clipboard-read=()"} <= set(features)


@pytest.mark.parametrize("url", [one for one in ANSWERS if "/static/" not in one and "/crypto/" not in one])
def test_nothing_but_static_files_is_kept(world: World, url: str) -> None:
    expected = "no-cache" if url.endswith(".svg") else "no-store"
    assert world.ask("GET", url).headers["cache-control"] == expected


def test_a_page_sets_no_cookie(get: Get) -> None:
    for path in ("/o/voorbeeldstad", "/o/voorbeeldstad/report?track=melding", "/o/voorbeeldstad/case", "/away"):
        assert "set-cookie" not in get(path).headers


def test_quick_exit_clears_what_the_browser_kept_and_ends_elsewhere(get: Get) -> None:
    answer = get("/away")
    assert answer.status_code == 303
    assert answer.headers["location"] == "https://www.knmi.nl/"
    assert answer.headers["clear-site-data"] == '"cache", "storage"'
