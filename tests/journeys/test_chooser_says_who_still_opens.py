"""Whoever chooses a counsellor reads who could last open something, and of two missed checks; nothing is closed."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.counsellor import Counsellor
from tests.journeys.reporter import Reporter
from tests.people import Person
from tests.running_service import RunningService

pytestmark = pytest.mark.browser

SILENT, NEW, THERE = "Karim Haddou", "Noor Bakker", "Ingrid Postma"
INGRID = Person(THERE, "internal; OO", "ingrid", "ingrid zet om tien uur thee")


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(locale="nl-NL")
    yield context.new_page()
    context.close()


def opened(page: Page, name: str) -> str:
    """What stands in the list about when somebody was last able to open something."""
    card = page.locator("#counsellors li").filter(has_text=name)
    return card.locator("[data-fill=opened]").inner_text()


def test_weeks_are_told_and_who_missed_two_stays_to_be_chosen(page: Page, demo: RunningService) -> None:
    anna = Reporter(page, demo, "werksaam")
    anna.begin()
    assert "geleden" in opened(page, THERE) or opened(page, THERE) == "Vorige week"
    assert "geleden" in opened(page, SILENT)
    advice = page.locator("#somebody-else")
    anna.choose(THERE)
    expect(advice).to_be_hidden()
    anna.choose(SILENT)
    expect(advice).to_contain_text(f"{SILENT} heeft de laatste twee maandelijkse controles niet geopend")
    expect(page.get_by_role("radio", name=SILENT)).to_be_checked()


def test_who_is_new_is_not_made_better_or_worse(page: Page, demo: RunningService) -> None:
    anna = Reporter(page, demo, "senzer")
    anna.begin()
    assert opened(page, NEW).startswith("Nog niet bekend")
    anna.choose(NEW)
    expect(page.locator("#somebody-else")).to_be_hidden()


def test_signing_in_opens_the_check_of_this_month(page: Page, demo: RunningService) -> None:
    ingrid = Counsellor(page, demo, INGRID)
    ingrid.sign_in()
    page.locator("button[data-view=keys]").click()
    expect(page.locator("#cards [data-opened]")).to_contain_text("Geopend in")
