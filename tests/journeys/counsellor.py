"""A counsellor at the workplace: sign in, open a case, acknowledge, answer."""

import httpx
from playwright.sync_api import Locator, Page, expect

from crypto.codes import case_ref, normalise, parse_case_code
from crypto.encoding import unb64
from crypto.reporter import derive
from tests.journeys.reporter import PATIENCE, Paper
from tests.people import MUNICIPALITY, VERA, Person
from tests.running_service import RunningService


def show_all(page: Page) -> None:
    """Ask for every further page of the worklist: tests share a demo, so a case may stand beyond the first fifty."""
    expect(page.locator("#view-worklist")).to_be_visible(timeout=PATIENCE)
    rows = page.locator("#cases [data-case]")
    while page.locator("#more").is_visible():
        before = rows.count()
        page.locator("#more").click()
        expect(rows).not_to_have_count(before, timeout=PATIENCE)


class Counsellor:
    """One browser window of one counsellor."""

    def __init__(self, page: Page, service: RunningService, person: Person = VERA, language: str = "nl") -> None:
        self.page = page
        self.person = person
        self._service = service
        self._address = f"{service.workplace_url}/workplace?lang={language}"
        page.set_default_timeout(PATIENCE)

    def sign_in(self, password: str | None = None) -> None:
        """Fill in name and password; the worklist appears."""
        self.page.goto(self._address)
        self.page.locator("#name").fill(self.person.sign_in_name)
        self.page.locator("#password").fill(password or self.person.password)
        self.page.locator("#sign-in button[type=submit]").click()

    def expect_worklist(self) -> None:
        """See the worklist."""
        expect(self.page.locator("#view-worklist")).to_be_visible(timeout=PATIENCE)

    def rows(self) -> Locator:
        """The cases on the worklist."""
        return self.page.locator("#cases [data-case]")

    def row(self, paper: Paper, organisation: str = MUNICIPALITY) -> Locator:
        """The row of one reporter's case, found by its short name."""
        return self.rows().filter(has_text=case_ref(self.case_id(paper, organisation)))

    def case_id(self, paper: Paper, organisation: str = MUNICIPALITY) -> bytes:
        """The id of a case, which only the test can compute from the paper."""
        answer = httpx.get(f"{self._service.reporter_url}/r/v1/organisations/{organisation}").json()
        keys = derive(unb64(answer["orgId"]), parse_case_code(paper.code), normalise(" ".join(paper.words)))
        return keys.case_id

    def open(self, paper: Paper) -> None:
        """Go to the worklist and open this reporter's case."""
        if self.page.locator("#back").is_visible():
            self.page.locator("#to-worklist").click()
        self.look_for_news()
        self.row(paper).get_by_role("button").click()
        expect(self.page.locator("#talk article").first).to_be_visible()

    def look_for_news(self) -> None:
        """Ask for the list again, and for all of it."""
        said = self.page.locator("#said")
        said.evaluate("element => { element.textContent = ''; }")
        self.page.locator("#reload").click()
        expect(said).not_to_be_empty(timeout=PATIENCE)
        show_all(self.page)

    def acknowledge(self, text: str) -> None:
        """Confirm receipt, with a text."""
        self._write("acknowledge", text)

    def answer(self, text: str) -> None:
        """Answer the reporter."""
        self._write("answer", text)

    def _write(self, act: str, text: str) -> None:
        expect(self.page.locator("#talk article").first).to_be_visible(timeout=PATIENCE)
        before = self.page.locator("#talk article").count()
        details = self.page.locator(f"#act-{act}")
        if details.get_attribute("open") is None:
            details.locator("summary").click()
        self.page.locator(f"#{act}-text").fill(text)
        self.page.locator(f"#{act} button[type=submit]").click()
        expect(self.page.locator("#talk article")).to_have_count(before + 1, timeout=PATIENCE)

    def conversation(self) -> str:
        """Everything that stands in the case file."""
        return self.page.locator("#talk").inner_text()
