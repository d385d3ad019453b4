"""A reporter takes the text back, ends the talk, or asks for destruction: what stays is told, and it is asked twice."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.asked import asked_by
from tests.journeys.reporter import PATIENCE, Paper, Reporter
from tests.journeys.terminal_counsellor import TerminalCounsellor
from tests.people import VERA
from tests.running_service import RunningService

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STORY = "Ik wil hier misschien toch niet mee verder."


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(locale="nl-NL")
    yield context.new_page()
    context.close()


def choose(page: Page, way: str) -> None:
    """Open the screen, and tick a way to stop."""
    page.locator("[data-step=stop]").click()
    expect(page.locator("#view-stop")).to_be_visible(timeout=PATIENCE)
    page.locator(f"input[name=stop-how][value={way}]").check()
    expect(page.locator("#stop-means")).to_be_visible()


def confirm(page: Page) -> None:
    """Say that one is sure, and do it."""
    page.locator("#stop-sure").check()
    page.locator("#stop-do").click()


def expect_gone(anna: Reporter, paper: Paper) -> None:
    """Code and words open nothing any more."""
    anna.go("/case")
    anna.fill_in(paper)
    expect(anna.page.locator("#error-summary")).to_contain_text("openen samen niets", timeout=PATIENCE)


def test_a_text_is_taken_back_before_anybody_answered(page: Page, demo: RunningService) -> None:
    anna = Reporter(page, demo)
    paper = anna.report(STORY, VERA.name)
    anna.come_back(paper)
    choose(page, "withdraw")
    stays = page.locator("#stop-stays")
    for word in ("register", "openbare logboek", "ontvangstbewijs", "back-ups"):
        expect(stays).to_contain_text(word)
    expect(page.locator("#stop-now")).to_contain_text("Misschien is het al gelezen")
    asked = asked_by(page)
    page.locator("#stop-do").click()
    expect(page.locator("#stop-sure-error")).to_contain_text("als je het zeker weet")
    page.locator("#view-stop [data-back]").click()
    expect(page.locator("#view-case")).to_be_visible()
    assert not [one for one in asked if "/r/v1/" in one]

    choose(page, "withdraw")
    confirm(page)
    expect(page.locator("#stopped-title")).to_have_text("Je zaak is vernietigd", timeout=PATIENCE)
    expect(page.locator("body")).not_to_contain_text(STORY, use_inner_text=True)
    expect(page.locator("#talk")).to_have_text("", use_inner_text=True)
    page.locator("#stopped-back").click()
    expect(page.locator("#view-sign-in")).to_be_visible()
    expect_gone(anna, paper)


def test_a_talk_is_ended_and_can_still_be_read(page: Page, demo: RunningService) -> None:
    anna, vera = Reporter(page, demo), TerminalCounsellor(demo)
    paper = anna.report(STORY, VERA.name, "sparren")
    vera.acknowledge(paper, "Ik denk met je mee.")
    anna.come_back(paper)
    choose(page, "end")
    confirm(page)
    expect(page.locator("#case-said")).to_contain_text("beëindigd", timeout=PATIENCE)
    expect(page.locator("#line")).to_contain_text("Je beëindigde het gesprek")
    expect(page.locator("#notices .notice")).to_have_count(0)
    anna.come_back(paper)
    assert "Ik denk met je mee." in anna.conversation()
    expect(page.locator("#notices .notice")).to_have_count(0)
    page.locator("[data-step=stop]").click()
    expect(page.locator("#stop-end")).to_be_hidden()


def test_an_owed_answer_is_not_ended_by_a_click(page: Page, demo: RunningService) -> None:
    anna = Reporter(page, demo)
    paper = anna.report(STORY, VERA.name)
    anna.come_back(paper)
    choose(page, "end")
    expect(page.locator("#stop-now")).to_contain_text("Je hebt nog recht op een antwoord.")
    expect(page.locator("#stop-do")).to_be_hidden()
    page.locator("[data-ask-stop]").click()
    expect(page.locator("#message")).to_be_focused()
    expect(page.locator("#message")).to_have_value(
        "Ik wil hiermee stoppen. Laat me weten wat je nog moet doen, en wat er bewaard blijft."
    )


def test_answered_advice_is_destroyed_at_the_reporters_wish(page: Page, demo: RunningService) -> None:
    anna, vera = Reporter(page, demo), TerminalCounsellor(demo)
    paper = anna.report(STORY, VERA.name, "sparren")
    vera.acknowledge(paper, "Ik denk met je mee.")
    anna.come_back(paper)
    choose(page, "destroy")
    expect(page.locator("#stop-stays")).to_contain_text("Wat Vera Jansen gelezen heeft.")
    expect(page.locator("#stop-stays")).not_to_contain_text("register")
    confirm(page)
    expect(page.locator("#stopped-title")).to_have_text("Je zaak is vernietigd", timeout=PATIENCE)
    expect(page.locator("#stopped-stays")).to_contain_text("Wat Vera Jansen gelezen heeft.")
    expect_gone(anna, paper)


def test_a_report_that_is_dealt_with_is_kept_and_that_is_told(page: Page, demo: RunningService) -> None:
    anna, vera = Reporter(page, demo), TerminalCounsellor(demo)
    paper = anna.report(STORY, VERA.name)
    vera.acknowledge(paper, "Gelezen.")
    anna.come_back(paper)
    choose(page, "destroy")
    expect(page.locator("#stop-means-title")).to_have_text("Het wordt niet meteen vernietigd")
    confirm(page)
    expect(page.locator("#stopped-title")).to_have_text("Je zaak blijft bewaard", timeout=PATIENCE)
    expect(page.locator("#stopped-stays")).to_contain_text("De wet vraagt dat")
    page.locator("#stopped-back").click()
    expect(page.locator("#view-case")).to_be_visible()
    assert STORY in anna.conversation()
