"""Changing language in a page that holds secrets swaps the words in place: nothing is loaded again, nothing is lost."""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.counsellor import Counsellor
from tests.journeys.reporter import Reporter
from tests.people import VERA
from tests.running_service import RunningService

pytestmark = pytest.mark.browser


def test_the_story_the_choice_and_the_code_survive_a_change_of_language(
    chromium: Browser, demo: RunningService
) -> None:
    anna = Reporter(chromium.new_context(locale="nl-NL").new_page(), demo)
    anna.begin()
    anna.choose(VERA.name)
    anna.write("Dit moet blijven staan.")
    dutch = anna.page.locator("h1:visible").inner_text()
    anna.page.get_by_role("link", name="English").click()
    expect(anna.page.locator("html")).to_have_attribute("lang", "en")
    expect(anna.page.locator("h1:visible")).not_to_have_text(dutch)
    expect(anna.page.locator("#story")).to_have_value("Dit moet blijven staan.")
    expect(anna.page.get_by_role("radio", name=VERA.name)).to_be_checked()
    anna.read_over()
    paper = anna.get_code()
    anna.page.get_by_role("link", name="Nederlands").click()
    expect(anna.page.locator("html")).to_have_attribute("lang", "nl")
    assert tuple(anna.page.locator("#words li").all_inner_texts()) == paper.words
    anna.type_back(paper)
    anna.press_send()
    anna.expect_arrived()


def test_the_counsellor_stays_signed_in(chromium: Browser, demo: RunningService) -> None:
    vera = Counsellor(chromium.new_context(locale="nl-NL").new_page(), demo)
    vera.sign_in()
    vera.expect_worklist()
    vera.page.get_by_role("link", name="English").click()
    expect(vera.page.locator("html")).to_have_attribute("lang", "en")
    vera.expect_worklist()
    expect(vera.page.locator("#count")).to_contain_text("case")
