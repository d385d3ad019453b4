"""Every counsellor is ticked as involved: nobody can be chosen, the desks outside stand there, and the text stays."""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.reporter import Reporter
from tests.running_service import RunningService

pytestmark = pytest.mark.browser


def test_who_ticks_everybody_is_shown_the_desks_outside(chromium: Browser, demo: RunningService) -> None:
    anna = Reporter(chromium.new_context().new_page(), demo)
    anna.begin()
    anna.write("Iedereen hier zit erin.")
    sent: list[str] = []
    anna.page.on("request", lambda request: sent.append(request.method) if request.method != "GET" else None)
    ticks = anna.page.locator("#counsellors [name=involved]")
    assert ticks.count() > 1
    for number in range(ticks.count()):
        expect(anna.page.locator("#nobody-left")).to_be_hidden()
        ticks.nth(number).check()
    expect(anna.page.locator("#nobody-left")).to_be_visible()
    expect(anna.page.locator("#nobody-left")).to_contain_text("Huis voor Klokkenluiders")
    expect(anna.page.locator("#counsellors [name=counsellor]:enabled")).to_have_count(0)
    expect(anna.page.locator("#story")).to_have_value("Iedereen hier zit erin.")
    ticks.first.uncheck()
    expect(anna.page.locator("#nobody-left")).to_be_hidden()
    expect(anna.page.locator("#counsellors [name=counsellor]:enabled")).to_have_count(1)
    assert not sent
