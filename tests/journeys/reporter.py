"""A reporter at the pages: what somebody does with hands and eyes, one method a step."""

from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.people import MUNICIPALITY
from tests.running_service import RunningService

# Deriving a key takes a second in a browser and ten without JIT; a busy machine takes longer.
PATIENCE = 120_000


@dataclass(frozen=True)
class Paper:
    """What the reporter wrote down."""

    code: str
    words: tuple[str, ...]


class Reporter:
    """One browser window of one reporter."""

    def __init__(
        self, page: Page, service: RunningService, organisation: str = MUNICIPALITY, language: str = "nl"
    ) -> None:
        self.page = page
        self._start = f"{service.reporter_url}/o/{organisation}"
        self._language = language
        page.set_default_timeout(PATIENCE)

    def go(self, path: str = "") -> None:
        """Go to a page of the organisation, in the reporter's language."""
        joint = "&" if "?" in path else "?"
        self.page.goto(f"{self._start}{path}{joint}lang={self._language}")

    def begin(self, track: str = "melding") -> None:
        """Open the page on which one writes, and wait until the counsellors are known."""
        self.go(f"/report?track={track}")
        expect(self.page.locator("#counsellors input[name=counsellor]").first).to_be_visible(timeout=PATIENCE)

    def choose(self, counsellor: str) -> None:
        """Tick one counsellor by name."""
        self.page.get_by_role("radio", name=counsellor).check()

    def write(self, text: str) -> None:
        """Write the story."""
        self.page.locator("#story").fill(text)

    def read_over(self) -> None:
        """Go to the page on which one reads over what was written."""
        self.page.locator("#write-form button[type=submit]").click()
        expect(self.page.locator("#view-read")).to_be_visible()

    def get_code(self) -> Paper:
        """Go on to code and words, and write them down."""
        self.page.locator("#to-code").click()
        expect(self.page.locator("#words li")).to_have_count(7)
        code = "-".join(self.page.locator("#code span").all_inner_texts())
        return Paper(code, tuple(self.page.locator("#words li").all_inner_texts()))

    def type_back(self, paper: Paper) -> None:
        """Type the two words that are asked."""
        for place in ("first", "second"):
            label = self.page.locator(f"#{place}-word-label").inner_text()
            number = int("".join(filter(str.isdigit, label)))
            self.page.locator(f"#{place}-word").fill(paper.words[number - 1])

    def press_send(self) -> None:
        """Press the button; what comes of it is another matter."""
        self.page.locator("#send-form button[type=submit]").click()

    def expect_arrived(self) -> None:
        """See that the page says the report has arrived."""
        expect(self.page.locator("#view-done")).to_be_visible(timeout=PATIENCE)

    def report(self, text: str, counsellor: str, track: str = "melding") -> Paper:
        """The whole way: choose, write, read over, code, send."""
        self.begin(track)
        self.choose(counsellor)
        self.write(text)
        self.read_over()
        paper = self.get_code()
        self.type_back(paper)
        self.press_send()
        self.expect_arrived()
        return paper

    def come_back(self, paper: Paper) -> None:
        """Open the mailbox with code and words."""
        self.go("/case")
        self.fill_in(paper)
        expect(self.page.locator("#view-case")).to_be_visible(timeout=PATIENCE)

    def fill_in(self, paper: Paper) -> None:
        """Fill in code and words and ask for the messages."""
        self.page.locator("#code").fill(paper.code)
        self.page.locator("#words").fill(" ".join(paper.words))
        self.page.locator("#sign-in").click()

    def answer(self, text: str) -> None:
        """Write a message in the mailbox and see it appear."""
        before = self.page.locator("#talk article").count()
        self.page.locator("#message").fill(text)
        self.page.locator("#send").click()
        expect(self.page.locator("#talk article")).to_have_count(before + 1, timeout=PATIENCE)

    def look_for_news(self) -> None:
        """Ask for new messages, and wait until they are there."""
        said = self.page.locator("#sent")
        said.evaluate("element => { element.textContent = ''; }")
        self.page.locator("#reload").click()
        expect(said).not_to_be_empty(timeout=PATIENCE)

    def conversation(self) -> str:
        """Everything that stands in the mailbox."""
        return self.page.locator("#talk").inner_text()
