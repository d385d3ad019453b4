"""The device and the service disagree about the day: a report waits, and the sentence names both days.

Only in an installation that is no demo: a demo may move its own day, and its clients follow.
"""

import json
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.journeys.reporter import PATIENCE, Reporter
from tests.people import VERA
from tests.real_installation import SLUG, Installation, real_installation
from tests.today import today

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with real_installation(tmp_path_factory.mktemp("real"), VERA) as made:
        yield made


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(locale="nl-NL")
    yield context.new_page()
    context.close()


def on_another_day(days: int) -> tuple[date, object]:
    """A handler that moves the day the service says it is."""
    other = today() + timedelta(days=days)

    def answer(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=json.dumps(response.json() | {"today": other.isoformat()}))

    return other, answer


@pytest.mark.parametrize("days", [3, -40])
def test_nothing_new_is_sealed_and_both_days_are_named(page: Page, installation: Installation, days: int) -> None:
    other, answer = on_another_day(days)
    page.context.route("**/r/v1/organisations/*", answer)  # type: ignore[arg-type]
    anna = Reporter(page, installation.service, SLUG)
    anna.go("/report?track=melding")
    anna.write("Welke dag is het?")
    expect(page.locator("#list-failed")).to_be_visible(timeout=PATIENCE)
    told = page.locator("#list-failed").inner_text()
    for day in (today(), other):
        assert str(day.day) in told
        assert str(day.year) in told
    expect(page.locator("#story")).to_have_value("Welke dag is het?")


def test_a_real_installation_takes_a_report_and_shows_no_demo(page: Page, installation: Installation) -> None:
    anna = Reporter(page, installation.service, SLUG)
    paper = anna.report("Een gewone melding bij een gewone organisatie.", VERA.name)
    expect(page.locator("body")).not_to_contain_text("Voorbeeld", use_inner_text=True)
    anna.come_back(paper)
    assert "Een gewone melding" in anna.conversation()
