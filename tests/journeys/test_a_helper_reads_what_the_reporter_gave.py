"""The reporter gives messages to a helper, who opens them in the workplace; each no is kept and respected."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.counsellor import Counsellor
from tests.journeys.outside import HILDE, choose, open_package, say_yes, sign, try_it
from tests.journeys.reporter import PATIENCE, Reporter
from tests.journeys.windows import Windows
from tests.people import VERA
from tests.running_service import RunningService

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STORY = "De voorraad klopt al maanden niet met de boeken."
MORE = "Dit bericht is alleen voor mijn vertrouwenspersoon."


def at_the_desk(window: Windows, demo: RunningService) -> Page:
    """Hilde signed in: what was given to her is all she has."""
    hilde = Counsellor(window(), demo, HILDE)
    hilde.sign_in()
    expect(hilde.page.locator("#view-packages")).to_be_visible(timeout=PATIENCE)
    return hilde.page


def test_a_helper_reads_only_what_was_ticked_and_the_reporter_sees_how_far_it_is(
    alone: RunningService, window: Windows
) -> None:
    anna = Reporter(window(), alone)
    anna.come_back(anna.report(STORY, VERA.name))
    anna.answer(MORE)
    page = anna.page
    choose(page, "now", HILDE.name)
    try_it(page)
    trial = page.locator("#view-outside-trial")
    expect(trial).to_contain_text(STORY)
    expect(trial).not_to_contain_text(MORE)
    expect(page.locator("#trial-means")).to_contain_text("kan je werkgever merken dat er iets is gemeld")
    expect(page.locator("#trial-means")).to_contain_text("Je kunt het intrekken tot Hilde Vos het ophaalt")
    say_yes(page)
    items = page.locator("#outside-items")
    expect(items).to_contain_text("Het is nog niet opgehaald")

    desk = at_the_desk(window, alone)
    open_package(desk)
    expect(desk.locator("#package-talk")).to_contain_text(STORY)
    expect(desk.locator("#package-talk")).not_to_contain_text(MORE)
    expect(desk.locator("#package-notices")).to_contain_text("rechtstreeks gegeven")
    anna.look_for_news()
    expect(items).to_contain_text("Of het gelezen is, weten we niet")
    expect(items.locator("button")).to_have_count(0)

    desk.locator("#act-receive summary").click()
    desk.locator("#receive-reference").fill("2026-17")
    desk.locator("#receive button[type=submit]").click()
    expect(desk.locator("#package-state")).to_contain_text("door jou bevestigd", timeout=PATIENCE)
    anna.look_for_news()
    expect(items).to_contain_text("bevestigd dat het ontvangen is")
    expect(items).to_contain_text("Hun nummer: 2026-17")
    expect(page.locator("#notices .notice")).to_have_count(0)


def test_turning_back_at_the_trial_signs_nothing(demo: RunningService, window: Windows) -> None:
    anna = Reporter(window(), demo)
    anna.come_back(anna.report(STORY, VERA.name))
    page = anna.page
    for way, duty in (("now", ""), ("later", "feedback"), ("deputy", "")):
        choose(page, way, "Vincent de Boer" if way == "deputy" else HILDE.name, duty=duty)
        try_it(page)
        page.locator("#trial-stop").click()
        expect(page.locator("#view-case")).to_be_visible()
    anna.look_for_news()
    expect(page.locator("#outside-items li")).to_have_count(0)


def test_nothing_is_tried_before_somebody_and_something_are_ticked(demo: RunningService, window: Windows) -> None:
    anna = Reporter(window(), demo)
    anna.come_back(anna.report(STORY, VERA.name))
    page = anna.page
    page.locator("[data-way=later]").click()
    page.locator("#outside-form button[type=submit]").click()
    summary = page.locator("#error-summary")
    expect(summary).to_be_focused()
    expect(summary.locator("li")).to_have_count(4)
    page.locator("#outside-back").click()
    expect(page.locator("[data-way=later]")).to_be_focused()


def test_what_was_given_is_taken_back_before_it_is_fetched(alone: RunningService, window: Windows) -> None:
    anna = Reporter(window(), alone)
    anna.come_back(anna.report(STORY, VERA.name))
    page = anna.page
    choose(page, "now", HILDE.name)
    try_it(page)
    say_yes(page)
    page.locator("#outside-items button").click()
    expect(page.locator("#outside-said")).to_contain_text("Hilde Vos krijgt het niet", timeout=PATIENCE)
    desk = at_the_desk(window, alone)
    newest = desk.locator("#packages li").first
    expect(newest).to_contain_text("ingetrokken door de melder")
    expect(newest.locator("button")).to_have_count(0)


def test_a_helper_says_no_and_it_goes_to_nobody_else(alone: RunningService, window: Windows) -> None:
    anna = Reporter(window(), alone)
    anna.come_back(anna.report(STORY, VERA.name))
    page = anna.page
    choose(page, "now", HILDE.name)
    try_it(page)
    say_yes(page)
    desk = at_the_desk(window, alone)
    open_package(desk)
    sign(desk, "decline")
    for over in ("receive", "respond", "decline"):
        expect(desk.locator(f"#act-{over}")).to_be_hidden()
    anna.look_for_news()
    expect(page.locator("#outside-items")).to_contain_text("Het is naar niemand anders gegaan")


def test_a_deputy_named_while_writing_stands_in_the_mailbox_and_can_be_taken_back(
    demo: RunningService, window: Windows
) -> None:
    anna = Reporter(window(), demo)
    anna.begin()
    page = anna.page
    expect(page.locator("#deputy-part")).to_be_hidden()
    anna.choose(VERA.name)
    page.locator("#deputy-part summary").click()
    expect(page.locator("#deputy")).to_have_value("")
    expect(page.locator("#deputy")).not_to_contain_text(VERA.name)
    page.locator("#deputy").select_option(index=1)
    anna.write(STORY)
    anna.read_over()
    expect(page.locator("#answers")).to_contain_text("mag het overnemen als deze persoon niet verder kan")
    paper = anna.get_code()
    anna.type_back(paper)
    anna.press_send()
    anna.expect_arrived()
    expect(page.locator("#deputy-done")).to_be_visible()
    anna.come_back(paper)
    expect(page.locator("#outside-items")).to_contain_text("vijf dagen niets bevestigt")
    expect(page.locator("#way-deputy")).to_be_hidden()
    page.locator("#outside-items button").click()
    expect(page.locator("#outside-said")).to_contain_text("ingetrokken", timeout=PATIENCE)
    expect(page.locator("#way-deputy")).to_be_visible()
