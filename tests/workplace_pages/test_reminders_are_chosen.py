"""Mail and calendar are off until somebody asks, say what others could learn from them, and go away for good."""

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.people import VERA
from tests.running_service import RunningService
from tests.workplace_pages.enrolling import sign_in

pytestmark = pytest.mark.browser


@pytest.fixture
def page(chromium: Browser, demo: RunningService) -> Iterator[Page]:
    context = chromium.new_context(locale="nl-NL")
    page = context.new_page()
    sign_in(page, demo, VERA.sign_in_name, VERA.password)
    page.locator("[data-view=reminders]").click()
    expect(page.locator("#mail-state .notice").first).to_be_visible()
    yield page
    context.close()


def test_mail_is_the_same_each_day_unless_chosen_otherwise(page: Page) -> None:
    expect(page.locator("#mail-state")).to_contain_text("verstuurt op dit moment geen mail")
    expect(page.locator("#mail-rhythm-daily")).to_be_checked()
    page.locator("#mail-to").fill("vera")
    page.locator("#mail button[type=submit]").click()
    expect(page.locator("#mail-summary")).to_be_focused()
    page.locator("#mail-to").fill("vera@praktijk.example")
    page.locator("[name=mail-rhythm][value=when_needed]").check()
    page.locator("#mail button[type=submit]").click()
    expect(page.locator("#mail-state")).to_contain_text("vera@praktijk.example")

    page.locator("[data-view=worklist]").click()
    page.locator("[data-view=reminders]").click()
    expect(page.locator("#mail-to")).to_have_value("vera@praktijk.example")
    expect(page.locator("[name=mail-rhythm][value=when_needed]")).to_be_checked()
    page.locator("#mail-stop").click()
    expect(page.locator("#mail-to")).to_have_value("")
    expect(page.locator("#mail-state")).not_to_contain_text("praktijk")
    expect(page.locator("#mail-stop")).to_be_hidden()


def test_the_calendar_link_comes_after_the_warning_is_shown_once_and_stops(page: Page) -> None:
    expect(page.locator("#calendar-state")).to_contain_text("staat uit")
    page.locator("#calendar button[type=submit]").click()
    expect(page.locator("#calendar-summary")).to_be_focused()
    expect(page.locator("#calendar-link")).to_be_hidden()
    page.locator("#calendar-agree").check()
    page.locator("#calendar button[type=submit]").click()
    expect(page.locator("#calendar-link-title")).to_be_focused()
    address = page.locator("#calendar-address").inner_text()
    assert httpx.get(address).text.startswith("BEGIN:VCALENDAR")

    page.locator("[data-view=worklist]").click()
    page.locator("[data-view=reminders]").click()
    expect(page.locator("#calendar-state")).to_contain_text("Er is een agendalink")
    expect(page.locator("#calendar-address")).to_be_empty()
    page.locator("#calendar-stop").click()
    expect(page.locator("#calendar-state")).to_contain_text("staat uit")
    assert httpx.get(address).status_code == httpx.codes.NOT_FOUND
