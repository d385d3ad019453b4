"""At Senzer a reporter lets the organisation in unasked: ticked messages only, read over first, from the browser."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.asked import asked_by
from tests.journeys.counsellor import Counsellor
from tests.journeys.reporter import PATIENCE, Paper, Reporter
from tests.journeys.test_case_is_released_and_investigated import (
    BRAM,
    NOOR,
    SENZER,
    open_case,
    open_released,
    propose,
    take,
    write_as_officer,
)
from tests.journeys.test_no_barriers import check
from tests.journeys.windows import Windows
from tests.running_service import RunningService

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STORY = "In de kantine worden mensen uitgesloten om hun geloof."
FOR_NOOR = "Dit is alleen voor mijn vertrouwenspersoon."


def reported(window: Windows, demo: RunningService) -> tuple[Reporter, Paper]:
    """A report with a second message, open in the mailbox."""
    anna = Reporter(window(), demo, SENZER)
    paper = anna.report(STORY, NOOR.name)
    anna.come_back(paper)
    anna.answer(FOR_NOOR)
    return anna, paper


def choose(page: Page, by: str) -> None:
    """Open the screen, and tick Bram, the report alone, and who passes it on."""
    page.locator("[data-step=releasing]").click()
    expect(page.locator("#view-releasing")).to_be_visible(timeout=PATIENCE)
    expect(page.locator("#releasing-form input:checked")).to_have_count(0)
    page.locator("#releasing-to").get_by_role("radio", name=BRAM.name).check()
    page.locator("input[name=releasing-what]").first.check()
    page.locator(f"input[name=releasing-by][value={by}]").check()


def try_it(page: Page) -> None:
    """Look at exactly what would be given."""
    page.locator("#releasing-form button[type=submit]").click()
    expect(page.locator("#view-releasing-trial")).to_be_visible(timeout=PATIENCE)


def say_yes(page: Page) -> None:
    """Sign what was tried."""
    page.locator("#releasing-yes").click()
    expect(page.locator("#view-case")).to_be_visible(timeout=PATIENCE)


def at_work(window: Windows, demo: RunningService, ref: str) -> Page:
    """Bram, who reads what was released."""
    bram = Counsellor(window(), demo, BRAM)
    bram.sign_in()
    open_released(bram.page, ref)
    return bram.page


def ref_of(window: Windows, demo: RunningService, paper: Paper) -> str:
    """The six symbols of a case, as the counsellor sees them."""
    noor = Counsellor(window(), demo, NOOR)
    noor.sign_in()
    noor.expect_worklist()
    open_case(noor, paper)
    return noor.page.locator("#title").inner_text().split()[2]


def test_the_officer_gets_what_was_ticked_and_a_false_answer_is_contested(
    alone: RunningService, window: Windows
) -> None:
    anna, paper = reported(window, alone)
    page = anna.page
    ref = ref_of(window, alone, paper)
    asked = asked_by(page)
    choose(page, "me")
    page.locator("#releasing-write").check()
    check(page, "letting in")
    try_it(page)
    trial = page.locator("#view-releasing-trial")
    expect(trial).to_contain_text(STORY)
    expect(trial).not_to_contain_text(FOR_NOOR)
    expect(page.locator("#releasing-means")).to_contain_text("Je kunt het niet intrekken")
    check(page, "letting in, trial")
    assert [one for one in asked if one.endswith("/r/v1/consents")] == []
    say_yes(page)
    expect(page.locator("#officer-part")).to_contain_text(BRAM.name)
    expect(page.locator("#notices .notice")).to_have_count(0)

    desk = at_work(window, alone, ref)
    expect(desk.locator("#released-what article")).to_have_count(1)
    expect(desk.locator("#released-what")).to_contain_text(STORY)
    expect(desk.locator("#view-investigation")).not_to_contain_text(FOR_NOOR, use_inner_text=True)
    write_as_officer(desk, "confirm", text="Ik heb het ontvangen.")
    take(desk, "Het onderzoek is begonnen")
    take(desk, "Ik heb de melder gehoord")
    take(desk, "Ik heb de andere kant gehoord")
    write_as_officer(desk, "conclude", looked="Niets.", found="Niets.", did="Niets.")
    take(desk, "De uitkomst is vastgelegd")
    write_as_officer(desk, "finish")

    anna.look_for_news()
    expect(page.locator("#officer-steps")).to_contain_text("Is de terugkoppeling geen antwoord?")
    expect(page.locator("#closed")).to_be_visible()
    page.locator("#officer-talk").get_by_role("button", name="Nee, dit is geen antwoord").click()
    contest = page.locator("#view-contest")
    expect(contest).to_contain_text("wat Bram Kuiper terugkoppeling noemt")
    expect(contest).to_contain_text("Je organisatie moet het opnieuw doen")
    check(page, "contesting the officer")
    page.locator("#contest-sign").click()
    expect(page.locator("#case-said")).to_contain_text("Bram Kuiper ziet dat", timeout=PATIENCE)
    expect(page.locator("#closed")).to_be_hidden()
    expect(page.locator("#officer-talk")).to_contain_text("dat dit geen antwoord is")
    expect(page.locator("#notices .notice")).to_have_count(0)
    check(page, "contested")


def test_what_the_counsellor_is_to_pass_on_can_be_taken_back(alone: RunningService, window: Windows) -> None:
    anna, _ = reported(window, alone)
    page = anna.page
    choose(page, "counsellor")
    try_it(page)
    expect(page.locator("#releasing-means")).to_contain_text(
        "Je kunt het intrekken tot Noor Bakker het heeft doorgegeven"
    )
    say_yes(page)
    expect(page.locator("#allowed")).to_contain_text("heeft het nog niet doorgegeven")
    # One yes stands at a time.
    page.locator("[data-step=releasing]").click()
    expect(page.locator("#releasing-none")).to_contain_text("Trek dat eerst in")
    expect(page.locator("#releasing-form")).to_be_hidden()
    check(page, "letting in, barred")
    page.locator("#view-releasing [data-back]").first.evaluate("button => button.click()")
    page.locator("#allowed button").click()
    expect(page.locator("#allowed")).to_contain_text("trok je in", timeout=PATIENCE)


def test_a_lost_answer_releases_once(alone: RunningService, window: Windows) -> None:
    anna, _ = reported(window, alone)
    page = anna.page
    choose(page, "me")
    try_it(page)

    def cut(route: Route) -> None:
        route.fetch()
        route.abort("connectionreset")

    page.context.route("**/r/v1/consents", cut)
    page.locator("#releasing-yes").click()
    expect(page.locator("#releasing-said")).to_contain_text("het kan niet dubbel gebeuren", timeout=PATIENCE)
    page.context.unroute("**/r/v1/consents")
    say_yes(page)
    expect(page.locator("#allowed li")).to_have_count(1)


def test_nothing_is_tried_before_everything_is_chosen(demo: RunningService, window: Windows) -> None:
    anna, _ = reported(window, demo)
    page = anna.page
    page.locator("[data-step=releasing]").click()
    page.locator("#releasing-form button[type=submit]").click()
    for field in ("to", "what", "by"):
        expect(page.locator(f"#releasing-{field}-error")).to_be_visible()
    check(page, "letting in, with faults")


def test_of_what_the_counsellor_proposed_the_reporter_lets_only_a_part_go(
    alone: RunningService, window: Windows
) -> None:
    anna, paper = reported(window, alone)
    page = anna.page
    noor = Counsellor(window(), alone, NOOR)
    noor.sign_in()
    noor.expect_worklist()
    open_case(noor, paper)
    ref = noor.page.locator("#title").inner_text().split()[2]
    propose(noor)
    anna.look_for_news()
    card = page.locator("#requests article")
    card.locator("input[value=part]").check()
    expect(card.locator("[data-part] input:checked")).to_have_count(0)
    card.locator("button[type=submit]").click()
    expect(card.locator(".error")).to_contain_text("minstens één bericht van jezelf")
    card.locator("[data-part] input").first.check()
    check(page, "a part")
    card.locator("button[type=submit]").click()
    expect(page.locator("#allowed")).to_contain_text("heeft het nog niet doorgegeven", timeout=PATIENCE)
    open_case(noor, paper)
    expect(noor.page.locator("#warnings")).to_contain_text("Bram Kuiper krijgt wat", timeout=PATIENCE)
    desk = at_work(window, alone, ref)
    expect(desk.locator("#released-what article")).to_have_count(1)
    expect(desk.locator("#view-investigation")).not_to_contain_text(FOR_NOOR, use_inner_text=True)
