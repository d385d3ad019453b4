"""What was open is locked after a reload, after signing out, and after going back; nothing stays in the browser."""

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Dialog, Page, Request, expect

from tests.journeys.counsellor import Counsellor
from tests.journeys.held_back import HeldBack
from tests.journeys.reporter import PATIENCE, Reporter
from tests.people import VERA, VINCENT
from tests.running_service import RunningService

pytestmark = pytest.mark.browser

LEFT_BEHIND = """async () => ({
  local: localStorage.length, session: sessionStorage.length, cookie: document.cookie,
  databases: (await indexedDB.databases()).length, caches: await caches.keys().then(keys => keys.length, () => 0),
})"""


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(locale="nl-NL")
    yield context.new_page()
    context.close()


def test_a_reporter_leaves_nothing_behind(page: Page, demo: RunningService) -> None:
    anna = Reporter(page, demo)
    paper = anna.report("Na herladen is dit dicht.", VERA.name)
    anna.come_back(paper)
    assert page.evaluate(LEFT_BEHIND) == {"local": 0, "session": 0, "cookie": "", "databases": 0, "caches": 0}
    assert page.context.cookies() == []
    for secret in (paper.code, paper.words[0]):
        assert secret not in page.url
        assert secret not in page.title()
    page.reload()
    expect(page.locator("#view-sign-in")).to_be_visible(timeout=PATIENCE)
    assert "Na herladen" not in page.content()
    anna.come_back(paper)
    page.locator("#sign-out").click()
    expect(page.locator("#signed-out")).to_be_visible(timeout=PATIENCE)
    assert "Na herladen" not in page.content()


def test_a_connection_that_hangs_keeps_nothing_on_the_screen(page: Page, demo: RunningService) -> None:
    anna = Reporter(page, demo)
    paper = anna.report("Wie uitlogt is weg.", VERA.name)
    anna.come_back(paper)
    ending = HeldBack(page, "**/r/v1/session")
    page.locator("#sign-out").click()
    expect(page.locator("#view-sign-in")).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("Wie uitlogt is weg.")
    expect(page.locator("#signed-out")).to_be_hidden()
    ending.let_go()
    expect(page.locator("#signed-out")).to_be_visible()


def test_what_was_typed_is_asked_about_unless_one_must_be_quick(page: Page, demo: RunningService) -> None:
    anna = Reporter(page, demo)
    paper = anna.report("Eerst dit.", VERA.name)
    anna.come_back(paper)
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.locator("#message").click()
    page.locator("#message").fill("Dit is nog niet verstuurd.")
    page.close(run_before_unload=True)
    expect(page.locator("#message")).to_have_value("Dit is nog niet verstuurd.")
    page.wait_for_timeout(300)  # the question comes after the call that asks it
    assert asked == ["beforeunload"]
    for _ in range(3):
        page.keyboard.press("Shift")
    expect(page.locator("#message")).to_have_count(0)
    assert asked == ["beforeunload"]


def test_going_back_does_not_bring_the_story_back(page: Page, demo: RunningService) -> None:
    anna = Reporter(page, demo)
    anna.begin()
    anna.write("Dit mag niet terugkomen.")
    page.goto(f"{demo.reporter_url}/o/voorbeeldstad")
    page.go_back()
    expect(page.locator("#story")).to_be_visible(timeout=PATIENCE)
    expect(page.locator("#story")).to_have_value("")


def test_the_workplace_locks_on_reload_and_signing_out_ends_the_session(page: Page, demo: RunningService) -> None:
    vera = Counsellor(page, demo)
    vera.sign_in()
    vera.expect_worklist()
    (cookie,) = page.context.cookies()
    assert cookie["name"] == "__Host-zegel"
    assert cookie["httpOnly"]
    assert cookie["secure"]
    assert cookie["sameSite"] == "Strict"
    headers = {"Cookie": f"{cookie['name']}={cookie['value']}"}
    cases = f"{demo.workplace_url}/w/v1/cases"
    assert httpx.get(cases, headers=headers).status_code == httpx.codes.OK
    page.reload()
    expect(page.locator("#view-sign-in")).to_be_visible(timeout=PATIENCE)
    vera.sign_in()
    vera.expect_worklist()
    (cookie,) = page.context.cookies()
    headers = {"Cookie": f"{cookie['name']}={cookie['value']}"}
    page.locator("#sign-out").click()
    expect(page.locator("#view-sign-in")).to_be_visible(timeout=PATIENCE)
    expect(page.locator("#said")).to_contain_text("Je bent uitgelogd", timeout=PATIENCE)
    assert httpx.get(cases, headers=headers).status_code == httpx.codes.FORBIDDEN
    assert page.context.cookies() == []
    expect(page.locator("#password")).to_have_value("")


def test_the_next_person_signs_in_after_the_formers_session_ended(page: Page, demo: RunningService) -> None:
    """Its last answer takes the cookie away, and that must not be the cookie of whoever came next."""
    vera, vincent = Counsellor(page, demo), Counsellor(page, demo, VINCENT)
    vera.sign_in()
    vera.expect_worklist()
    ending = HeldBack(page, "**/w/v1/session")
    page.locator("#sign-out").click()
    ending.wait()
    expect(page.locator("#view-sign-in")).to_be_visible()
    expect(vera.rows()).to_have_count(0)
    asked: list[str] = []

    def keep(request: Request) -> None:
        asked.append(request.url)

    page.context.on("request", keep)
    page.locator("#name").fill(vincent.person.sign_in_name)
    page.locator("#password").fill(vincent.person.password)
    page.locator("#sign-in button[type=submit]").click()
    expect(page.locator("#sign-in")).to_be_hidden()
    page.wait_for_timeout(1000)  # whoever would not wait has asked by now
    assert not [url for url in asked if url.endswith(("/w/v1/salt", "/w/v1/session"))]
    ending.let_go()
    vincent.expect_worklist()
    (cookie,) = page.context.cookies()
    assert cookie["value"]
