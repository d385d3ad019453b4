"""The main job: Anna reports, Vera and nobody else opens it, acknowledges and answers, and Anna reads the answer."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright, expect

from tests.browsers import running_chromium
from tests.journeys.counsellor import Counsellor
from tests.journeys.reporter import Reporter
from tests.people import STORY, VERA, VINCENT
from tests.running_service import RunningService

pytestmark = pytest.mark.browser

ACKNOWLEDGEMENT = "Ik heb je melding ontvangen en gelezen. Morgen schrijf ik je wat we kunnen doen."
ANSWER = (
    "Dat mag je melden, ook als je het niet zeker weet. Ik zeg niemand je naam; ik ken hem niet eens. ‘Groet’, Vera 😀"
)
THANKS = "Dank je. Ik wacht op je bericht."


@pytest.fixture(scope="module")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """The Chromium that people have, windows and all."""
    with running_chromium(playwright, is_desktop=True) as browser:
        yield browser


def test_a_report_is_acknowledged_and_answered_and_the_answer_is_read(chromium: Browser, demo: RunningService) -> None:
    anna = Reporter(chromium.new_context(locale="nl-NL").new_page(), demo)
    paper = anna.report(STORY, VERA.name)

    vera = Counsellor(chromium.new_context(locale="nl-NL").new_page(), demo)
    vera.sign_in()
    vera.expect_worklist()
    vera.open(paper)
    expect(vera.page.locator("#talk")).to_contain_text("Ik werk sinds drie jaar bij de afdeling Vergunningen.")
    expect(vera.page.locator("#talk")).to_contain_text("<b>niet vet</b> & 100%")
    vera.acknowledge(ACKNOWLEDGEMENT)
    vera.answer(ANSWER)

    anna.come_back(paper)
    assert "Daar wonen mensen." in anna.conversation()
    assert ACKNOWLEDGEMENT in anna.conversation()
    assert ANSWER in anna.conversation()
    anna.answer(THANKS)

    vera.open(paper)
    expect(vera.page.locator("#talk")).to_contain_text(THANKS)


def test_another_counsellor_does_not_see_the_case(chromium: Browser, demo: RunningService) -> None:
    vincent = Counsellor(chromium.new_context(locale="nl-NL").new_page(), demo, VINCENT)
    vincent.sign_in()
    vincent.expect_worklist()
    vincent.look_for_news()
    before = vincent.rows().count()
    Reporter(chromium.new_context(locale="nl-NL").new_page(), demo).report(
        "Dit is niet voor Vincent bestemd.", VERA.name
    )
    vincent.look_for_news()
    expect(vincent.page.locator("#count")).not_to_be_empty()
    expect(vincent.rows()).to_have_count(before)
