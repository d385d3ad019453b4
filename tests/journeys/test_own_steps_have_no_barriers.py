"""Axe finds nothing on the screens of the reporter's own steps: both languages, light and dark, also at 320 pixels."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.reporter import PATIENCE, Reporter
from tests.journeys.terminal_counsellor import TerminalCounsellor
from tests.journeys.test_no_barriers import check
from tests.people import VERA
from tests.running_service import RunningService

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(params=["nl", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    yield context.new_page()
    context.close()


def open_step(page: Page, name: str) -> None:
    """Open one of the screens."""
    page.locator(f"[data-step={name}]").click()
    expect(page.locator(f"#view-{name}")).to_be_visible(timeout=PATIENCE)


def test_before_an_answer(page: Page, demo: RunningService, language: str) -> None:
    anna = Reporter(page, demo, "werksaam", language)
    paper = anna.report("Een kort verhaal.", "Ingrid Postma")
    anna.come_back(paper)
    open_step(page, "track")
    page.locator("#track-sign").click()
    expect(page.locator("#track-to-error")).to_be_visible()
    check(page, "track, with a fault")
    page.locator("input[name=track-to][value=klacht]").check()
    check(page, "track, complaint")
    page.locator("#view-track [data-back]").click()
    open_step(page, "complaint")
    page.locator("#complaint-form button[type=submit]").click()
    expect(page.locator("#complaint-parts-error")).to_be_visible()
    check(page, "complaint, with a fault")
    page.locator("#view-complaint [data-back]").click()
    open_step(page, "evidence")
    page.locator("#evidence-form button[type=submit]").click()
    expect(page.locator("#evidence-sure-error")).to_be_visible()
    check(page, "evidence, with a fault")
    page.locator("#view-evidence [data-back]").click()
    open_step(page, "stop")
    page.locator("input[name=stop-how][value=end]").check()
    check(page, "stop, owed")
    page.locator("input[name=stop-how][value=withdraw]").check()
    page.locator("#stop-do").click()
    expect(page.locator("#stop-sure-error")).to_be_visible()
    check(page, "stop, not sure")
    page.locator("#stop-sure").check()
    page.locator("#stop-do").click()
    expect(page.locator("#view-stopped")).to_be_visible(timeout=PATIENCE)
    check(page, "stopped")


def test_after_an_answer(page: Page, demo: RunningService, language: str) -> None:
    anna, vera = Reporter(page, demo, language=language), TerminalCounsellor(demo)
    paper = anna.report("Een kort verhaal.", VERA.name, "sparren")
    vera.acknowledge(paper, "Gelezen.")
    anna.come_back(paper)
    open_step(page, "track")
    page.locator("input[name=track-to][value=melding]").check()
    page.locator("#track-sign").click()
    expect(page.locator("#case-said")).not_to_be_empty(timeout=PATIENCE)
    check(page, "mailbox, made a report")
    open_step(page, "stop")
    page.locator("input[name=stop-how][value=destroy]").check()
    check(page, "stop, destruction of a report")
