"""Complaint and evidence are files made in the browser: what was ticked is in them, and nothing of it was sent."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.journeys.asked import asked_by
from tests.journeys.reporter import PATIENCE, Reporter
from tests.journeys.terminal_counsellor import TerminalCounsellor
from tests.people import VERA
from tests.running_service import RunningService
from tests.terminal import zegel

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STORY = "Hij maakt elke week <b>opmerkingen</b> over mijn afkomst."
NAME = "Anna <script>Bakker</script>"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(locale="nl-NL")
    yield context.new_page()
    context.close()


def made_by(page: Page, form: str, folder: Path) -> str:
    """Send a form that makes a file, and give what is in the file."""
    with page.expect_download(timeout=PATIENCE) as download:
        page.locator(f"{form} button[type=submit]").click()
    kept = folder / download.value.suggested_filename
    download.value.save_as(kept)
    return kept.read_text(encoding="utf-8")


def test_a_complaint_holds_what_was_ticked_and_leaves_the_browser_by_hand_only(
    page: Page, demo: RunningService, tmp_path: Path
) -> None:
    anna = Reporter(page, demo, "werksaam")
    paper = anna.report(STORY, "Ingrid Postma")
    anna.come_back(paper)
    anna.answer("Dit blijft tussen ons.")
    page.locator("[data-step=complaint]").click()
    view = page.locator("#view-complaint")
    expect(view).to_contain_text("hoort meestal je naam", timeout=PATIENCE)
    expect(view).to_contain_text("klachtencommissie.ongewenstgedrag@vng.nl")
    expect(view).to_contain_text("Nagekeken op")
    expect(page.locator("#complaint-parts input:checked")).to_have_count(0)
    told: list[str] = []

    def keep(request: Request) -> None:
        # A script of the page itself is asked for by name alone; anything else would tell the service something.
        if not request.url.startswith(f"{demo.reporter_url}/static/js/") or request.post_data:
            told.append(f"{request.url} {request.post_data or ''}")

    page.context.on("request", keep)
    page.locator("#complaint-form button[type=submit]").click()
    expect(page.locator("#complaint-parts-error")).to_contain_text("minstens één bericht")
    page.locator("#complaint-parts input").first.check()
    page.locator("#complaint-name").fill(NAME)
    page.locator("#complaint-form button[type=submit]").click()
    expect(page.locator("#complaint-sure-error")).to_contain_text("als je het gelezen hebt")
    page.locator("#complaint-sure").check()
    made = made_by(page, "#complaint-form", tmp_path)
    assert html.escape(STORY, quote=False) in made
    assert html.escape(NAME, quote=False) in made
    assert "<script" not in made
    assert "Dit blijft tussen ons." not in made
    assert "WerkSaam" in made
    assert told == []
    page.locator("#view-complaint [data-back]").click()
    page.locator("#sign-out").click()
    expect(page.locator("#complaint-name")).to_have_value("")
    expect(page.locator("#complaint-parts > *")).to_have_count(0)


def test_evidence_is_checked_without_the_service(page: Page, demo: RunningService, tmp_path: Path) -> None:
    anna, vera = Reporter(page, demo), TerminalCounsellor(demo)
    paper = anna.report(STORY, VERA.name, "sparren")
    vera.acknowledge(paper, "Gelezen.")
    anna.come_back(paper)
    page.locator("[data-step=track]").click()
    page.locator("input[name=track-to][value=melding]").check()
    page.locator("#track-sign").click()
    expect(page.locator("#case-said")).not_to_be_empty(timeout=PATIENCE)
    page.locator("[data-step=evidence]").click()
    expect(page.locator("#view-evidence")).to_be_visible()
    page.locator("#evidence-form button[type=submit]").click()
    expect(page.locator("#evidence-sure-error")).not_to_be_empty()
    page.locator("#evidence-sure").check()
    asked = asked_by(page)
    made = made_by(page, "#evidence-form", tmp_path)
    assert {one.rpartition("/r/v1/")[2] for one in asked if "/r/v1/" in one} == {"case", "organisations/voorbeeldstad"}
    assert "opmerkingen" not in made
    pin = re.search(r"--pin (\w{26})", made)
    assert pin is not None
    texts = [html.unescape(one) for one in re.findall(r"<pre>(.*?)</pre>", made, re.DOTALL)]
    root = tmp_path / "root.txt"
    root.write_text(next(one for one in texts if one.startswith("wbp/1/root")), encoding="utf-8")
    receipts = [one for one in texts if one.startswith("wbp/1/receipt")]
    tracks = []
    for number, text in enumerate(receipts):
        file = tmp_path / f"receipt-{number}.txt"
        file.write_text(text, encoding="utf-8")
        told = zegel("receipt", "verify", str(file), "--root", str(root), "--pin", pin[1], "--json")
        assert told.status == 0, told.complaint
        tracks.append(told.json["track"])
    assert tracks == ["sparren", "melding"]
