"""An authority writes and signs at its own system; the reporter reads it, answers, and tells whom they like."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Route, expect

from tests.journeys.counsellor import Counsellor
from tests.journeys.outside import HILDE, choose, say_yes, try_it
from tests.journeys.reporter import PATIENCE, Paper, Reporter
from tests.journeys.terminal_authority import NAME, TerminalAuthority
from tests.journeys.test_no_barriers import check
from tests.journeys.windows import Windows
from tests.people import VERA
from tests.running_service import RunningService

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STORY = "De meetgegevens van de lozing worden bijgesteld voordat ze weggaan."
QUESTION = "In welke maanden was dat?"
ANSWER = "In maart en in april."


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
    anna, _ = given(window, alone)
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
    expect(talk).to_contain_text("drie maanden meer nodig zijn, om de reden hierboven")
    expect(talk).to_contain_text("dat je hoorde wat ermee gebeurt")
    expect(page.locator("#notices .notice")).to_have_count(0)
    expect(page.locator("#outside-doubts .notice")).to_have_count(0)
    expect(talk.locator(".notice")).to_have_count(0)
    expect(page.locator("#talk")).not_to_contain_text(QUESTION)


def test_the_counsellor_reads_only_what_the_reporter_ticks(
    alone: RunningService, window: Windows, tmp_path: Path
) -> None:
    anna, paper = given(window, alone)
    page = anna.page
    TerminalAuthority(alone, tmp_path).fetch(STORY).write(QUESTION)
    anna.look_for_news()
    vera = Counsellor(window(), alone, VERA)
    vera.sign_in()
    vera.open(paper)
    expect(vera.page.locator("#talk article")).to_have_count(1)
    expect(vera.page.locator("#talk")).not_to_contain_text(NAME)
    page.locator("#share summary").click()
    expect(page.locator("#share-lead")).to_contain_text("ziet vanzelf niets")
    expect(page.locator("#share-lines input:checked")).to_have_count(0)
    page.locator("#share-send").click()
    expect(page.locator("#share-error")).to_be_visible()
    page.locator("#share-lines input").first.check()
    exactly = page.locator("#share-text").inner_text()
    assert NAME in exactly
    assert QUESTION not in exactly
    page.locator("#share-send").click()
    expect(page.locator("#talk article.mine").last).to_contain_text(exactly.split("\n")[0], timeout=PATIENCE)
    vera.open(paper)
    expect(vera.page.locator("#talk")).to_contain_text(exactly.split("\n")[0], timeout=PATIENCE)
    expect(vera.page.locator("#talk")).not_to_contain_text(QUESTION)


def test_who_may_not_write_signs_and_that_is_shown(alone: RunningService, window: Windows, tmp_path: Path) -> None:
    anna, _ = given(window, alone, write="no")
    desk = TerminalAuthority(alone, tmp_path).fetch(STORY)
    desk.acknowledge()
    with pytest.raises(AssertionError, match="not-now"):
        desk.write(QUESTION)
    anna.look_for_news()
    talk = anna.page.locator("#outside-talks section")
    expect(talk).to_contain_text(f"Je laat {NAME} jou hier niet schrijven")
    expect(talk).to_contain_text("dat het ontvangen is")
    expect(talk.locator("article")).to_have_count(0)
    expect(talk.locator("form")).to_be_visible()


def test_a_no_to_going_on_says_first_what_it_means_and_a_yes_is_read_over(
    alone: RunningService, window: Windows, tmp_path: Path
) -> None:
    anna, _ = given(window, alone)
    page = anna.page
    desk = TerminalAuthority(alone, tmp_path).fetch(STORY)
    desk.ask_to_forward(HILDE.name, "Dit hoort bij een ander.")
    desk.say("not-competent", "Wij gaan hier niet over.")
    anna.look_for_news()
    card = page.locator("#forwards article")
    expect(card).to_contain_text("Dit hoort bij een ander.")
    expect(card.locator("input:checked")).to_have_count(0)
    card.locator("input[value=no]").check()
    expect(card.locator("[data-warning]")).to_contain_text("behandelt je melding niet")
    card.locator("input[value=yes]").check()
    expect(card.locator("[data-warning]")).to_be_hidden()
    card.locator("form button").click()
    trial = page.locator("#view-outside-trial")
    expect(trial).to_be_visible(timeout=PATIENCE)
    expect(page.locator("#trial-facts")).to_contain_text(HILDE.name)
    expect(page.locator("#trial-lines")).to_contain_text(STORY)
    page.locator("#trial-stop").click()
    expect(card).to_be_visible()
    card.locator("input[value=no]").check()
    card.locator("form button").click()
    expect(page.locator("#forwards-said")).to_contain_text("Je zei nee", timeout=PATIENCE)
    expect(page.locator("#outside-items")).to_contain_text(f"het gaat niet door naar {HILDE.name}")
    desk.ask_to_forward(HILDE.name, "Wil je er nog eens over denken?")
    anna.look_for_news()
    card.locator("input[value=yes]").check()
    card.locator("form button").click()
    expect(trial).to_be_visible(timeout=PATIENCE)
    say_yes(page)
    expect(page.locator("#forwards-part")).to_be_hidden()
    expect(page.locator("#outside-items")).to_contain_text(f"klaar voor {HILDE.name}")


@pytest.mark.parametrize("wrong", ["signature", "nothing signed", "message", "question"])
def test_what_does_not_hold_is_said_and_never_shown_as_true(
    alone: RunningService, window: Windows, tmp_path: Path, wrong: str
) -> None:
    anna, paper = given(window, alone)
    page = anna.page
    desk = TerminalAuthority(alone, tmp_path).fetch(STORY)
    desk.ask_to_forward(HILDE.name, "Dit hoort bij een ander.")
    desk.say("answered", "Wij doen onderzoek.")
    page.context.route("**/r/v1/case", changed(wrong))
    anna.come_back(paper)
    talk = page.locator("#outside-talks section")
    items = page.locator("#outside-items")
    if wrong == "question":
        expect(page.locator("#forwards")).to_contain_text("Niemand die jij liet meelezen schreef deze vraag")
        expect(page.locator("#forwards input[value=yes]")).to_be_hidden()
        return
    expect(talk.locator(".notice").first).to_be_visible()
    if wrong == "message":
        expect(talk).to_contain_text("komt niet van de persoon van wie het hoort te komen")
        expect(talk).not_to_contain_text("Dit hoort bij een ander.")
        return
    expect(talk).not_to_contain_text("dat je hoorde wat ermee gebeurt")
    expect(talk).to_contain_text("Niet als besluit ondertekend")
    expect(items).not_to_contain_text("dat je een antwoord hebt gekregen")
    expect(page.locator("#outside-doubts")).to_contain_text("niets wat die ondertekende laat dat zien")


def changed(wrong: str) -> Callable[[Route], None]:
    """A service that shows something else than what was signed."""

    def answer(route: Route) -> None:
        told = route.fetch().json()
        (package,) = told["packages"]
        if wrong == "signature":
            package["statements"] = [one[:-8] + "AAAAAAA=" for one in package["statements"]]
        elif wrong == "nothing signed":
            package["statements"] = []
        elif wrong == "message":
            first = next(one for one in told["envelopes"] if (one["space"], one["index"]) == (2, 0))
            first["envelope"] = first["envelope"][:-8] + "AAAAAAA="
        else:
            told["requests"][0]["message"] = told["requests"][0]["recipient"]
        route.fulfill(json=told)

    return answer


@pytest.mark.parametrize("language", ["nl", "en"])
def test_axe_finds_nothing_on_a_conversation_and_a_question(
    alone: RunningService, window: Windows, tmp_path: Path, language: str
) -> None:
    page = window()
    anna = Reporter(page, alone, language=language)
    anna.come_back(anna.report(STORY, VERA.name))
    choose(page, "now", NAME)
    try_it(page)
    say_yes(page)
    desk = TerminalAuthority(alone, tmp_path).fetch(STORY)
    desk.ask_to_forward(HILDE.name, "Dit hoort bij een ander.")
    desk.say("more-time", "Het zijn veel stukken.")
    anna.look_for_news()
    page.locator("#forwards input[value=no]").check()
    page.evaluate("() => { for (const one of document.querySelectorAll('details')) one.open = true; }")
    page.locator("#share-lines input").first.check()
    page.locator("#outside-talks form button").click()
    expect(page.locator("#outside-talks .error")).to_be_visible()
    check(page, f"a conversation with an authority, {language}")
