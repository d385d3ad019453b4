"""An authority writes and signs at its own system; the reporter reads it, answers, and tells whom they like."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.counsellor import Counsellor
from tests.journeys.outside import choose, say_yes, try_it
from tests.journeys.reporter import PATIENCE, Paper, Reporter
from tests.journeys.terminal_authority import NAME, TerminalAuthority
from tests.people import VERA
from tests.running_service import RunningService

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STORY = "De meetgegevens van de lozing worden bijgesteld voordat ze weggaan."
QUESTION = "In welke maanden was dat?"
ANSWER = "In maart en in april."
Windows = Callable[[], Page]


@pytest.fixture
def window(chromium: Browser) -> Iterator[Windows]:
    """A fresh window of somebody else, each time."""
    contexts = []

    def fresh() -> Page:
        contexts.append(chromium.new_context(locale="nl-NL"))
        return contexts[-1].new_page()

    yield fresh
    for context in contexts:
        context.close()


@pytest.fixture
def alone(filled: Path, tmp_path: Path) -> Iterator[RunningService]:
    """A demo of its own: what the authority does is seen here only."""
    with RunningService(shutil.copytree(filled, tmp_path / "data")) as service:
        yield service


def given(window: Windows, service: RunningService, *, write: str = "yes") -> tuple[Reporter, Paper]:
    """Somebody whose report went to the authority, and their code and words."""
    anna = Reporter(window(), service)
    paper = anna.report(STORY, VERA.name)
    anna.come_back(paper)
    choose(anna.page, "now", NAME, write=write)
    try_it(anna.page)
    say_yes(anna.page)
    return anna, paper


def test_question_answer_and_signed_word_stand_in_one_conversation(
    alone: RunningService, window: Windows, tmp_path: Path
) -> None:
    anna, paper = given(window, alone)
    page = anna.page
    expect(page.locator("#outside-talks section")).to_have_count(0)
    desk = TerminalAuthority(alone, tmp_path).fetch(STORY)
    desk.acknowledge("--reference", "Z/2026/17")
    desk.write(QUESTION)
    anna.look_for_news()
    talk = page.locator("#outside-talk-2").locator("xpath=..")
    expect(page.locator("#outside-news")).to_contain_text(f"{NAME} schreef je: 1 nieuw bericht")
    expect(talk).to_contain_text(QUESTION)
    expect(talk).to_contain_text("dat het ontvangen is. De laatste dag daarvoor was")
    expect(talk).to_contain_text("moet je uiterlijk")
    page.locator("#outside-news button").click()
    expect(page.locator("#outside-talk-2")).to_be_focused()
    expect(page.locator("#outside-news .notice")).to_have_count(0)
    page.locator("#outside-message-2").fill(ANSWER)
    talk.locator("form button").click()
    expect(talk.locator("article.mine")).to_contain_text(ANSWER, timeout=PATIENCE)
    expect(page.locator("#outside-message-2")).to_have_value("")
    assert ("reporter", ANSWER) in desk.messages()
    desk.say("more-time", "Het zijn veel stukken.")
    desk.say("answered", "Wij doen onderzoek.")
    anna.look_for_news()
    expect(page.locator("#outside-news")).to_contain_text("2 nieuwe berichten")
    expect(talk).to_contain_text("drie maanden meer nodig zijn, om de reden hierboven. Dat is ondertekend.")
    expect(talk).to_contain_text("dat je hoorde wat ermee gebeurt")
    expect(page.locator("#notices .notice")).to_have_count(0)
    expect(page.locator("#outside-doubts .notice")).to_have_count(0)
    expect(talk.locator(".notice")).to_have_count(0)
    expect(page.locator("#talk")).not_to_contain_text(QUESTION)

    vera = Counsellor(window(), alone, VERA)
    vera.sign_in()
    vera.open(paper)
    expect(vera.page.locator("body")).not_to_contain_text(NAME)
