"""Wrong code, wrong words, a case that does not exist: one answer, nothing lost, and the right ones still work."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.counsellor import Counsellor
from tests.journeys.reporter import PATIENCE, Paper, Reporter
from tests.people import RIK, VERA
from tests.running_service import RunningService

pytestmark = [pytest.mark.browser, pytest.mark.derives_in_the_page]


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    yield context.new_page()
    context.close()


def complaint(anna: Reporter, paper: Paper) -> str:
    """What the page says to this code and these words."""
    anna.go("/case")
    anna.fill_in(paper)
    summary = anna.page.locator("[role=group][aria-labelledby*=summary], .summary, #summary").first
    expect(summary).to_be_visible(timeout=PATIENCE)
    expect(anna.page.locator("#words")).to_have_value(" ".join(paper.words))
    return summary.inner_text()


def test_wrong_words_and_an_unknown_case_get_the_same_answer(
    chromium: Browser, page: Page, demo: RunningService
) -> None:
    paper = Reporter(chromium.new_context().new_page(), demo).report("Wie dit opent, heeft het papier.", VERA.name)
    other = Reporter(chromium.new_context().new_page(), demo).report("En dit hoort bij een ander papier.", VERA.name)
    anna = Reporter(page, demo)
    wrong_words = complaint(anna, Paper(paper.code, tuple(reversed(paper.words))))
    others_words = complaint(anna, Paper(paper.code, other.words))
    others_code = complaint(anna, Paper(other.code, paper.words))
    assert wrong_words == others_words == others_code
    anna.come_back(paper)
    assert "Wie dit opent" in anna.conversation()


def test_a_slip_of_the_pen_in_the_code_is_told_without_asking_the_service(page: Page, demo: RunningService) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/r/v1/open" in request.url else None)
    complaint(
        Reporter(page, demo), Paper("1234-5678-9ABC-DEFG", ("een", "twee", "drie", "vier", "vijf", "zes", "zeven"))
    )
    assert not asked


@pytest.mark.parametrize(
    ("name", "password"), [("vera", "dit is haar wachtwoord niet"), (RIK.sign_in_name, RIK.password)]
)
def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(
    page: Page, demo: RunningService, name: str, password: str
) -> None:
    page.goto(f"{demo.workplace_url}/workplace?lang=en")
    counsellor = Counsellor(page, demo, RIK, "en")
    page.locator("#name").fill(name)
    page.locator("#password").fill(password)
    page.locator("#sign-in button[type=submit]").click()
    expect(page.locator("#sign-in-summary")).to_be_visible(timeout=PATIENCE)
    expect(page.locator("#sign-in-summary")).to_contain_text("The name or the password is not right")
    expect(counsellor.rows()).to_have_count(0)
    expect(page.locator("#view-worklist")).to_be_hidden()
