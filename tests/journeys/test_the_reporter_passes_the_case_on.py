"""The counsellor is gone, or the reporter wants another: the reporter's own browser passes the case on.

Whoever takes over opens everything in a window of their own: the report, and what the counsellor before wrote.
"""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.asked import asked_by
from tests.journeys.counsellor import Counsellor
from tests.journeys.reporter import PATIENCE, Reporter
from tests.journeys.terminal_counsellor import TerminalCounsellor
from tests.journeys.test_no_barriers import check
from tests.journeys.windows import Windows
from tests.people import VERA, VINCENT
from tests.running_service import RunningService

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STORY = "De keuring van de lift is nooit gedaan."
READ = "Ik heb het gelezen en kom erop terug."


def choose(page: Page, who: str) -> None:
    """Open the screen from among one's own steps and tick somebody."""
    page.locator("#steps-title ~ ul [data-step=passing]").click()
    expect(page.locator("#view-passing")).to_be_visible(timeout=PATIENCE)
    expect(page.locator("#passing-form input:checked")).to_have_count(0)
    page.locator("#passing-to").get_by_role("radio", name=who).check()


def sign(page: Page) -> None:
    """Sign, and see the case again."""
    page.locator("#passing-sign").click()
    expect(page.locator("#case-said")).to_contain_text(f"{VINCENT.name} is nu je vertrouwenspersoon", timeout=PATIENCE)


def test_another_counsellor_opens_what_the_reporter_passed_on(alone: RunningService, window: Windows) -> None:
    anna, vera = Reporter(window(), alone), TerminalCounsellor(alone)
    paper = anna.report(STORY, VERA.name)
    vera.acknowledge(paper, READ)
    anna.come_back(paper)
    page = anna.page
    expect(page.locator("#gone")).to_be_hidden()
    asked = asked_by(page)
    choose(page, VINCENT.name)
    facts = page.locator("#passing-facts")
    expect(facts).to_contain_text("Het hele gesprek tot en met vandaag: 2 berichten.")
    expect(facts).to_contain_text("Wat Vincent de Boer heeft gelezen, blijft gelezen.")
    check(page, "passing on")
    assert [one for one in asked if "/r/v1/" in one] == []
    sign(page)
    expect(page.locator("#talk-title")).to_contain_text(VINCENT.name)
    expect(page.locator("#notices .notice")).to_have_count(0)
    # What Vera signed stays Vera's word.
    expect(page.locator("#line")).to_contain_text("Vera Jansen heeft ondertekend dat je tekst is ontvangen en gelezen")

    vincent = Counsellor(window(), alone, VINCENT)
    vincent.sign_in()
    vincent.expect_worklist()
    vincent.open(paper)
    talk = vincent.page.locator("#talk")
    expect(talk).to_contain_text(STORY)
    expect(talk).to_contain_text(READ)
    expect(talk.locator("article.closed")).to_have_count(0)
    vincent.answer("Ik neem het over.")
    anna.look_for_news()
    assert "Ik neem het over." in anna.conversation()
    anna.answer("Dank je.")
    gone = Counsellor(window(), alone, VERA)
    gone.sign_in()
    gone.expect_worklist()
    expect(gone.row(paper)).to_have_count(0)


def test_when_the_counsellor_cannot_go_on_the_page_offers_it(alone: RunningService, window: Windows) -> None:
    anna, vera = Reporter(window(), alone), TerminalCounsellor(alone)
    paper = anna.report(STORY, VERA.name)
    vera.say_unable(paper, "Ik ken de directeur. Iemand anders moet dit doen.")
    anna.come_back(paper)
    page = anna.page
    gone = page.locator("#gone")
    expect(gone).to_contain_text("Vera Jansen heeft ondertekend niet verder te kunnen")
    check(page, "gone")
    gone.get_by_role("button").click()
    expect(page.locator("#passing-keeps-field")).to_be_hidden()
    page.locator("#passing-to").get_by_role("radio", name=VINCENT.name).check()
    check(page, "passing on, gone")
    # No counsellor stands in between: the record goes without a token, as the protocol has it.
    with page.expect_request("**/r/v1/rewraps"):
        sign(page)
    expect(gone).to_be_hidden()
    expect(page.locator("#late")).to_be_hidden()
    expect(page.locator("#notices .notice")).to_have_count(0)

    vincent = Counsellor(window(), alone, VINCENT)
    vincent.sign_in()
    vincent.expect_worklist()
    vincent.open(paper)
    talk = vincent.page.locator("#talk")
    expect(talk).to_contain_text(STORY)
    expect(talk).to_contain_text("Ik ken de directeur.")
    # Who said to be unable is not asked again, whoever holds it now.
    page.locator("#steps-title ~ ul [data-step=passing]").click()
    expect(page.locator("#passing-to")).not_to_contain_text(VERA.name)
    anna.come_back(paper)
    expect(page.locator("#talk-title")).to_contain_text(VINCENT.name)
    anna.answer("Fijn dat je er bent.")
    vincent.open(paper)
    expect(talk).to_contain_text("Fijn dat je er bent.")


def test_an_answer_that_was_lost_passes_it_on_once(alone: RunningService, window: Windows) -> None:
    anna = Reporter(window(), alone)
    anna.come_back(anna.report(STORY, VERA.name))
    page = anna.page
    choose(page, VINCENT.name)

    def cut(route: Route) -> None:
        route.fetch()
        route.abort("connectionreset")

    page.context.route("**/r/v1/consents", cut)
    page.locator("#passing-sign").click()
    expect(page.locator("#passing-said")).to_contain_text("het kan niet dubbel gebeuren", timeout=PATIENCE)
    page.context.unroute("**/r/v1/consents")
    sign(page)
    page.locator("#exact summary").first.click()
    expect(page.locator("#allowed li")).to_have_count(1)


def test_nothing_is_passed_on_to_whoever_is_involved_or_before_somebody_is_chosen(
    demo: RunningService, window: Windows
) -> None:
    anna = Reporter(window(), demo)
    anna.begin()
    anna.choose(VERA.name)
    anna.page.locator("#counsellors > *").filter(has_text=VINCENT.name).locator("input[name=involved]").check()
    anna.write(STORY)
    anna.read_over()
    paper = anna.get_code()
    anna.type_back(paper)
    anna.press_send()
    anna.expect_arrived()
    anna.come_back(paper)
    page = anna.page
    page.locator("#steps-title ~ ul [data-step=passing]").click()
    expect(page.locator("#view-passing")).to_be_visible(timeout=PATIENCE)
    expect(page.locator("#passing-to")).not_to_contain_text(VINCENT.name)
    expect(page.locator("#passing-to")).not_to_contain_text(VERA.name)
