"""Nobody touched the page for a quarter of an hour: keys and case leave it, the text stays for its writer."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.people import VERA, VINCENT
from tests.running_service import RunningService
from tests.workplace_pages.enrolling import PATIENCE, sign_in

pytestmark = pytest.mark.browser

TEXT = "Een half antwoord dat nog niet af is."


@pytest.fixture
def page(chromium: Browser, demo: RunningService) -> Iterator[Page]:
    """Vera's window, writing in her first case; its clock is the test's."""
    context = chromium.new_context(locale="nl-NL")
    page = context.new_page()
    page.clock.install()
    sign_in(page, demo, VERA.sign_in_name, VERA.password)
    page.locator("#cases [data-case] button").first.click()
    expect(page.locator("#talk article").first).to_be_visible()
    if page.locator("#act-answer").get_attribute("open") is None:
        page.locator("#act-answer summary").click()
    page.locator("#answer-text").fill(TEXT)
    yield page
    context.close()


def again(page: Page, name: str, password: str) -> None:
    """Sign in on the same page."""
    page.locator("#name").fill(name)
    page.locator("#password").fill(password)
    page.locator("#sign-in button[type=submit]").click()


def test_it_warns_and_a_key_keeps_it_open(page: Page) -> None:
    page.clock.fast_forward("14:30")
    expect(page.locator("#said")).to_contain_text("over een minuut")
    page.keyboard.press("Shift")
    expect(page.locator("#said")).to_be_empty()
    page.clock.fast_forward("10:00")
    expect(page.locator("#view-case")).to_be_visible()


def test_keys_and_case_leave_and_the_text_stays_for_its_writer(page: Page) -> None:
    before = page.locator("#title").inner_text()
    assert page.context.cookies() != []
    page.clock.fast_forward("15:30")
    expect(page.locator("#view-sign-in")).to_be_visible()
    expect(page.locator("#said")).to_contain_text("Wat je aan het schrijven was, staat er nog")
    for place in ("#talk", "#duties", "#history", "#cases", "#safety-number", "#under"):
        expect(page.locator(place)).to_be_empty()
    expect(page.locator("#name")).to_have_value(VERA.sign_in_name)
    assert page.context.cookies() == []
    again(page, VERA.sign_in_name, VERA.password)
    expect(page.locator("#view-case")).to_be_visible(timeout=PATIENCE)
    expect(page.locator("#title")).to_have_text(before)
    expect(page.locator("#answer-text")).to_have_value(TEXT)


def test_somebody_else_does_not_find_the_text(page: Page) -> None:
    page.clock.fast_forward("15:30")
    expect(page.locator("#view-sign-in")).to_be_visible()
    again(page, VINCENT.sign_in_name, VINCENT.password)
    expect(page.locator("#view-worklist")).to_be_visible(timeout=PATIENCE)
    expect(page.locator("#answer-text")).to_have_value("")
