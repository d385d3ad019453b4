"""The service takes a report in without a receipt that holds: it is not called received, and text and code stay."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.journeys.reporter import PATIENCE, Paper, Reporter
from tests.people import VERA
from tests.running_service import RunningService

pytestmark = pytest.mark.browser

TEXT = "Dit mag niet zomaar ontvangen heten."


def answering(change: Callable[[str], str | None]) -> Callable[[Route], None]:
    """A handler that lets the service answer, and changes the receipt on the way."""

    def handle(route: Route) -> None:
        response = route.fetch()
        answer = response.json()
        route.fulfill(response=response, body=json.dumps(answer | {"receipt": change(answer["receipt"])}))

    return handle


def sent(anna: Reporter) -> Paper:
    anna.begin()
    anna.choose(VERA.name)
    anna.write(TEXT)
    anna.read_over()
    paper = anna.get_code()
    anna.type_back(paper)
    anna.press_send()
    return paper


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda _: None, "Een bewijs daarvan gaf hij niet."),
        (lambda note: note.replace("track melding", "track sparren"), "klopt niet."),
        (lambda note: note[:-8] + "AAAAAA=\n", "klopt niet."),
    ],
)
def test_without_a_receipt_that_holds_nothing_is_called_received(
    chromium: Browser, demo: RunningService, change: Callable[[str], str | None], told: str
) -> None:
    anna = Reporter(chromium.new_context(locale="nl-NL").new_page(), demo)
    anna.page.context.route("**/r/v1/cases", answering(change))
    paper = sent(anna)
    expect(anna.page.locator("#view-unproven")).to_be_visible(timeout=PATIENCE)
    expect(anna.page.locator("#view-done")).to_be_hidden()
    expect(anna.page.locator("#unproven-lead")).to_contain_text(told)
    expect(anna.page.locator("#story")).to_have_value(TEXT)
    anna.page.locator("#view-unproven summary").click()
    expect(anna.page.locator("#kept-code")).to_have_text(paper.code)
    expect(anna.page.locator("#kept-words")).to_have_text(" ".join(paper.words))
    # Asked again, with the service giving the real one.
    anna.page.locator("#proof-again").click()
    anna.expect_arrived()
    expect(anna.page.locator("#story")).to_have_value("")
    expect(anna.page.locator("#kept-code")).to_have_text("")


def test_asking_again_without_a_proof_says_so_and_keeps_everything(chromium: Browser, demo: RunningService) -> None:
    anna = Reporter(chromium.new_context(locale="nl-NL").new_page(), demo)
    for path in ("cases", "case"):
        anna.page.context.route(f"**/r/v1/{path}", answering(lambda _: None))
    sent(anna)
    anna.page.locator("#proof-again").click()
    expect(anna.page.locator("#proof-again-said")).to_contain_text("nog steeds geen bewijs", timeout=PATIENCE)
    expect(anna.page.locator("#story")).to_have_value(TEXT)
