"""The receipt of a logbook entry holds on the receipt page, a changed one does not, and nothing of it is sent."""

import html
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.test_receipt_is_checked_in_the_page import check, opened
from tests.people import CARE_HOME, MUNICIPALITY
from tests.running_service import RunningService
from tests.terminal import zegel

pytestmark = pytest.mark.browser


def kept(demo: RunningService, place: Path) -> str:
    """Begin a logbook from a terminal, and give the receipt of its first entry."""
    server = ("--server", demo.reporter_url, "--organisation", MUNICIPALITY, "--json")
    (place / "entry").write_text("Ik mocht niet mee.", encoding="utf-8")
    begun = zegel("logbook", "open", *server, "--text-file", str(place / "entry"))
    assert begun.status == 0, begun.complaint
    told = zegel("logbook", "export", *server, "--out", str(place / "book.html"), stdin=begun.output)
    assert told.status == 0, told.complaint
    (receipt,) = re.findall(r"<pre[^>]*>(.*?)</pre>", (place / "book.html").read_text(encoding="utf-8"), re.DOTALL)
    return html.unescape(receipt)


def test_a_logbook_receipt_holds_and_a_changed_one_does_not(
    chromium: Browser, demo: RunningService, tmp_path: Path
) -> None:
    receipt = kept(demo, tmp_path)
    assert receipt.startswith("wbp/1/logbook-receipt\n")
    page, asked = opened(chromium, demo)
    told = check(page, receipt)
    assert "Dit ontvangstbewijs van een logboek klopt" in told
    assert "Plaats in het logboek" in told
    assert "klopt niet" in check(page, receipt.replace("position 0", "position 1", 1))
    assert "ontbreekt of is niet te lezen" in check(page, receipt.replace("\nentry ", "\nentri ", 1))
    assert asked == []
    other, _ = opened(chromium, demo, CARE_HOME)
    assert "hoort bij een andere organisatie" in check(other, receipt)
