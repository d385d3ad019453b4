"""The counsellor proposes to bring a case to a helper; the reporter answers; on a yes a summary goes, and nothing else.

The reporter answers from a terminal, so that this says nothing of the reporter's pages.
"""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.counsellor import Counsellor
from tests.journeys.outside import HILDE, open_package
from tests.journeys.reporter import PATIENCE, Paper, Reporter
from tests.journeys.test_no_barriers import check
from tests.journeys.windows import Windows
from tests.people import MUNICIPALITY, VERA
from tests.running_service import RunningService
from tests.terminal import zegel

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STORY = "De voorraad klopt al maanden niet met de boeken."
SUMMARY = "Kort: er verdwijnt voorraad, en de leiding weet het."
WHY = "Hilde kan dit bij het Huis indienen, met jouw naam verborgen. Nee is ook goed."


def answer(service: RunningService, paper: Paper, command: str) -> None:
    """Say yes or no as the reporter, from a terminal."""
    stdin = json.dumps({"case_code": paper.code, "passphrase": " ".join(paper.words)})
    told = zegel(
        command, "--server", service.reporter_url, "--organisation", MUNICIPALITY, "--json", stdin=stdin
    )  # fmt: skip
    assert told.status == 0, told.complaint


def propose(page: Page) -> None:
    """Ask whether the newest message alone may go to the helper."""
    page.locator("#act-outside summary").click()
    expect(page.locator("#outside-to")).to_have_value("")
    page.locator("#outside button[type=submit]").click()
    expect(page.locator("#outside-to-error")).to_be_visible()
    page.locator("#outside-to").select_option(label=f"{HILDE.name}, een onafhankelijke helper")
    page.locator("#outside-what").select_option(index=1)
    page.locator("#outside-text").fill(WHY)
    check(page, "bring outside")
    page.locator("#outside button[type=submit]").click()
    expect(page.locator("#warnings")).to_contain_text("Er is nog geen antwoord", timeout=PATIENCE)


def reopen(vera: Counsellor, paper: Paper) -> None:
    vera.page.locator("#to-worklist").click()
    vera.look_for_news()
    vera.open(paper)


@pytest.fixture
def paper(alone: RunningService, window: Windows) -> Paper:
    return Reporter(window(), alone).report(STORY, VERA.name)


@pytest.fixture
def vera(alone: RunningService, window: Windows, paper: Paper) -> Counsellor:
    """Vera asked."""
    made = Counsellor(window(), alone)
    made.sign_in()
    made.expect_worklist()
    made.open(paper)
    made.answer(SUMMARY)
    propose(made.page)
    return made


def test_a_yes_brings_the_summary_outside_and_the_case_stays(
    alone: RunningService, window: Windows, paper: Paper, vera: Counsellor
) -> None:
    answer(alone, paper, "consent")
    reopen(vera, paper)
    expect(vera.page.locator("#warnings")).to_contain_text(f"Klaar voor {HILDE.name}", timeout=PATIENCE)
    expect(vera.page.locator("#talk")).to_contain_text(STORY)
    hilde = Counsellor(window(), alone, HILDE)
    hilde.sign_in()
    open_package(hilde.page)
    expect(hilde.page.locator("#package-talk")).to_contain_text(SUMMARY)
    expect(hilde.page.locator("#package-talk")).not_to_contain_text(STORY)


def test_a_no_is_told_and_nothing_goes(alone: RunningService, window: Windows, paper: Paper, vera: Counsellor) -> None:
    answer(alone, paper, "refuse")
    reopen(vera, paper)
    expect(vera.page.locator("#warnings")).to_contain_text("De melder zei nee", timeout=PATIENCE)
    hilde = Counsellor(window(), alone, HILDE)
    hilde.sign_in()
    expect(hilde.page.locator("#packages")).to_contain_text("nog niets voor je verzegeld", timeout=PATIENCE)
