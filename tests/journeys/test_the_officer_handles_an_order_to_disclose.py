"""A case officer records an order to disclose in a released case, and drops it; the page says what it means."""

import pytest
from playwright.sync_api import expect

from tests.journeys.counsellor import Counsellor
from tests.journeys.reporter import PATIENCE
from tests.journeys.test_case_is_released_and_investigated import BRAM
from tests.journeys.test_no_barriers import check
from tests.journeys.windows import Windows
from tests.running_service import RunningService

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_an_order_is_recorded_holds_everything_and_is_dropped(alone: RunningService, window: Windows) -> None:
    bram = Counsellor(window(), alone, BRAM)
    bram.sign_in()
    page = bram.page
    page.locator("#released-cases .panel button").click()
    expect(page.locator("#released-what article").first).to_be_visible(timeout=PATIENCE)
    page.locator("#order-part summary").click()
    page.locator("#order-form button[type=submit]").click()
    expect(page.locator("#order-by-error")).to_be_visible()
    page.locator("#order-by").fill("Rechtbank Den Haag")
    page.locator("#order-basis").fill("art. 843a Rv")
    page.locator("#order-form button[type=submit]").click()
    lines = page.locator("#order-lines")
    expect(lines).to_contain_text("wordt niets van de zaak vernietigd", timeout=PATIENCE)
    expect(lines).to_contain_text("Geef niets")
    lines.locator("summary").click()
    check(page, "an order in a released case")
    lines.locator("select").select_option("not-owed")
    lines.locator("details button").click()
    expect(lines).to_contain_text("Vervallen op", timeout=PATIENCE)
    expect(lines.locator("button")).to_have_count(0)
