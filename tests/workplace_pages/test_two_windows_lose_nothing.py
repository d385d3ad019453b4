"""Two windows of one counsellor, a session that ended, a line that broke: no text is lost and none is sent twice."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.journeys.counsellor import show_all
from tests.people import CARE_HOME, VERA
from tests.running_service import RunningService
from tests.workplace_pages.enrolling import sign_in

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Paper:
    """What the reporter wrote down, and the short name of the case."""

    secrets: dict[str, str]
    ref: str


@pytest.fixture
def paper(demo: RunningService) -> Paper:
    """A report that nobody has opened yet."""
    words = ("--organisation", CARE_HOME, "--counsellor", VERA.name, "--text-file", "-", "--json")
    printed = json.loads(demo.run("report", "--server", demo.reporter_url, *words, stdin="Twee vensters, één zaak."))
    secrets = {name: printed[name] for name in ("case_code", "passphrase")}
    return Paper(secrets, mailbox(demo, secrets)["case_ref"])


@pytest.fixture
def window(chromium: Browser, demo: RunningService, paper: Paper) -> Iterator[Callable[[], Page]]:
    """Open one more window of Vera's, on that case."""
    context = chromium.new_context(locale="nl-NL")

    def open_window() -> Page:
        page = context.new_page()
        sign_in(page, demo, VERA.sign_in_name, VERA.password)
        open_case(page, paper)
        return page

    yield open_window
    context.close()


def open_case(page: Page, paper: Paper) -> None:
    """Open the case of this paper from the worklist."""
    show_all(page)
    page.locator("#cases [data-case]").filter(has_text=paper.ref).locator("button").click()
    expect(letters(page).first).to_be_visible()


def mailbox(demo: RunningService, secrets: dict[str, str]) -> dict[str, Any]:
    """Read what the reporter sees."""
    words = ("--server", demo.reporter_url, "--organisation", CARE_HOME, "--json")
    seen = json.loads(demo.run("mailbox", *words, stdin=json.dumps(secrets)))
    assert isinstance(seen, dict)
    return seen


def write(page: Page, text: str) -> None:
    """Answer with a text."""
    details = page.locator("#act-answer")
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    page.locator("#answer-text").fill(text)
    page.locator("#answer button[type=submit]").click()


def letters(page: Page) -> Locator:
    return page.locator("#talk article")


def answers(demo: RunningService, paper: Paper) -> list[str]:
    """Give the counsellor's messages as the reporter sees them."""
    return [one["text"] for one in mailbox(demo, paper.secrets)["messages"] if one["from"] == "counsellor"]


def test_two_windows_take_turns(window: Callable[[], Page], demo: RunningService, paper: Paper) -> None:
    first, second = window(), window()
    write(first, "Uit het eerste venster.")
    expect(letters(first)).to_have_count(2)
    write(second, "Uit het tweede venster.")
    expect(second.locator("#answer-summary")).to_be_focused()
    expect(letters(second)).to_have_count(2)
    expect(second.locator("#answer-text")).to_have_value("Uit het tweede venster.")
    second.locator("#answer button[type=submit]").click()
    expect(letters(second)).to_have_count(3)

    # The first window's vault is old by now; it fetches the new one and goes on by itself.
    first.locator("#to-worklist").click()
    open_case(first, paper)
    expect(letters(first)).to_have_count(3)
    write(first, "En nog eens het eerste.")
    expect(letters(first)).to_have_count(4)
    assert answers(demo, paper) == ["Uit het eerste venster.", "Uit het tweede venster.", "En nog eens het eerste."]


def test_only_one_of_two_windows_confirms_receipt(
    window: Callable[[], Page], demo: RunningService, paper: Paper
) -> None:
    first, second = window(), window()
    first.locator("#acknowledge button[type=submit]").click()
    expect(letters(first)).to_have_count(2)
    second.locator("#acknowledge-text").fill("Mijn eigen woorden.")
    second.locator("#acknowledge button[type=submit]").click()
    expect(second.locator("#said")).to_contain_text("al bevestigd")
    expect(second.locator("#answer-text")).to_have_value("Mijn eigen woorden.")
    assert len(answers(demo, paper)) == 1


def test_an_ended_session_renews_itself(window: Callable[[], Page]) -> None:
    page = window()
    page.context.clear_cookies()
    write(page, "Na een lange pauze.")
    expect(letters(page)).to_have_count(2)
    expect(page.locator("#answer-text")).to_have_value("")


def test_an_answer_lost_on_the_way_back_is_neither_lost_nor_doubled(
    window: Callable[[], Page], demo: RunningService, paper: Paper
) -> None:
    page = window()
    cut: list[str] = []

    def cut_once(route: Route) -> None:
        if cut:
            route.continue_()
            return
        cut.append(route.request.url)
        route.fetch()
        route.abort()

    page.route("**/messages", cut_once)
    write(page, "De lijn valt weg na het bewaren.")
    expect(page.locator("#answer-summary")).to_be_focused()
    expect(page.locator("#answer-text")).to_have_value("De lijn valt weg na het bewaren.")
    page.locator("#answer button[type=submit]").click()
    expect(letters(page)).to_have_count(2)
    assert len(cut) == 1
    assert answers(demo, paper) == ["De lijn valt weg na het bewaren."]


def test_feedback_given_in_one_window_keeps_the_words_of_the_other(
    window: Callable[[], Page], demo: RunningService, paper: Paper
) -> None:
    first = window()
    first.locator("#acknowledge button[type=submit]").click()
    expect(letters(first)).to_have_count(2)
    second = window()
    for page, looked in ((first, "Het ene rooster."), (second, "Het andere rooster.")):
        page.locator("#act-feedback summary").click()
        page.locator("#feedback-looked").fill(looked)
        page.locator("#feedback-did").fill("Met de planner gesproken.")
    first.locator("#feedback button[type=submit]").click()
    expect(letters(first)).to_have_count(3)
    second.locator("#feedback button[type=submit]").click()
    expect(second.locator("#said")).to_contain_text("al gedaan")
    expect(second.locator("#answer-text")).to_have_value("Het andere rooster.\n\nMet de planner gesproken.")
    expect(second.locator("#act-feedback")).to_be_hidden()
    assert len(answers(demo, paper)) == 2

    # A closure without words is a statement alone; its answer is lost, and it is still given once.
    cut: list[str] = []

    def cut_once(route: Route) -> None:
        if cut:
            route.continue_()
            return
        cut.append(route.request.url)
        route.fetch()
        route.abort()

    first.route("**/statements", cut_once)
    first.locator("#act-close summary").click()
    first.locator("#close button[type=submit]").click()
    expect(first.locator("#close-summary")).to_be_focused()
    first.locator("#close button[type=submit]").click()
    expect(first.locator("#warnings")).to_contain_text("afgesloten")
    assert len(cut) == 1
    assert mailbox(demo, paper.secrets)["closed_on"] is not None
