"""Another language: every text changes, the address stays, and what was typed stays."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.people import VERA
from tests.running_service import RunningService
from tests.workplace_pages.enrolling import sign_in

pytestmark = pytest.mark.browser

TYPED = "Deze tekst heb ik nog niet verstuurd."


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(locale="nl-NL")
    yield context.new_page()
    context.close()


def change_language(page: Page, language: str) -> None:
    page.locator("a[data-language]").click()
    expect(page.locator("html")).to_have_attribute("lang", language)


def test_signing_in_and_reading_in_another_language(page: Page, demo: RunningService) -> None:
    page.goto(f"{demo.workplace_url}/workplace?lang=nl")
    page.locator("#name").fill("vera")
    change_language(page, "en")
    expect(page.locator("label[for=name]")).to_have_text("Your sign-in name")
    expect(page.locator("#beside-title")).to_have_text("What happens when you sign in")
    expect(page.locator("#name")).to_have_value("vera")

    sign_in(page, demo, VERA.sign_in_name, VERA.password)
    address = page.url
    page.locator("#cases [data-case] button").first.click()
    details = page.locator("#act-answer")
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    page.locator("#answer-text").fill(TYPED)
    change_language(page, "en")
    expect(page.locator("h1")).to_contain_text("take the next step")
    expect(page.locator("#duties-title")).to_have_text("Duties")
    expect(page.locator("#talk header b").first).to_have_text("Reporter")
    expect(page.locator("#answer button[type=submit]")).to_have_text("Seal and send")
    expect(page.locator("#sign-out")).to_have_text("Sign out")
    change_language(page, "nl")
    expect(page.locator("#talk-title")).to_have_text("Gesprek")
    expect(page.locator("#answer-text")).to_have_value(TYPED)
    assert page.url == address


def test_enrolling_in_another_language(page: Page, demo: RunningService) -> None:
    page.goto(f"{demo.workplace_url}/workplace/enrol?lang=nl")
    expect(page.locator("#link")).to_be_visible()
    page.locator("#link").fill("half een link")
    change_language(page, "en")
    expect(page.locator("label[for=link]")).to_have_text("Link of the invitation")
    expect(page.locator("h1")).to_have_text("Make your keys and your account")
    expect(page.locator("#steps li").nth(1)).to_have_text("Device")
    expect(page.locator("#link")).to_have_value("half een link")
