"""The reporter brought it outside by hand: told with day, place and number, as their own word, never as delivered."""

import pytest
from playwright.sync_api import Route, expect

from tests.journeys.counsellor import Counsellor
from tests.journeys.reporter import PATIENCE, Reporter
from tests.journeys.test_no_barriers import check
from tests.journeys.windows import Windows
from tests.people import VERA
from tests.running_service import RunningService

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STORY = "De rekeningen worden twee keer betaald."


def test_it_is_told_as_a_word_and_counted_once(demo: RunningService, window: Windows) -> None:
    anna = Reporter(window(), demo)
    paper = anna.report(STORY, VERA.name)
    anna.come_back(paper)
    page = anna.page
    page.locator("[data-step=brought]").click()
    expect(page.locator("#view-brought")).to_be_visible(timeout=PATIENCE)
    page.locator("#brought-sign").click()
    expect(page.locator("#brought-day-error")).to_contain_text("uiterlijk vandaag")
    check(page, "brought, with a fault")
    page.locator("#brought-day").fill(str(page.locator("#brought-day").get_attribute("max")))
    page.locator("#brought-to").fill("Arbeidsinspectie")
    page.locator("#brought-reference").fill("2026-17")

    def cut(route: Route) -> None:
        route.fetch()
        route.abort("connectionreset")

    page.context.route("**/r/v1/statements", cut)
    page.locator("#brought-sign").click()
    expect(page.locator("#brought-said")).to_contain_text("het kan niet dubbel gebeuren", timeout=PATIENCE)
    page.context.unroute("**/r/v1/statements")
    page.locator("#brought-sign").click()
    expect(page.locator("#case-said")).to_contain_text("Of het is aangekomen, weten we hier niet", timeout=PATIENCE)
    line = page.locator("#line li").filter(has_text="Arbeidsinspectie")
    expect(line).to_have_count(1)
    expect(line).to_contain_text("Hun nummer: 2026-17.")
    expect(line).to_contain_text("Of het is aangekomen, weten we hier niet.")
    expect(page.locator("#talk article")).to_have_count(2)
    expect(page.locator("#notices .notice")).to_have_count(0)
    check(page, "brought")

    vera = Counsellor(window(), demo)
    vera.sign_in()
    vera.expect_worklist()
    vera.open(paper)
    expect(vera.page.locator("#talk")).to_contain_text("Naar: Arbeidsinspectie. Hun nummer: 2026-17.")
