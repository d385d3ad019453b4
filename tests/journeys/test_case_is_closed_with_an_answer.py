"""At the workplace a case ends with an answer: given and closed, said to be no report, or contested and open again.

The reporter sits at a terminal: what they see there was verified by the other implementation.
"""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.counsellor import Counsellor, show_all
from tests.people import CARE_HOME, VERA
from tests.running_service import RunningService

pytestmark = pytest.mark.browser

LOOKED, DID, WITHHELD = (
    "Het rooster van november.",
    "De planner is aangesproken.",
    "Wat de planner zei, is van de planner.",
)


class Terminal:
    """Anna with the terminal client: her report, her mailbox, her contest."""

    def __init__(self, demo: RunningService) -> None:
        self._demo = demo
        self._where = ("--server", demo.reporter_url, "--organisation", CARE_HOME)
        words = ("--counsellor", VERA.name, "--text-file", "-", "--json")
        printed = json.loads(demo.run("report", *self._where, *words, stdin="De diensten kloppen niet."))
        self._secrets = json.dumps({name: printed[name] for name in ("case_code", "passphrase")})

    def mailbox(self) -> dict[str, Any]:
        """What she sees."""
        seen = json.loads(self._demo.run("mailbox", *self._where, "--json", stdin=self._secrets))
        assert isinstance(seen, dict)
        return seen

    def contest(self, act: str) -> None:
        """Say that this is none."""
        self._demo.run("contest", *self._where, "--act", act, stdin=self._secrets)


@pytest.fixture
def anna(demo: RunningService) -> Terminal:
    return Terminal(demo)


@pytest.fixture
def vera(chromium: Browser, demo: RunningService, anna: Terminal) -> Iterator[Page]:
    """Vera's window, on Anna's case."""
    context = chromium.new_context(locale="nl-NL")
    counsellor = Counsellor(context.new_page(), demo)
    counsellor.sign_in()
    counsellor.expect_worklist()
    open_case(counsellor.page, anna)
    yield counsellor.page
    context.close()


def open_case(page: Page, anna: Terminal) -> None:
    show_all(page)
    page.locator("#cases [data-case]").filter(has_text=anna.mailbox()["case_ref"]).locator("button").click()
    expect(page.locator("#talk article").first).to_be_visible()


def send(page: Page, act: str, texts: dict[str, str]) -> None:
    """Open a form, fill it in and send it; the page says that it was done."""
    details = page.locator(f"#act-{act}")
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    for field, text in texts.items():
        page.locator(f"#{field}").fill(text)
    page.locator(f"#{act} button[type=submit]").click()
    expect(page.locator("#said")).to_have_class("said met")
    expect(page.locator(f"#{act} button[type=submit]")).not_to_have_attribute("aria-disabled", "true")


def give_feedback(page: Page) -> None:
    send(page, "feedback", {"feedback-looked": LOOKED, "feedback-did": DID, "feedback-withheld": WITHHELD})


def test_a_case_answered_in_time_is_closed(vera: Page, anna: Terminal) -> None:
    expect(vera.locator("#act-close")).to_be_hidden()
    expect(vera.locator("#no-close")).to_contain_text("zodra je terugkoppeling hebt gegeven")
    send(vera, "acknowledge", {"acknowledge-text": "Ik heb je melding gelezen."})
    expect(vera.locator("#no-close")).to_be_visible()
    send(vera, "plan", {"plan-text": "Deze week bekijk ik het rooster."})

    vera.locator("#act-feedback summary").click()
    vera.locator("#feedback button[type=submit]").click()
    expect(vera.locator("#feedback-summary")).to_be_focused()
    give_feedback(vera)
    expect(vera.locator("#duties .chip.met")).to_have_count(2)
    seen = anna.mailbox()
    assert seen["feedback_on"] is not None
    assert any(LOOKED in json.dumps(message, ensure_ascii=False) for message in seen["messages"])

    send(vera, "close", {})
    expect(vera.locator("#warnings")).to_contain_text("afgesloten")
    expect(vera.locator("#acts details:visible")).to_have_count(1)
    assert anna.mailbox()["closed_on"] is not None
    expect(vera.locator("#warnings")).to_contain_text("Alles in deze zaak wordt vernietigd op")
    assert anna.mailbox()["destroy_on"] > anna.mailbox()["closed_on"]
    told = vera.locator("#history").inner_text()
    for words in (
        "Ontvangst bevestigd",
        "Plan verteld",
        "Terugkoppeling gegeven",
        "Zaak afgesloten",
        "getekend door jou",
    ):
        assert words in told

    vera.locator("#to-worklist").click()
    expect(vera.locator(".closed-cases")).to_contain_text(anna.mailbox()["case_ref"])


def test_what_is_no_report_gets_a_reason_and_a_sentence(vera: Page, anna: Terminal) -> None:
    vera.locator("#act-dismiss summary").click()
    vera.locator("#dismiss button[type=submit]").click()
    expect(vera.locator("#dismiss-summary li")).to_have_count(2)
    vera.locator("[name=dismiss-reason][value='4']").check()
    send(vera, "dismiss", {"dismiss-text": "Dit gaat over de gemeente; daar kun je melden."})
    expect(vera.locator("#history")).to_contain_text(
        "Gezegd dat dit geen melding is: bedoeld voor een andere organisatie"
    )
    expect(vera.locator("#duties .chip.met")).to_have_count(2)
    expect(vera.locator("#act-feedback")).to_be_hidden()
    expect(vera.locator("#act-close")).to_be_visible()
    assert anna.mailbox()["dismissed_on"] is not None


def test_contested_feedback_opens_the_case_again(vera: Page, anna: Terminal) -> None:
    send(vera, "acknowledge", {"acknowledge-text": "Ik heb je melding gelezen."})
    give_feedback(vera)
    send(vera, "close", {"close-text": "Dank voor je vertrouwen."})
    anna.contest("feedback")

    vera.locator("#to-worklist").click()
    vera.locator("#reload").click()
    expect(vera.locator("#said")).not_to_be_empty()
    open_case(vera, anna)
    expect(vera.locator("#warnings .missed")).to_contain_text("De melder zegt: dit is geen antwoord")
    expect(vera.locator("#talk .missed-line")).to_contain_text("dit is geen antwoord")
    expect(vera.locator("#duties .next")).to_contain_text("Terugkoppeling geven")
    expect(vera.locator("#history")).to_contain_text("getekend door de melder")
    expect(vera.locator("#act-close")).to_be_hidden()
    give_feedback(vera)
    expect(vera.locator("#warnings .missed")).to_have_count(0)
    assert anna.mailbox()["feedback_on"] is not None
