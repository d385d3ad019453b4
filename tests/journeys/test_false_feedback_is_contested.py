"""Vera signs that feedback was given, and it was not: Anna's browser sees it, and Anna signs that there is none."""

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.journeys.asked import asked_by
from tests.journeys.reporter import PATIENCE, Paper, Reporter
from tests.journeys.terminal_counsellor import TerminalCounsellor
from tests.people import VERA
from tests.running_service import RunningService

pytestmark = pytest.mark.browser


def reported(chromium: Browser, demo: RunningService, text: str) -> tuple[Reporter, TerminalCounsellor, Paper]:
    anna, vera = Reporter(chromium.new_context(locale="nl-NL").new_page(), demo), TerminalCounsellor(demo)
    paper = anna.report(text, VERA.name)
    vera.acknowledge(paper, "Gelezen.")
    return anna, vera, paper


def test_a_claim_without_feedback_is_flagged_and_contested(chromium: Browser, demo: RunningService) -> None:
    anna, vera, paper = reported(chromium, demo, "Hier komt een vals antwoord op.")
    vera.claim_feedback(paper, "We kijken ernaar.")
    anna.come_back(paper)
    claim = anna.page.locator("#claims")
    expect(claim).to_contain_text("Vera Jansen heeft iets ondertekend wat er niet is")
    # It counts as not given, whatever the service says.
    expect(anna.page.locator("#line [aria-current]")).to_contain_text("Terugkoppeling")
    claim.get_by_role("button").click()
    expect(anna.page.locator("#view-contest h1")).to_be_focused()
    expect(anna.page.locator("#view-contest")).to_contain_text("Je kunt het niet terugnemen.")
    anna.page.locator("#contest-sign").click()
    expect(anna.page.locator("#case-said")).to_contain_text("Je hebt ondertekend", timeout=PATIENCE)
    expect(claim).to_be_empty()
    expect(anna.page.locator("#notices")).to_be_empty()
    expect(anna.page.locator("#line")).to_contain_text("Het telt als niet gedaan.")
    # The duty is open again: real feedback can be given, and stands.
    vera.give_feedback(paper)
    anna.look_for_news()
    expect(anna.page.locator("#line .met").filter(has_text="gehaald op")).to_have_count(2)


def test_nothing_is_signed_before_it_was_read_over(chromium: Browser, demo: RunningService) -> None:
    anna, vera, paper = reported(chromium, demo, "Hier komt een mager antwoord op.")
    vera.give_feedback(paper)
    vera.close_silently(paper)
    anna.come_back(paper)
    asked = asked_by(anna.page)
    anna.page.get_by_role("button", name="Nee, dit is geen antwoord").click()
    expect(anna.page.locator("#contest-seen")).to_contain_text("De zaak is dan weer open.")
    anna.page.locator("#contest-back").click()
    expect(anna.page.locator("#view-case")).to_be_visible()
    assert asked == []
    expect(anna.page.locator("#closed")).to_be_visible()


def test_a_lost_answer_signs_once(chromium: Browser, demo: RunningService) -> None:
    anna, vera, paper = reported(chromium, demo, "Dit is volgens Vera geen melding.")
    vera.say_no_report(paper, "Dit hoort bij een andere gemeente.")
    anna.come_back(paper)
    anna.page.get_by_role("button", name="Nee, dit is wel een melding").click()

    def cut(route: Route) -> None:
        route.fetch()
        route.abort("connectionreset")

    anna.page.context.route("**/r/v1/statements", cut)
    anna.page.locator("#contest-sign").click()
    expect(anna.page.locator("#contest-said")).to_contain_text("het kan niet twee keer", timeout=PATIENCE)
    anna.page.context.unroute("**/r/v1/statements")
    anna.page.locator("#contest-sign").click()
    expect(anna.page.locator("#case-said")).to_contain_text("wel een melding", timeout=PATIENCE)
    anna.page.locator("#exact summary").click()
    events = anna.page.locator("#exact-events li").filter(has_text="Je hebt ondertekend dat iets niet klopt")
    expect(events).to_have_count(1)
