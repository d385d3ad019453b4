"""At WerkSaam a counsellor asks whether somebody else may take over: the reporter says no, and another time yes.

Both sides at the pages, in a browser. Nothing moves on a no; on a yes the conversation goes along and its dates stay.
"""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.counsellor import Counsellor
from tests.journeys.reporter import PATIENCE, Paper, Reporter
from tests.journeys.windows import Windows
from tests.people import Person
from tests.running_service import RunningService

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WERKSAAM = "werksaam"
INGRID = Person("Ingrid Postma", "internal; OO", "ingrid", "ingrid zet om tien uur thee")
JORIS = Person("Joris Meijer", "external; OO+IS", "joris", "joris fietst elke dag naar hoorn")
STORY = "De aanbesteding was al beslist voordat de offertes binnen waren."
WHY = "Dit gaat over integriteit. Joris is daarvoor aangewezen en werkt niet bij WerkSaam."


def open_case(who: Counsellor, paper: Paper) -> None:
    """Look at the worklist and open this case."""
    if who.page.locator("#view-case").is_visible():
        who.page.locator("#to-worklist").click()
    who.look_for_news()
    who.row(paper, WERKSAAM).get_by_role("button").click()


def read_case(who: Counsellor, paper: Paper) -> None:
    """Open this case, and see what stands in it."""
    open_case(who, paper)
    expect(who.page.locator("#talk article").first).to_be_visible(timeout=PATIENCE)


def ask(who: Counsellor, successor: Person) -> None:
    """Ask the reporter whether this person may take over."""
    page = who.page
    page.locator("#act-hand-over summary").click()
    page.locator("#hand-over-to").select_option(
        label=page.locator("#hand-over-to option", has_text=successor.name).inner_text()
    )
    page.locator("#hand-over-text").fill(WHY)
    page.locator("#hand-over button[type=submit]").click()
    expect(page.locator("#said")).to_contain_text("blijft bij jou", timeout=PATIENCE)


def reply(page: Page, answer: str) -> None:
    """Answer the question in the mailbox."""
    page.locator(f"#requests input[value={answer}]").check()
    page.locator("#requests button[type=submit]").click()
    expect(page.locator("#requests article")).to_have_count(0, timeout=PATIENCE)


def test_a_no_is_kept_and_a_yes_lets_the_next_counsellor_read_on(demo: RunningService, window: Windows) -> None:
    anna = Reporter(window(), demo, WERKSAAM)
    paper = anna.report(STORY, INGRID.name)
    ingrid = Counsellor(window(), demo, INGRID)
    ingrid.sign_in()
    ingrid.expect_worklist()
    read_case(ingrid, paper)
    ingrid.acknowledge("Ik heb het gelezen.")
    ask(ingrid, JORIS)

    anna.come_back(paper)
    card = anna.page.locator("#requests article")
    expect(card).to_contain_text("Mag Joris Meijer het overnemen van Ingrid Postma?")
    expect(card).to_contain_text(WHY)
    expect(card.locator("input:checked")).to_have_count(0)
    card.locator("button[type=submit]").click()
    expect(card.locator(".error")).to_contain_text("Kies ja of nee.")
    reply(anna.page, "no")
    expect(anna.page.locator("#allowed")).to_contain_text("zei je nee")

    open_case(ingrid, paper)
    expect(ingrid.page.locator("#warnings")).to_contain_text("nee: Joris Meijer neemt het niet over")
    ask(ingrid, JORIS)

    anna.look_for_news()
    reply(anna.page, "yes")
    expect(anna.page.locator("#allowed")).to_contain_text("heeft het nog niet doorgegeven")

    open_case(ingrid, paper)
    expect(ingrid.page.locator("#said")).to_contain_text("doorgegeven aan Joris Meijer", timeout=PATIENCE)
    ingrid.look_for_news()
    expect(ingrid.row(paper, WERKSAAM)).to_have_count(0)

    joris = Counsellor(window(), demo, JORIS)
    joris.sign_in()
    joris.expect_worklist()
    read_case(joris, paper)
    talk = joris.page.locator("#talk")
    expect(talk).to_contain_text(STORY)
    expect(talk).to_contain_text("Ik heb het gelezen.")
    expect(talk.locator("article.closed")).to_have_count(0)
    joris.answer("Ik neem het over.")

    anna.look_for_news()
    expect(anna.page.locator("#talk-title")).to_contain_text(JORIS.name)
    assert "Ik neem het over." in anna.conversation()
    expect(anna.page.locator("#notices .notice")).to_have_count(0)
    anna.answer("Fijn, dank je.")
    open_case(joris, paper)
    expect(talk).to_contain_text("Fijn, dank je.")


def test_what_was_allowed_can_be_taken_back_before_it_was_passed_on(demo: RunningService, window: Windows) -> None:
    anna = Reporter(window(), demo, WERKSAAM)
    paper = anna.report(STORY, INGRID.name)
    ingrid = Counsellor(window(), demo, INGRID)
    ingrid.sign_in()
    ingrid.expect_worklist()
    read_case(ingrid, paper)
    ask(ingrid, JORIS)
    anna.come_back(paper)
    reply(anna.page, "yes")
    anna.page.locator("#allowed button").click()
    expect(anna.page.locator("#allowed")).to_contain_text("trok je in", timeout=PATIENCE)
    open_case(ingrid, paper)
    expect(ingrid.page.locator("#view-case")).to_be_visible(timeout=PATIENCE)
    expect(ingrid.page.locator("#talk")).to_contain_text(STORY)


def test_whoever_is_ticked_as_involved_is_not_offered(demo: RunningService, window: Windows) -> None:
    anna = Reporter(window(), demo, WERKSAAM)
    anna.begin()
    anna.choose(INGRID.name)
    people = anna.page.locator("#counsellors > *").filter(has_text=JORIS.name)
    people.locator("input[name=involved]").check()
    anna.write(STORY)
    anna.read_over()
    paper = anna.get_code()
    anna.type_back(paper)
    anna.press_send()
    anna.expect_arrived()
    ingrid = Counsellor(window(), demo, INGRID)
    ingrid.sign_in()
    ingrid.expect_worklist()
    read_case(ingrid, paper)
    ingrid.page.locator("#act-hand-over summary").click()
    expect(ingrid.page.locator("#hand-over-to option")).to_have_count(3)
    expect(ingrid.page.locator("#hand-over-to")).not_to_contain_text(JORIS.name)
