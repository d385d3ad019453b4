"""Who signs in before the page has its texts is signed in when it has them."""

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.people import VERA
from tests.running_service import RunningService

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_signing_in_before_the_texts_are_there_waits_for_them(demo: RunningService, chromium: Browser) -> None:
    context = chromium.new_context(locale="nl-NL")
    page = context.new_page()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/texts/**", hold)
    page.goto(f"{demo.workplace_url}/workplace?lang=nl")
    page.locator("#name").fill(VERA.sign_in_name)
    page.locator("#password").fill(VERA.password)
    page.locator("#sign-in button[type=submit]").click()
    while not held:
        page.wait_for_timeout(20)
    for route in held:
        route.continue_()
    expect(page.locator("#view-worklist")).to_be_visible(timeout=60_000)
    context.close()
