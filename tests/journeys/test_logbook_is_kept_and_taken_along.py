"""A logbook in a browser: begun with code and words, lengthened, taken along in a report, written out, and erased."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.held_back import HeldBack
from tests.journeys.reporter import PATIENCE, Paper, Reporter
from tests.journeys.test_no_barriers import check
from tests.people import VERA
from tests.running_service import RunningService

pytestmark = pytest.mark.browser

FIRST = "Ik mocht niet meer mee naar het overleg."
SECOND = "Ik kreeg een brief: een lagere functie."


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    made = chromium.new_context(locale="nl-NL", accept_downloads=True)
    yield made
    made.close()


def begin(page: Page, demo: RunningService) -> Paper:
    """Write a first entry, copy code and words, and have it kept."""
    anna = Reporter(page, demo)
    anna.go("/logbook")
    page.locator("#first-text").fill(FIRST)
    page.locator("#first-form summary").click()
    page.locator("[name=first-harm][value=i]").check()
    paper = anna.get_code()
    anna.type_back(paper)
    page.locator("#keep").click()
    expect(page.locator("#view-book")).to_be_visible(timeout=PATIENCE)
    return paper


def write(page: Page, text: str, harm: str) -> None:
    """Write one more entry."""
    page.locator("#next-text").fill(text)
    page.locator("#next-form summary").click()
    page.locator(f"[name=next-harm][value={harm}]").check()
    page.locator("#write").click()
    expect(page.locator("#book-said")).to_contain_text("Je aantekening is bewaard.", timeout=PATIENCE)


def test_from_the_first_entry_to_the_report(context: BrowserContext, demo: RunningService, tmp_path: Path) -> None:
    page = context.new_page()
    paper = begin(page, demo)
    write(page, SECOND, "c")
    entries = page.locator("#entries li")
    expect(entries).to_have_count(2)
    expect(entries.nth(1)).to_contain_text("Demotie: een lagere functie")
    expect(entries.nth(1)).to_contain_text("bewaard op")

    form = context.new_page()
    anna = Reporter(form, demo)
    anna.begin()
    form.locator("#from-logbook").evaluate("element => { element.closest('details').open = true; }")
    form.locator("#from-logbook").click()
    expect(form.locator("#from-logbook-said")).to_contain_text("niets aangekruist")
    entries.nth(1).get_by_role("checkbox").check()
    form.locator("#from-logbook").click()
    expect(form.locator("#from-logbook-said")).to_contain_text("staan nu in je tekst")
    story = form.locator("#story").input_value()
    assert SECOND in story
    assert FIRST not in story
    expect(page.locator("#book-said")).to_contain_text("overgenomen")

    with page.expect_download() as kept:
        page.locator("#export").evaluate("element => { element.closest('details').open = true; }")
        page.locator("#export").click()
    out = tmp_path / "logboek.html"
    kept.value.save_as(out)
    written = out.read_text(encoding="utf-8")
    assert SECOND in written
    assert "wbp/1/logbook-receipt" in written
    assert FIRST not in written

    ending = HeldBack(page, "**/r/v1/logbook/session")
    page.locator("#sign-out").click()
    ending.wait()
    # Sooner than after the ten seconds in which the page itself gives up.
    expect(page.locator("#start-said")).to_contain_text("Je bent uitgelogd", timeout=8_000)
    assert SECOND not in page.content()
    ending.let_go()
    form.locator("#from-logbook").click()
    expect(form.locator("#from-logbook-said")).to_contain_text("geen logboek open")

    page.locator("#book-code").fill(paper.code)
    page.locator("#book-words").fill(" ".join(paper.words))
    page.locator("#open-book").click()
    expect(page.locator("#entries li")).to_have_count(2, timeout=PATIENCE)


def test_no_case_opens_here_and_an_erased_logbook_opens_never(context: BrowserContext, demo: RunningService) -> None:
    page = context.new_page()
    case_paper = Reporter(page, demo).report("Er klopt iets niet.", VERA.name)
    paper = begin(page, demo)
    page.locator("#erase").evaluate("element => { element.closest('details').open = true; }")
    page.locator("#erase").click()
    expect(page.locator("#erase-error")).to_be_visible()
    page.locator("#erase-sure").check()
    page.locator("#erase").click()
    expect(page.locator("#start-said")).to_contain_text("vernietigd")
    for one in (paper, case_paper):
        page.locator("#book-code").fill(one.code)
        page.locator("#book-words").fill(" ".join(one.words))
        page.locator("#open-book").click()
        expect(page.locator("#error-summary")).to_contain_text("openen samen geen logboek", timeout=PATIENCE)


@pytest.mark.slow
def test_no_barriers(context: BrowserContext, demo: RunningService) -> None:
    page = context.new_page()
    Reporter(page, demo).go("/logbook")
    expect(page.locator("html[data-ready]")).to_be_attached(timeout=PATIENCE)
    page.locator("#first-form button[type=submit]").click()
    expect(page.locator("#first-text-error")).to_be_visible()
    page.locator("#first-form details").evaluate("element => { element.open = true; }")
    check(page, "logbook, start")
    page.locator("#first-text").fill("")
    page.locator("#first-form details").evaluate("element => { element.open = false; }")
    begin(page, demo)
    for details in page.locator("#view-book details").all():
        details.evaluate("element => { element.open = true; }")
    check(page, "logbook, open")
