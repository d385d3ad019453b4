"""Everything works by keyboard: a report from the first door to the answer, without a mouse."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.reporter import PATIENCE, Paper
from tests.people import MUNICIPALITY, VERA
from tests.running_service import RunningService

pytestmark = pytest.mark.browser

MOST_STEPS = 120
LANDED = "selector => document.activeElement !== null && document.activeElement.matches(selector)"
# The mark of the focus may be drawn by the element, by its ::before or ::after, or by the row or card around it.
SEEN = """() => {
  const marked = (element, pseudo) => {
    const style = getComputedStyle(element, pseudo);
    return (style.outlineStyle !== "none" && style.outlineWidth !== "0px") || style.boxShadow !== "none";
  };
  let element = document.activeElement;
  for (let up = 0; element !== null && up < 4; element = element.parentElement, up += 1) {
    if (marked(element) || (up === 0 && (marked(element, "::before") || marked(element, "::after")))) return true;
  }
  return false;
}"""


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until this element has the focus, and see on the way that the focus can be seen."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if page.evaluate(LANDED, selector):
            assert page.evaluate(SEEN), f"the focus on {selector} cannot be seen"
            return
    raise AssertionError(f"{selector} cannot be reached with Tab")


def press(page: Page, selector: str, key: str = "Enter") -> None:
    tab_to(page, selector)
    page.keyboard.press(key)


def test_reporting_and_coming_back_by_keyboard(chromium: Browser, demo: RunningService) -> None:
    page = chromium.new_context(locale="nl-NL").new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{demo.reporter_url}/o/{MUNICIPALITY}?lang=nl")
    press(page, "a[href*='track=melding']")
    page.wait_for_url("**/report*")
    expect(page.locator("#counsellors [name=counsellor]").first).to_be_visible()
    tab_to(page, "[name=counsellor]")
    page.keyboard.press("Space")
    tab_to(page, "#story")
    page.keyboard.type("Dit schreef ik zonder muis.")
    press(page, "#write-form button[type=submit]")
    expect(page.locator("#view-read")).to_be_visible()
    press(page, "#to-code")
    expect(page.locator("#words li")).to_have_count(7)
    paper = Paper(
        "-".join(page.locator("#code span").all_inner_texts()), tuple(page.locator("#words li").all_inner_texts())
    )
    for place in ("first", "second"):
        tab_to(page, f"#{place}-word")
        number = int("".join(filter(str.isdigit, page.locator(f"#{place}-word-label").inner_text())))
        page.keyboard.type(paper.words[number - 1])
    press(page, "#send-form button[type=submit]")
    expect(page.locator("#view-done")).to_be_visible()

    press(page, "#view-done a[href*='/case']")
    page.wait_for_url("**/case*")
    tab_to(page, "#code")
    page.keyboard.type(paper.code)
    tab_to(page, "#words")
    page.keyboard.type(" ".join(paper.words))
    press(page, "#sign-in")
    expect(page.locator("#talk")).to_contain_text("Dit schreef ik zonder muis.")
    tab_to(page, "#message")
    page.keyboard.type("En dit ook.")
    press(page, "#send")
    expect(page.locator("#talk")).to_contain_text("En dit ook.")
    press(page, "#sign-out")
    expect(page.locator("#view-case")).to_be_hidden()


def test_the_counsellor_works_by_keyboard(chromium: Browser, demo: RunningService) -> None:
    page = chromium.new_context(locale="nl-NL").new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{demo.workplace_url}/workplace?lang=nl")
    tab_to(page, "#name")
    page.keyboard.type(VERA.sign_in_name)
    tab_to(page, "#password")
    page.keyboard.type(VERA.password)
    page.keyboard.press("Enter")
    expect(page.locator("#view-worklist")).to_be_visible()
    press(page, "#cases [data-case] button")
    expect(page.locator("#talk article").first).to_be_visible()
    before = page.locator("#talk article").count()
    if page.locator("#act-answer").get_attribute("open") is None:
        press(page, "#act-answer summary")
    tab_to(page, "#answer-text")
    page.keyboard.type("Ik antwoord zonder muis.")
    press(page, "#answer button[type=submit]")
    expect(page.locator("#talk article")).to_have_count(before + 1)


def test_quick_exit_is_three_times_shift(chromium: Browser, demo: RunningService) -> None:
    page = chromium.new_context(locale="nl-NL").new_page()
    page.goto(f"{demo.reporter_url}/o/{MUNICIPALITY}/report?track=melding")
    expect(page.locator("#counsellors [name=counsellor]").first).to_be_visible(timeout=PATIENCE)
    page.locator("#story").fill("Er komt iemand aan.")
    for _ in range(3):
        page.keyboard.press("Shift")
    expect(page.locator("#story")).to_have_count(0, timeout=PATIENCE)
    assert "Er komt iemand aan." not in page.content()
    page.go_back()
    page.wait_for_timeout(300)
    assert "Er komt iemand aan." not in page.content()
