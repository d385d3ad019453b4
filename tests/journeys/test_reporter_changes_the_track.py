"""Advice becomes a report by the reporter's own signature: dates are told before, the receipt is checked after."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.asked import asked_by
from tests.journeys.reporter import PATIENCE, Reporter
from tests.journeys.terminal_counsellor import TerminalCounsellor
from tests.people import MUNICIPALITY, VERA
from tests.running_service import RunningService
from tests.terminal import zegel

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STORY = "Ik twijfel of dit een melding moet worden."
INGRID = "Ingrid Postma"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(locale="nl-NL")
    yield context.new_page()
    context.close()


def open_step(page: Page) -> None:
    """Open the screen on which the track is chosen."""
    page.locator("[data-step=track]").click()
    expect(page.locator("#view-track h1")).to_be_focused(timeout=PATIENCE)


def test_advice_becomes_a_report_and_is_acknowledged_anew(page: Page, demo: RunningService) -> None:
    anna, vera = Reporter(page, demo), TerminalCounsellor(demo)
    paper = anna.report(STORY, VERA.name, "sparren")
    vera.acknowledge(paper, "Ik heb je vraag gelezen.")
    anna.come_back(paper)
    open_step(page)
    page.locator("input[name=track-to][value=melding]").check()
    facts = page.locator("#track-facts")
    expect(facts).not_to_contain_text("wordt berekend", timeout=PATIENCE)
    dates = re.findall(r"\d+ \w+ \d{4}", facts.inner_text())
    assert len(dates) == 2
    expect(facts).to_contain_text("Het wordt niet weer advies", use_inner_text=True)
    page.locator("#track-sign").click()
    expect(page.locator("#case-said")).to_contain_text("Het ontvangstbewijs ervan klopt", timeout=PATIENCE)
    line = page.locator("#line")
    for day in dates:
        expect(line).to_contain_text(day)
    expect(line).to_contain_text("Je maakte er een melding van")
    expect(page.locator("#notices .notice")).to_have_count(0)

    vera.acknowledge(paper, "Nu bevestig ik je melding.")
    anna.look_for_news()
    expect(line.get_by_text("Ontvangst bevestigd")).to_have_count(2)
    expect(line.get_by_text("Ontvangst bevestigen")).to_have_count(0)
    expect(page.locator("#notices .notice")).to_have_count(0)
    expect(page.locator("#claims > *")).to_have_count(0)
    page.locator("#exact summary").click()
    expect(page.locator("#exact-checks")).to_contain_text("Ontvangstbewijs van je wijziging")
    open_step(page)
    expect(page.locator("#track-melding")).to_be_hidden()


def test_who_turns_back_signed_nothing(page: Page, demo: RunningService) -> None:
    anna = Reporter(page, demo)
    paper = anna.report(STORY, VERA.name, "sparren")
    anna.come_back(paper)
    asked = asked_by(page)
    open_step(page)
    page.locator("#track-sign").click()
    expect(page.locator("#track-to-error")).to_contain_text("Kies wat je wilt.")
    page.locator("input[name=track-to][value=melding]").check()
    page.locator("#view-track [data-back]").click()
    expect(page.locator("#view-case")).to_be_visible()
    assert not [one for one in asked if "/r/v1/" in one]
    anna.look_for_news()
    expect(page.locator("#line")).not_to_contain_text("melding")


def test_no_steps_is_an_end_like_any_other(page: Page, demo: RunningService) -> None:
    anna = Reporter(page, demo)
    paper = anna.report(STORY, VERA.name, "sparren")
    anna.come_back(paper)
    open_step(page)
    page.locator("input[name=track-to][value=nothing]").check()
    expect(page.locator("#track-facts")).to_contain_text("Niemand hoeft te weten dat je het vroeg.")
    page.locator("#track-sign").click()
    expect(page.locator("#view-stop")).to_be_visible()
    expect(page.locator("input[name=stop-how][value=end]")).to_be_checked()
    page.locator("#stop-sure").check()
    page.locator("#stop-do").click()
    expect(page.locator("#case-said")).to_contain_text("Je hebt het gesprek beëindigd.", timeout=PATIENCE)
    expect(page.locator("#notices .notice")).to_have_count(0)
    expect(page.locator("#closed")).to_be_visible()


def test_the_track_is_changed_with_the_keyboard_alone(page: Page, demo: RunningService) -> None:
    anna = Reporter(page, demo)
    paper = anna.report(STORY, VERA.name, "sparren")
    anna.come_back(paper)
    page.locator("[data-step=track]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#view-track h1")).to_be_focused(timeout=PATIENCE)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator("#track-means")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator("#track-sign")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#view-case h1")).to_be_focused(timeout=PATIENCE)
    expect(page.locator("#line")).to_contain_text("Je maakte er een melding van")


def test_a_complaint_is_a_track_where_the_policy_offers_it(page: Page, demo: RunningService) -> None:
    anna = Reporter(page, demo, "werksaam")
    paper = anna.report(STORY, INGRID)
    anna.come_back(paper)
    open_step(page)
    page.locator("input[name=track-to][value=klacht]").check()
    expect(page.locator("#track-facts")).to_contain_text("De commissie krijgt hiervandaan niets.")
    page.locator("#track-sign").click()
    expect(page.locator("#case-said")).to_contain_text("verdergaat als klacht", timeout=PATIENCE)
    expect(page.locator("#line")).to_contain_text("Je liet het verdergaan als klacht")
    expect(page.locator("#notices .notice")).to_have_count(0)


def test_who_kept_no_copy_of_the_report_can_change_the_track_too(page: Page, demo: RunningService) -> None:
    anna = Reporter(page, demo)
    anna.begin("sparren")
    anna.choose(VERA.name)
    page.locator("[name=self-copy]").uncheck()
    anna.write(STORY)
    anna.read_over()
    paper = anna.get_code()
    anna.type_back(paper)
    anna.press_send()
    anna.expect_arrived()
    anna.come_back(paper)
    open_step(page)
    page.locator("input[name=track-to][value=melding]").check()
    page.locator("#track-sign").click()
    expect(page.locator("#case-said")).to_contain_text("Het ontvangstbewijs ervan klopt", timeout=PATIENCE)
    expect(page.locator("#notices .notice")).to_have_count(0)
    secrets = json.dumps({"case_code": paper.code, "passphrase": " ".join(paper.words)})
    told = zegel("mailbox", "--server", demo.reporter_url, "--organisation", MUNICIPALITY, "--json", stdin=secrets)
    assert (told.status, told.json["track"]) == (0, "melding"), told.complaint
    assert told.json["receipt"] is not None
    assert told.json["track_receipt"] is not None
    assert not [one for one in told.json["notices"] if "track" in one or "receipt" in one]
