"""Axe finds nothing (WCAG 2.0 to 2.2, A and AA) on any page: both languages, light and dark, wide and at 320 pixels."""

from collections.abc import Iterator
from importlib.resources import files

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.counsellor import Counsellor
from tests.journeys.reporter import PATIENCE, Paper, Reporter
from tests.journeys.terminal_counsellor import TerminalCounsellor
from tests.people import MUNICIPALITY, VERA
from tests.running_service import RunningService

pytestmark = [pytest.mark.browser, pytest.mark.slow]

AXE = (files("axe_playwright_python") / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
SHOW = """changes => Promise.all([import('/static/js/workplace/desk.js'), import('/static/js/workplace/screen.js')])
    .then(([{ desk }, { refresh }]) => { Object.assign(desk.file, changes); refresh(); })"""
NOTHING = {"acknowledged": None, "feedback": None, "dismissed": None, "unable": None, "closed": None}
DONE = {"day": "2026-11-20", "detail": 0, "hash": "", "ref": "", "contestedOn": None, "about": None}
DUTY = {"limit": "2026-11-17", "outer": "2026-11-18", "metOn": None, "daysLeft": -5, "share": 100, "promise": False}
CONTESTED = {
    "done": NOTHING | {"unable": "2026-11-21"},
    "duties": [DUTY | {"kind": "acknowledge", "state": "missed"}, DUTY | {"kind": "feedback", "state": "near"}],
    "statements": [DONE | {"kind": 3, "contestedOn": "2026-11-21"}, DONE | {"kind": 9, "about": 3}],
}
CLOSED = {
    "done": NOTHING | {"feedback": "2026-11-20", "closed": "2026-11-21"},
    "duties": [DUTY | {"kind": "feedback", "state": "met", "metOn": "2026-11-16"}],
    "statements": [DONE | {"kind": 3}, DONE | {"kind": 5}],
}
INVOLVED = """() => import('/static/js/case/requests.js').then(({ showRequests }) => {
    const one = { id: "00", state: "open", askedOn: "2026-11-20", name: "Vincent de Boer", count: 2 };
    const rest = { fingerprint: "0000", subjects: [], why: null, until: "2026-12-04", hasIdentity: true };
    const requests = [{ ...one, ...rest, barrier: "involved" }];
    showRequests({ control: { consents: [], requests } }, "Vera Jansen"); })"""
PROMISED = {"duties": [DUTY | {"kind": "acknowledge", "state": "near", "promise": True}], "atRelease": True}
COLOURS = ["color-contrast", "link-in-text-block"]
"""What a dark screen changes: the page is the same but for these."""
LOOKS = (("light", 1280, TAGS, 5), ("dark", 1280, COLOURS, 0), ("light", 320, TAGS, 5))
"""Colours, width in pixels, what axe looks at, and more kinds of things than this it must have found to look at."""


def check(page: Page, name: str) -> None:
    """Run axe in each look; at 320 pixels nothing may stick out either."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    for scheme, width, looked_at, least in LOOKS:
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": 900})
        found = page.evaluate("only => axe.run(document, {runOnly: only, resultTypes: ['violations']})", looked_at)
        faults = [
            f"{one['id']}: {one['nodes'][0]['html'][:160]} {one['nodes'][0].get('failureSummary', '')[:300]}"
            for one in found["violations"]
        ]
        assert not faults, f"{name}, {scheme}, {width}: {faults}"
        assert len(found["passes"]) > least, f"{name}: axe looked at hardly anything"
        sticks_out = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert sticks_out <= 0, f"{name}, {scheme}, {width}: {sticks_out} pixels stick out"
    page.set_viewport_size({"width": 1280, "height": 900})


@pytest.fixture(params=["nl", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    yield context.new_page()
    context.close()


def test_pages_to_read(page: Page, demo: RunningService, language: str) -> None:
    for path in (
        "/",
        f"/o/{MUNICIPALITY}",
        f"/o/{MUNICIPALITY}/what-happens",
        f"/o/{MUNICIPALITY}/check",
        f"/o/{MUNICIPALITY}/receipt",
        f"/o/{MUNICIPALITY}/report",
        f"/o/{MUNICIPALITY}/outside",
        "/o/werksaam",
        "/o/senzer/what-happens",
        "/o/werksaam/outside",
        "/o/bestaat-niet",
    ):
        page.goto(f"{demo.reporter_url}{path}?lang={language}")
        page.wait_for_load_state("networkidle")
        for details in page.locator("main details").all():
            details.evaluate("element => { element.open = true; }")
        check(page, path)


def test_the_categories_of_an_organisation(page: Page, demo: RunningService, language: str) -> None:
    anna = Reporter(page, demo, "werksaam", language)
    anna.begin()
    check(page, "write, with categories")
    for details in page.locator("#view-write details").all():
        details.evaluate("element => { element.open = true; }")
    for code in ("OO-4", "OO-4z", "OO-5", "IS-2", "allebei"):
        page.locator(f"[name=category][value={code}]").check()
    expect(page.locator("#category-advice")).to_be_visible()
    expect(page.locator("[name=grounds]").first).to_be_visible()
    check(page, "write, with categories open and ticked")


def test_every_step_of_a_report_and_the_mailbox(page: Page, demo: RunningService, language: str) -> None:
    anna = Reporter(page, demo, language=language)
    anna.begin()
    check(page, "write")
    page.locator("#write-form button[type=submit]").click()
    expect(page.locator("#counsellor-error")).to_be_visible()
    check(page, "write, with faults")
    for details in page.locator("#view-write details").all():
        details.evaluate("element => { element.open = true; }")
    page.locator("input[name=named][value=yes]").check()
    check(page, "write, with everything open")
    page.locator("input[name=named][value=no]").check()
    anna.choose(VERA.name)
    anna.write("Een kort verhaal.")
    anna.read_over()
    check(page, "read over")
    paper = anna.get_code()
    check(page, "code")
    page.locator("#send-form button[type=submit]").click()
    expect(page.locator("#first-word-error")).to_be_visible()
    check(page, "code, with faults")
    anna.type_back(paper)
    anna.press_send()
    anna.expect_arrived()
    check(page, "done")

    anna.go("/case")
    check(page, "mailbox, closed")
    anna.fill_in(Paper(paper.code, tuple(reversed(paper.words))))
    expect(page.locator("#busy")).to_be_hidden(timeout=PATIENCE)
    check(page, "mailbox, wrong words")
    anna.come_back(paper)
    for details in page.locator("#view-case details").all():
        details.evaluate("element => { element.open = true; }")
    check(page, "mailbox")


def test_a_mailbox_with_an_answer_and_with_a_false_one(page: Page, demo: RunningService, language: str) -> None:
    anna, vera = Reporter(page, demo, language=language), TerminalCounsellor(demo)
    paper = anna.report("Een kort verhaal.", VERA.name)
    vera.acknowledge(paper, "Gelezen.")
    vera.claim_feedback(paper, "We kijken ernaar.")
    anna.come_back(paper)
    expect(page.locator("#claims button")).to_be_visible()
    check(page, "mailbox, with a false claim")
    page.locator("#claims button").click()
    expect(page.locator("#view-contest")).to_be_visible()
    check(page, "read over before signing")
    page.locator("#contest-sign").click()
    expect(page.locator("#case-said")).not_to_be_empty(timeout=PATIENCE)
    vera.give_feedback(paper)
    vera.close_silently(paper)
    anna.look_for_news()
    expect(page.locator("#closed")).to_be_visible()
    page.locator("#exact summary").click()
    page.locator("#show-receipt").click()
    check(page, "mailbox, answered and closed")


def test_a_question_to_the_reporter(chromium: Browser, page: Page, demo: RunningService, language: str) -> None:
    anna = Reporter(page, demo, language=language)
    paper = anna.report("Een kort verhaal.", VERA.name)
    context = chromium.new_context()
    vera = Counsellor(context.new_page(), demo, language=language)
    vera.sign_in()
    vera.expect_worklist()
    vera.open(paper)
    vera.page.locator("#act-hand-over summary").click()
    vera.page.locator("#hand-over button[type=submit]").click()
    expect(vera.page.locator("#hand-over-summary")).to_be_visible()
    check(vera.page, "case file, asking without a person")
    vera.page.locator("#hand-over-to").select_option(index=1)
    vera.page.locator("#hand-over-text").fill("Hij weet hier meer van.")
    vera.page.locator("#hand-over button[type=submit]").click()
    expect(vera.page.locator("#said")).to_have_class("said met")
    check(vera.page, "case file, asked")
    context.close()
    anna.come_back(paper)
    page.locator("#requests button[type=submit]").click()
    expect(page.locator("#requests .error")).to_be_visible()
    page.locator("#requests summary").click()
    check(page, "mailbox, a question")
    page.evaluate(INVOLVED)
    expect(page.locator("#requests input[value=yes]")).to_be_hidden()
    check(page, "mailbox, a question about somebody involved")
    page.locator("#reload").click()
    expect(page.locator("#requests input[value=yes]")).to_be_visible()
    page.locator("#requests input[value=yes]").check()
    page.locator("#requests button[type=submit]").click()
    expect(page.locator("#allowed button")).to_be_visible(timeout=PATIENCE)
    check(page, "mailbox, allowed and not passed on")


def test_the_workplace(page: Page, demo: RunningService, language: str) -> None:
    vera = Counsellor(page, demo, language=language)
    page.goto(f"{demo.workplace_url}/workplace?lang={language}")
    check(page, "sign in")
    page.locator("#to-recover").click()
    expect(page.locator("#view-recover")).to_be_visible()
    check(page, "recover")
    vera.sign_in()
    vera.expect_worklist()
    check(page, "worklist")
    vera.rows().first.get_by_role("button").click()
    expect(page.locator("#talk article").first).to_be_visible()
    for details in page.locator("#view-case details").all():
        details.evaluate("element => { element.open = true; }")
    check(page, "case file")
    for act in ("feedback", "dismiss"):
        if page.locator(f"#act-{act}").is_visible():
            page.locator(f"#{act} button[type=submit]").click()
            expect(page.locator(f"#{act}-summary")).to_be_visible()
    check(page, "case file, with faults")
    page.locator("[data-view=reminders]").click()
    expect(page.locator("#mail-state .notice").first).to_be_visible()
    for form in ("mail", "calendar"):
        page.locator(f"#{form} button[type=submit]").click()
        expect(page.locator(f"#{form}-summary")).to_be_visible()
    check(page, "reminders, with faults")
    page.locator("#calendar-agree").check()
    page.locator("#calendar button[type=submit]").click()
    expect(page.locator("#calendar-link")).to_be_visible()
    check(page, "reminders")
    page.locator("#calendar-stop").click()
    expect(page.locator("#calendar-link")).to_be_hidden()


def test_a_case_that_was_contested_and_one_that_is_closed(page: Page, demo: RunningService, language: str) -> None:
    vera = Counsellor(page, demo, language=language)
    vera.sign_in()
    vera.expect_worklist()
    vera.rows().first.get_by_role("button").click()
    expect(page.locator("#talk article").first).to_be_visible()
    for name, changes in (("missed and contested", CONTESTED), ("closed", CLOSED), ("promised", PROMISED)):
        page.evaluate(SHOW, changes)
        expect(page.locator("#duties .duty").first).to_be_visible()
        check(page, f"case file, {name}")


def test_enrolling(page: Page, demo: RunningService, language: str) -> None:
    page.goto(f"{demo.workplace_url}/workplace/enrol?lang={language}")
    page.wait_for_load_state("networkidle")
    check(page, "enrol, without an invitation")
    page.goto("about:blank")
    page.goto(f"{demo.workplace_url}/workplace/enrol?lang={language}#{'A' * 43}")
    page.wait_for_load_state("networkidle")
    check(page, "enrol, with an invitation that does not exist")
