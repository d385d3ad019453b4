"""Axe finds nothing on what lets others read along, at both sides; and the keyboard is enough for it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.counsellor import Counsellor
from tests.journeys.outside import HILDE, choose, say_yes, try_it
from tests.journeys.reporter import PATIENCE, Reporter
from tests.journeys.test_no_barriers import check
from tests.people import VERA
from tests.running_service import RunningService

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STORY = "De sleutel van de kas ligt open en bloot."
OPEN_ALL = "() => { for (const one of document.querySelectorAll('details')) one.open = true; scrollTo(0, 0); }"
"""Everything unfolded, from the top: under the bar that stays in sight, a control that passes by looks covered."""


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def other(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_choosing_trying_and_what_came_of_it(page: Page, other: Page, demo: RunningService, language: str) -> None:
    anna = Reporter(page, demo, language=language)
    anna.come_back(anna.report(STORY, VERA.name))
    for way, who, duty in (
        ("later", HILDE.name, "feedback"),
        ("deputy", "Vincent de Boer", ""),
        ("now", HILDE.name, ""),
    ):
        choose(page, way, who, duty=duty)
        page.evaluate(OPEN_ALL)
        check(page, f"choosing, {way}")
        try_it(page)
        page.evaluate(OPEN_ALL)
        check(page, f"a trial, {way}")
        say_yes(page)
    page.evaluate(OPEN_ALL)
    check(page, "what waits and what was given")

    hilde = Counsellor(other, demo, HILDE, language)
    hilde.sign_in()
    expect(other.locator("#view-packages")).to_be_visible(timeout=PATIENCE)
    check(other, "what was given to a helper")
    other.locator("#packages button").first.click()
    expect(other.locator("#view-package")).to_be_visible(timeout=PATIENCE)
    other.evaluate(OPEN_ALL)
    check(other, "a package")
    other.locator("#package-to-dossier").click()
    other.locator("#dossier-form button[type=submit]").click()
    check(other, "the request to the Huis, with problems")


def tab_to(page: Page, selector: str) -> None:
    """Go on with Tab until this has the focus; a page that never gives it fails instead of going round for ever."""
    wanted = page.locator(selector).first
    for _ in range(100):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} never had the focus")


def test_the_keyboard_is_enough_to_give_something_to_a_helper(page: Page, demo: RunningService) -> None:
    anna = Reporter(page, demo)
    anna.come_back(anna.report(STORY, VERA.name))
    keys = page.keyboard
    page.locator("[data-way=now]").focus()
    keys.press("Enter")
    expect(page.locator("#outside-title")).to_be_focused()
    keys.press("Tab")
    keys.press("Space")
    hilde = page.locator("#outside-to").get_by_role("radio", name=HILDE.name)
    for _ in range(page.locator("[name=outside-to]").count()):
        if not hilde.is_checked():
            keys.press("ArrowDown")
    expect(hilde).to_be_checked()
    tab_to(page, "[name=outside-scope]")
    keys.press("Space")
    tab_to(page, "[name=outside-write]")
    keys.press("Space")
    keys.press("Tab")
    keys.press("Enter")
    expect(page.locator("#view-outside-trial h1")).to_be_focused(timeout=PATIENCE)
    tab_to(page, "#trial-yes")
    keys.press("Enter")
    expect(page.locator("#outside-part-title")).to_be_focused(timeout=PATIENCE)
    expect(page.locator("#outside-items")).to_contain_text(HILDE.name)
