"""Closed and then harmed: the reporter tells it by the forms of the law; the counsellor sees it, and asks later."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.counsellor import Counsellor
from tests.journeys.reporter import PATIENCE, Paper, Reporter
from tests.journeys.test_no_barriers import check
from tests.people import VERA
from tests.running_service import RunningService

pytestmark = pytest.mark.browser

HARM = "Sinds het gesprek sta ik niet meer op het rooster."


@pytest.fixture
def anna(chromium: Browser, demo: RunningService) -> Iterator[Reporter]:
    context = chromium.new_context(locale="nl-NL")
    yield Reporter(context.new_page(), demo)
    context.close()


@pytest.fixture
def vera(chromium: Browser, demo: RunningService) -> Iterator[Counsellor]:
    context = chromium.new_context(locale="nl-NL")
    counsellor = Counsellor(context.new_page(), demo)
    counsellor.sign_in()
    counsellor.expect_worklist()
    yield counsellor
    context.close()


def close(vera: Counsellor, paper: Paper) -> None:
    """Confirm receipt, answer and close."""
    page = vera.page
    vera.open(paper)
    vera.acknowledge("Ontvangen.")
    for kind, fields in (("feedback", ("looked", "found", "did")), ("close", ("text",))):
        before = page.locator("#talk article").count()
        page.locator(f"#act-{kind}").evaluate("element => { element.open = true; }")
        for field in fields:
            page.locator(f"#{kind}-{field}").fill("Dat is bekeken.")
        page.locator(f"#{kind} button[type=submit]").click()
        expect(page.locator("#talk article")).to_have_count(before + 1, timeout=PATIENCE)


def tell(page: Page) -> None:
    """Say what happens, with two forms of the law."""
    page.locator("#harm").evaluate("element => { element.open = true; }")
    page.locator("[name=harm][value=i]").check()
    page.locator("[name=harm][value=threat]").check()
    page.locator("#harm-text").fill(HARM)
    page.locator("#harm-send").click()
    expect(page.locator("#harm-said")).to_contain_text("Verstuurd", timeout=PATIENCE)


def test_harm_after_closing_reaches_the_counsellor_by_name(anna: Reporter, vera: Counsellor) -> None:
    paper = anna.report("Er klopt iets niet met de roosters.", VERA.name)
    close(vera, paper)
    expect(vera.page.locator("#care-part")).to_be_visible()
    expect(vera.page.locator("#care-moments li")).to_have_count(3)
    anna.come_back(paper)
    page = anna.page
    expect(page.locator("#beside-lines")).to_contain_text("vraagt hoe het met je gaat op")
    page.locator("#harm").evaluate("element => { element.open = true; }")
    page.locator("#harm-send").click()
    expect(page.locator("#harm-text-error")).to_be_visible()
    tell(page)
    expect(page.locator("#talk")).to_contain_text("Benadeeld door je melding")
    expect(page.locator("#talk")).to_contain_text("Intimidatie, pesten of buitensluiten")
    page = vera.page
    page.locator("#to-worklist").click()
    vera.look_for_news()
    # What is new opens the fold of closed cases by itself.
    vera.row(paper).get_by_role("button").click()
    newest = page.locator("#talk article").last
    expect(newest).to_contain_text("De melder zegt benadeeld te worden")
    expect(newest).to_contain_text("Dreigen met een van deze dingen")
    expect(newest).to_contain_text(HARM)


def test_a_lost_code_is_asked_after_and_linked(anna: Reporter, vera: Counsellor) -> None:
    first = anna.report("De kas klopt niet.", VERA.name)
    anna.begin()
    anna.choose(VERA.name)
    anna.write("Ik ben mijn woorden kwijt.")
    anna.page.locator("#earlier").evaluate("element => { element.closest('details').open = true; }")
    anna.page.locator("#earlier").fill("Vandaag, over de kas.")
    anna.read_over()
    second = anna.get_code()
    anna.type_back(second)
    anna.press_send()
    anna.expect_arrived()
    vera.open(second)
    page = vera.page
    expect(page.locator("#talk")).to_contain_text("Vandaag, over de kas.")
    vera.answer("Wat stond er op de doos?")
    anna.come_back(second)
    anna.answer("Een rode ster.")
    vera.open(second)
    page.locator("#link-part").evaluate("element => { element.open = true; }")
    page.locator("#link-form button[type=submit]").click()
    expect(page.locator("#link-earlier-error")).to_be_visible()
    page.locator("#link-earlier").select_option(value=vera.case_id(first).hex())
    page.locator("#link-asked").check()
    page.locator("#link-form button[type=submit]").click()
    expect(page.locator("#link-lines")).to_contain_text("Hoort bij zaak", timeout=PATIENCE)
    anna.come_back(second)
    expect(anna.page.locator("#beside-lines")).to_contain_text("gekoppeld aan een eerdere")


def test_an_order_to_disclose_is_told_first(anna: Reporter, vera: Counsellor) -> None:
    paper = anna.report("Er verdwijnt materiaal.", VERA.name)
    vera.open(paper)
    page = vera.page
    page.locator("#demand-part").evaluate("element => { element.open = true; }")
    page.locator("#demand-by").fill("Rechtbank Den Haag")
    page.locator("#demand-basis").fill("art. 843a Rv")
    page.locator("#demand-form button[type=submit]").click()
    expect(page.locator("#demand-lines")).to_contain_text("vertel het eerst de melder", timeout=PATIENCE)
    vera.answer("De rechtbank vraagt mij iets te geven, omdat …")
    page.get_by_role("button", name="Mijn nieuwste bericht vertelde het de melder").click()
    page.get_by_role("button", name="Ik heb het gegeven").click()
    expect(page.locator("#demand-lines")).to_contain_text("de melder weet het", timeout=PATIENCE)
    anna.come_back(paper)
    expect(anna.page.locator("#beside-lines")).to_contain_text("Rechtbank Den Haag")


@pytest.mark.slow
def test_no_barriers(anna: Reporter, vera: Counsellor) -> None:
    paper = anna.report("Er klopt iets niet.", VERA.name)
    close(vera, paper)
    for details in vera.page.locator("#view-case details").all():
        details.evaluate("element => { element.open = true; }")
    check(vera.page, "case with after-care, link and order")
    anna.come_back(paper)
    anna.page.locator("#harm").evaluate("element => { element.open = true; }")
    check(anna.page, "mailbox with harm")
