"""The counsellor makes the request to the Huis in the browser: the reporter's name is nowhere, and nothing is sent."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.asked import asked_by
from tests.journeys.counsellor import Counsellor
from tests.journeys.reporter import PATIENCE, Reporter
from tests.people import VERA
from tests.running_service import RunningService

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STORY = "De aanbesteding was al beslist <voordat> de offertes binnen waren."
SECRET = "Ik ben Anna de Wit, bel me op 06 12345678."
YES = "Ja, breng het naar het Huis."
GROUNDS = "Twee offertes dragen een datum van na de gunning."


def test_name_and_address_of_the_filer_stand_in_the_place_of_the_reporters(
    chromium: Browser, demo: RunningService
) -> None:
    mine, theirs = chromium.new_context(locale="nl-NL"), chromium.new_context(locale="nl-NL")
    anna = Reporter(mine.new_page(), demo)
    anna.begin()
    anna.choose(VERA.name)
    anna.write(STORY)
    anna.page.locator("[name=named][value=yes]").check()
    anna.page.locator("#identity").fill(SECRET)
    anna.read_over()
    paper = anna.get_code()
    anna.type_back(paper)
    anna.press_send()
    anna.expect_arrived()

    vera = Counsellor(theirs.new_page(), demo)
    vera.sign_in()
    vera.expect_worklist()
    vera.open(paper)
    page = vera.page
    page.locator("#case-to-dossier").click()
    page.locator("#dossier-form button[type=submit]").click()
    expect(page.locator("#dossier-summary")).to_be_focused()
    expect(page.locator("#dossier-agreed-error")).to_contain_text("Zonder een ja gaat er niets naar buiten")
    page.locator("#dossier-back").click()

    anna.come_back(paper)
    anna.answer(YES)
    vera.open(paper)
    page.locator("#case-to-dossier").click()
    expect(page.locator("#view-dossier")).not_to_contain_text("Anna de Wit")
    page.locator("#dossier-agreed").select_option(label=page.locator("#dossier-agreed option").last.inner_text())
    page.locator("#dossier-name").fill(VERA.name)
    page.locator("#dossier-address").fill("Dorpsstraat 1, Voorbeeldstad")
    page.locator("#dossier-grounds").fill(GROUNDS)
    page.locator("[name=dossier-message]").first.check()
    asked = asked_by(page)
    page.locator("#dossier-form button[type=submit]").click()
    with page.expect_download() as saved:
        page.locator("#dossier-save").click()
    text = Path(saved.value.path()).read_text(encoding="utf-8")
    for part in (VERA.name, "Dorpsstraat 1", "Gemeente Voorbeeldstad", GROUNDS, "artikel 5, eerste lid", "Datum"):
        assert part in text, part
    assert STORY.replace("<", "&lt;").replace(">", "&gt;") in text
    assert "Anna de Wit" not in text
    assert "<script" not in text
    assert [address for address in asked if not address.startswith("blob:")] == []

    page.locator("#dossier-brought").click()
    expect(page.locator("#said")).to_contain_text("jij zegt dat je het hebt gebracht", timeout=PATIENCE)
    expect(page.locator("#history")).to_contain_text("Met de hand naar buiten gebracht")
    anna.look_for_news()
    expect(anna.page.locator("#line")).to_contain_text("Of het is aangekomen, weten we hier niet")
    expect(anna.page.locator("#notices .notice")).to_have_count(0)
    mine.close()
    theirs.close()
