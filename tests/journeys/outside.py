"""A reporter and a helper at the pages: letting somebody outside read along, and what comes of it."""

from playwright.sync_api import Page, expect

from tests.journeys.reporter import PATIENCE
from tests.people import Person

HILDE = Person("Hilde Vos", "", "hilde", "hilde luistert naar regen op glas")


def choose(page: Page, way: str, who: str, *, duty: str = "", messages: int = 1, write: str = "yes") -> None:
    """Open one of the three ways, and tick who, what must be missed, the first messages, and whether they may write."""
    page.locator(f"[data-way={way}]").click()
    expect(page.locator("#view-outside")).to_be_visible()
    expect(page.locator("#outside-form input:checked")).to_have_count(0)
    page.locator("#outside-to").get_by_role("radio", name=who).check()
    if duty:
        page.locator(f"[name=outside-duty][value={duty}]").check()
    for place in range(0 if way == "deputy" else messages):
        page.locator("[name=outside-scope]").nth(place).check()
    if way != "deputy":
        page.locator(f"[name=outside-write][value={write}]").check()


def try_it(page: Page) -> None:
    """Look at exactly what would be sent."""
    page.locator("#outside-form button[type=submit]").click()
    expect(page.locator("#view-outside-trial")).to_be_visible(timeout=PATIENCE)


def say_yes(page: Page) -> None:
    """Sign what was tried."""
    page.locator("#trial-yes").click()
    expect(page.locator("#view-case")).to_be_visible(timeout=PATIENCE)


def open_package(page: Page, place: int = 0) -> None:
    """Open what was given, the newest first."""
    page.locator("#packages button").nth(place).click()
    expect(page.locator("#view-package")).to_be_visible(timeout=PATIENCE)


def sign(page: Page, act: str) -> None:
    """Say, signed, what is done with it."""
    page.locator(f"#act-{act} summary").click()
    page.locator(f"#{act} button[type=submit]").click()
    expect(page.locator("#said")).to_contain_text("Getekend", timeout=PATIENCE)
