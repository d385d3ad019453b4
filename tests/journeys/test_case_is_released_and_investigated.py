"""At Senzer a reporter lets the organisation in: the case officer hears both sides before anything is concluded.

Counsellor, reporter and case officer at the pages, in a browser. The officer sees what was released and nothing else.
"""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.counsellor import Counsellor
from tests.journeys.reporter import PATIENCE, Paper, Reporter
from tests.journeys.test_no_barriers import check
from tests.journeys.windows import Windows
from tests.people import Person
from tests.running_service import RunningService

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SENZER = "senzer"
NOOR = Person("Noor Bakker", "internal; OO+IS", "noor", "noor loopt in de pauze buiten")
BRAM = Person("Bram Kuiper", "", "bram", "bram poetst de koperen bel glimmend")
STORY = "Er worden elke dag grappen gemaakt over de afkomst van een collega."
WHY = "Bram onderzoekt het en hoort ook de voorman. Nee is ook goed."
LATER = "Dit schrijf ik alleen aan jou."


def open_case(who: Counsellor, paper: Paper) -> None:
    """Look at the worklist and open this case."""
    if who.page.locator("#view-case").is_visible():
        who.page.locator("#to-worklist").click()
    who.look_for_news()
    who.row(paper, SENZER).get_by_role("button").click()
    expect(who.page.locator("#talk article").first).to_be_visible(timeout=PATIENCE)


def propose(who: Counsellor) -> None:
    """Ask the reporter whether the case officer may get everything until now."""
    page = who.page
    page.locator("#act-release summary").click()
    page.locator("#release-to").select_option(label=BRAM.name)
    page.locator("#release-text").fill(WHY)
    page.locator("#release button[type=submit]").click()
    expect(page.locator("#said")).to_contain_text("De organisatie ziet niets tot het ja is", timeout=PATIENCE)


def write_as_officer(page: Page, act: str, **fields: str) -> None:
    """Fill in one of the officer's forms and send it."""
    before = page.locator("#released-talk article").count()
    page.locator(f"#act-{act} summary").click()
    for name, words in fields.items():
        page.locator(f"#{act}-{name}").fill(words)
    page.locator(f"#{act} button[type=submit]").click()
    expect(page.locator("#released-talk article")).to_have_count(before + bool(fields), timeout=PATIENCE)


def take(page: Page, words: str) -> None:
    """Record a step, and see it stand there."""
    before = page.locator("#steps-done li").count()
    page.locator("#steps-open button", has_text=words).click()
    expect(page.locator("#steps-done li")).to_have_count(before + 1, timeout=PATIENCE)


def test_a_released_case_is_investigated_and_answered(demo: RunningService, window: Windows) -> None:
    anna = Reporter(window(), demo, SENZER)
    paper = anna.report(STORY, NOOR.name)
    noor = Counsellor(window(), demo, NOOR)
    noor.sign_in()
    noor.expect_worklist()
    open_case(noor, paper)
    noor.acknowledge("Ik heb het gelezen.")
    ref = noor.page.locator("#title").inner_text().split()[2]
    propose(noor)
    check(noor.page, "proposed")

    anna.come_back(paper)
    card = anna.page.locator("#requests article")
    expect(card).to_contain_text("Mag Noor Bakker dit geven aan Bram Kuiper, meldfunctionaris van je organisatie?")
    expect(card).to_contain_text(WHY)
    expect(card).to_contain_text("2 berichten")
    expect(card.locator("input:checked")).to_have_count(0)
    card.locator("input[value=yes]").check()
    card.get_by_role("checkbox", name="Bij ja").check()
    check(anna.page, "asked")
    card.locator("button[type=submit]").click()
    expect(anna.page.locator("#allowed")).to_contain_text("heeft het nog niet doorgegeven", timeout=PATIENCE)
    anna.answer(LATER)

    bram = Counsellor(window(), demo, BRAM)
    bram.sign_in()
    page = bram.page
    expect(page.locator("#released-cases .panel").first).to_be_visible(timeout=PATIENCE)
    expect(page.locator("#released-cases .panel", has_text=ref)).to_have_count(0)
    check(page, "list")

    open_case(noor, paper)
    expect(noor.page.locator("#warnings")).to_contain_text("Bram Kuiper krijgt wat je noemde", timeout=PATIENCE)

    page.locator('[data-view="released"].tab').click()
    open_released(page, ref)
    expect(page.locator("#released-what article")).to_have_count(2)
    expect(page.locator("#released-what")).to_contain_text(STORY)
    expect(page.locator("#view-investigation")).not_to_contain_text(LATER, use_inner_text=True)
    expect(page.locator("#view-investigation")).not_to_contain_text(WHY, use_inner_text=True)

    expect(page.locator("#act-conclude")).to_be_hidden()
    expect(page.locator("#act-finish")).to_be_hidden()
    expect(page.locator("#must-hear")).to_contain_text("Dat kun je niet overslaan")
    take(page, "Het onderzoek is begonnen")
    write_as_officer(page, "tell", text="Ik spreek eerst met jou en dan met de voorman.")
    check(page, "investigation")

    anna.look_for_news()
    talk = anna.page.locator("#officer-talk")
    expect(talk).to_contain_text("Ik spreek eerst met jou")
    anna.page.locator("#officer-message").fill("Het speelt al een jaar.")
    anna.page.locator("#officer-send").click()
    expect(talk.locator("article")).to_have_count(2, timeout=PATIENCE)
    assert "Het speelt al een jaar." not in anna.conversation()
    check(anna.page, "talk")

    back_to_released(page)
    open_released(page, ref)
    expect(page.locator("#released-talk")).to_contain_text("Het speelt al een jaar.")
    take(page, "Ik heb de melder gehoord")
    take(page, "Ik heb de andere kant gehoord")
    expect(page.locator("#no-conclude")).to_be_hidden()
    write_as_officer(page, "conclude", looked="Roosters en gesprekken.", found="Het klopt.", did="De grappen stoppen.")
    take(page, "De uitkomst is vastgelegd")
    write_as_officer(page, "finish")
    expect(page.locator("#released-duties")).to_contain_text("afgesloten", timeout=PATIENCE)
    check(page, "closed")

    anna.look_for_news()
    expect(talk).to_contain_text("De grappen stoppen.")
    expect(anna.page.locator("#officer-steps li")).to_have_count(5)
    expect(anna.page.locator("#officer-steps li").last).to_contain_text("Zeg dat dan")
    expect(anna.page.locator("#closed")).to_be_visible()
    expect(anna.page.locator("#notices .notice")).to_have_count(0)
    # What the reporter went on writing to the counsellor alone stands there, and never came to the officer.
    assert LATER in noor.conversation()
    expect(page.locator("#view-investigation")).not_to_contain_text(LATER, use_inner_text=True)


def open_released(page: Page, ref: str) -> None:
    """Open the case with these six symbols."""
    page.locator("#released-cases .panel", has_text=ref).get_by_role("button").click()
    expect(page.locator("#released-what article").first).to_be_visible(timeout=PATIENCE)


def back_to_released(page: Page) -> None:
    """Go back to the list."""
    page.locator("#to-released").click()
    expect(page.locator("#released-cases .panel").first).to_be_visible()
