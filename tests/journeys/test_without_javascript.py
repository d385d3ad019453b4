"""Without JavaScript nothing can be sealed: every page says so and shows the safe ways, and none is a dead end."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.people import MUNICIPALITY
from tests.running_service import RunningService

pytestmark = pytest.mark.browser


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(java_script_enabled=False, locale="nl-NL")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", ["/report?track=melding", "/report?track=sparren", "/case"])
def test_a_page_that_needs_scripts_shows_the_safe_ways(page: Page, demo: RunningService, path: str) -> None:
    page.goto(f"{demo.reporter_url}/o/{MUNICIPALITY}{path}")
    told = page.locator("noscript section").inner_text()
    assert "Huis voor Klokkenluiders" in told
    assert "JavaScript" in told
    for field in page.locator("textarea, input[type=text], input[type=password], main button").all():
        expect(field).to_be_hidden()
    assert page.locator("noscript a").count() > 0


@pytest.mark.parametrize("path", ["", "/what-happens", "/check"])
def test_a_page_to_read_can_be_read(page: Page, demo: RunningService, path: str) -> None:
    page.goto(f"{demo.reporter_url}/o/{MUNICIPALITY}{path}")
    expect(page.locator("h1")).to_be_visible()
    assert len(page.locator("main").inner_text()) > 400


@pytest.mark.parametrize("path", ["/workplace", "/workplace/enrol"])
def test_the_workplace_says_what_it_needs(page: Page, demo: RunningService, path: str) -> None:
    page.goto(demo.workplace_url + path)
    expect(page.locator("#without-scripts, #without-scripts-enrol, noscript").first).to_contain_text(
        "JavaScript", use_inner_text=True
    )
    for field in page.locator("input, main button").all():
        expect(field).to_be_hidden()


def test_the_language_can_be_changed(page: Page, demo: RunningService) -> None:
    page.goto(f"{demo.reporter_url}/o/{MUNICIPALITY}")
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
