"""Two reporters who send together make two cases; two tabs of one reporter never overwrite each other."""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.reporter import PATIENCE, Reporter
from tests.people import VERA, VINCENT
from tests.running_service import RunningService

pytestmark = [pytest.mark.browser, pytest.mark.derives_in_the_page]


def test_two_reporters_who_send_together_have_two_cases(chromium: Browser, demo: RunningService) -> None:
    pair = [Reporter(chromium.new_context().new_page(), demo) for _ in range(2)]
    papers = []
    for person, counsellor, text in zip(pair, (VERA, VINCENT), ("Ik ben de eerste.", "Ik ben de tweede."), strict=True):
        person.begin()
        person.choose(counsellor.name)
        person.write(text)
        person.read_over()
        papers.append(person.get_code())
        person.type_back(papers[-1])
    for person in pair:
        person.press_send()
    for person in pair:
        person.expect_arrived()
    for person, paper, text in zip(pair, papers, ("Ik ben de eerste.", "Ik ben de tweede."), strict=True):
        person.come_back(paper)
        assert text in person.conversation()
        expect(person.page.locator("#talk article")).to_have_count(1)


def test_a_message_from_an_old_tab_is_not_lost_and_overwrites_nothing(chromium: Browser, demo: RunningService) -> None:
    context = chromium.new_context()
    first = Reporter(context.new_page(), demo)
    paper = first.report("Ik open dit zo in twee tabbladen.", VERA.name)
    first.come_back(paper)
    second = Reporter(context.new_page(), demo)
    second.come_back(paper)
    first.answer("Dit schreef ik in het eerste tabblad.")

    second.page.locator("#message").fill("Dit schreef ik in het tweede tabblad.")
    second.page.locator("#send").click()
    expect(second.page.locator("#talk")).to_contain_text("Dit schreef ik in het eerste tabblad.", timeout=PATIENCE)
    if "tweede tabblad" not in second.conversation():
        expect(second.page.locator("#message")).to_have_value("Dit schreef ik in het tweede tabblad.")
        second.page.locator("#send").click()
    expect(second.page.locator("#talk")).to_contain_text("Dit schreef ik in het tweede tabblad.", timeout=PATIENCE)
    first.page.locator("#reload").click()
    expect(first.page.locator("#talk article")).to_have_count(3)
