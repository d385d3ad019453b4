"""Vera answers in time, and Anna sees each step with who and when: receipt, confirmation, feedback, the end."""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.asked import asked_by
from tests.journeys.reporter import Reporter
from tests.journeys.terminal_counsellor import FOUR_PARTS, TerminalCounsellor
from tests.people import STORY, VERA
from tests.running_service import RunningService

pytestmark = pytest.mark.browser


def test_every_step_is_told_with_who_and_when(chromium: Browser, demo: RunningService) -> None:
    anna, vera = Reporter(chromium.new_context(locale="nl-NL").new_page(), demo), TerminalCounsellor(demo)
    paper = anna.report(STORY, VERA.name)
    expect(anna.page.locator("#done-lead")).to_contain_text("Je browser heeft het bewijs daarvan gecontroleerd.")
    anna.come_back(paper)
    expect(anna.page.locator("#line > li")).to_have_count(3)
    expect(anna.page.locator("#line [aria-current]")).to_contain_text("Ontvangst bevestigen")
    expect(anna.page.locator("#case-look")).to_contain_text("Kijk weer op")

    vera.acknowledge(paper, "Ik heb je melding gelezen.")
    anna.look_for_news()
    expect(anna.page.locator("#line")).to_contain_text("Vera Jansen heeft ondertekend dat je tekst is ontvangen")
    expect(anna.page.locator("#line .met").filter(has_text="gehaald op")).to_have_count(1)
    expect(anna.page.locator("#line [aria-current]")).to_contain_text("Terugkoppeling")

    vera.plan(paper, "Ik vraag de dossiers op.")
    vera.give_feedback(paper)
    anna.look_for_news()
    for label, part in (("Waarnaar is gekeken", "looked"), ("Wat niet kan worden verteld", "withheld")):
        expect(anna.page.locator("#talk .parts-of > div").filter(has_text=label)).to_contain_text(FOUR_PARTS[part])
    expect(anna.page.locator("#line [aria-current]")).to_have_count(0)
    expect(anna.page.locator("#claims")).to_have_text("", use_inner_text=True)

    vera.close(paper, "Ik sluit de zaak.")
    anna.look_for_news()
    expect(anna.page.locator("#closed")).to_be_visible()
    expect(anna.page.locator("#kept-day")).to_contain_text("wordt alles in deze zaak vernietigd")
    expect(anna.page.locator("#kept-ground")).not_to_be_empty()
    expect(anna.page.locator("#case-lead")).to_contain_text("gesloten")
    expect(anna.page.locator("#notices")).to_be_empty()
    anna.page.locator("#exact summary").click()
    expect(anna.page.locator("#exact-events li")).to_have_count(4)
    expect(anna.page.locator("#exact-checks")).to_contain_text("elke regel past bij wat je hebt verstuurd")
    expect(anna.page.locator("#exact-checks .no")).to_have_count(0)


def test_answered_advice_says_when_silence_ends_it(chromium: Browser, demo: RunningService) -> None:
    anna, vera = Reporter(chromium.new_context(locale="nl-NL").new_page(), demo), TerminalCounsellor(demo)
    paper = anna.report("Mag ik hier advies over vragen?", VERA.name, "sparren")
    anna.come_back(paper)
    expect(anna.page.locator("#kept")).to_be_hidden()
    vera.acknowledge(paper, "Ik denk met je mee.")
    anna.look_for_news()
    expect(anna.page.locator("#kept-day")).to_contain_text("Schrijft niemand hier meer iets")
    anna.answer("Nog een vraag.")
    expect(anna.page.locator("#kept")).to_be_hidden()
    expect(anna.page.locator("#kept-day")).to_be_empty()


def test_saying_that_it_is_an_answer_sends_nothing(chromium: Browser, demo: RunningService) -> None:
    anna, vera = Reporter(chromium.new_context(locale="nl-NL").new_page(), demo), TerminalCounsellor(demo)
    paper = anna.report("Dit krijgt een goed antwoord.", VERA.name)
    vera.acknowledge(paper, "Gelezen.")
    vera.give_feedback(paper)
    anna.come_back(paper)
    asked = asked_by(anna.page)
    question = anna.page.locator("#talk .asked")
    expect(question).to_contain_text("Is dit een antwoord?")
    question.get_by_role("button", name="Ja", exact=True).click()
    expect(question).to_contain_text("er is niets verstuurd")
    assert asked == []
