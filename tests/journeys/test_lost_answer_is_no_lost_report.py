"""The connection breaks while a report is sent: it is there exactly once, and the reporter is told so."""

import sqlite3
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.journeys.reporter import PATIENCE, Reporter
from tests.people import VERA
from tests.running_service import RunningService

pytestmark = pytest.mark.browser


def cases(service: RunningService) -> int:
    """How many cases the service keeps."""
    with sqlite3.connect(f"file:{service.data / 'zegel.db'}?mode=ro", uri=True) as connection:
        count: int = connection.execute("SELECT count(*) FROM cases").fetchone()[0]
    connection.close()
    return count


def cut_after_the_commit(route: Route) -> None:
    route.fetch()
    route.abort("connectionreset")


def cut_before_it_arrives(route: Route) -> None:
    route.abort("connectionreset")


def report_with_a_cut(page: Page, service: RunningService, cut: Callable[[Route], None]) -> None:
    anna = Reporter(page, service)
    anna.begin()
    anna.choose(VERA.name)
    anna.write("De verbinding valt weg terwijl dit onderweg is.")
    anna.read_over()
    paper = anna.get_code()
    anna.type_back(paper)
    cuts: list[str] = []

    def counted_cut(route: Route) -> None:
        cuts.append(route.request.url)
        cut(route)

    page.context.route("**/r/v1/cases", counted_cut)
    anna.press_send()
    # The page looks by itself whether it arrived; only when it did not, it asks.
    expect(page.locator("#view-unsure, #view-done").locator("visible=true")).to_be_visible(timeout=PATIENCE)
    assert cuts
    page.context.unroute("**/r/v1/cases")
    if page.locator("#view-unsure").is_visible():
        page.locator("#try-again").click()
    anna.expect_arrived()
    anna.come_back(paper)
    assert "De verbinding valt weg" in anna.conversation()


def test_a_cut_right_after_the_commit_neither_loses_nor_doubles(chromium: Browser, demo: RunningService) -> None:
    before = cases(demo)
    report_with_a_cut(chromium.new_context().new_page(), demo, cut_after_the_commit)
    assert cases(demo) == before + 1


def test_a_cut_before_it_arrives_neither_loses_nor_doubles(chromium: Browser, demo: RunningService) -> None:
    before = cases(demo)
    report_with_a_cut(chromium.new_context().new_page(), demo, cut_before_it_arrives)
    assert cases(demo) == before + 1


def test_whoever_closed_the_page_after_the_commit_can_come_back_with_the_paper(
    chromium: Browser, demo: RunningService
) -> None:
    page = chromium.new_context().new_page()
    anna = Reporter(page, demo)
    anna.begin()
    anna.choose(VERA.name)
    anna.write("Ik doe de pagina dicht voordat het antwoord er is.")
    anna.read_over()
    paper = anna.get_code()
    anna.type_back(paper)
    page.context.route("**/r/v1/open", cut_before_it_arrives)
    page.context.route("**/r/v1/cases", cut_after_the_commit)
    anna.press_send()
    expect(page.locator("#view-unsure")).to_be_visible(timeout=PATIENCE)
    page.close()
    later = Reporter(chromium.new_context().new_page(), demo)
    later.come_back(paper)
    assert "Ik doe de pagina dicht" in later.conversation()
