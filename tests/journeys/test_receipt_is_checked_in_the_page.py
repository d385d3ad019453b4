"""A receipt copied from the mailbox holds on the receipt page, a changed one does not, and nothing of it is sent."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.asked import asked_by
from tests.journeys.reporter import Reporter
from tests.people import CARE_HOME, VERA
from tests.running_service import RunningService

pytestmark = pytest.mark.browser

PROOF_OF_SOMETHING = "c2sp.org/tlog-proof@v1\nextra AAAA\nindex 0\n\nx\n"


@pytest.fixture(scope="module")
def receipt(chromium: Browser, demo: RunningService) -> str:
    anna = Reporter(chromium.new_context(locale="nl-NL").new_page(), demo)
    anna.come_back(anna.report("Hiervan wil ik een bewijs.", VERA.name))
    anna.page.locator("#exact summary").click()
    expect(anna.page.locator("#receipt-text")).to_be_hidden()
    anna.page.locator("#show-receipt").click()
    expect(anna.page.locator("#receipt-text")).to_be_visible()
    return anna.page.locator("#receipt-text").input_value()


def opened(chromium: Browser, demo: RunningService, organisation: str | None = None) -> tuple[Page, list[str]]:
    reader = Reporter(chromium.new_context(locale="nl-NL").new_page(), demo, **_at(organisation))
    reader.go("/receipt")
    expect(reader.page.locator("#receipt-form")).to_be_visible()
    reader.page.wait_for_load_state("networkidle")
    asked = asked_by(reader.page)
    return reader.page, asked


def _at(organisation: str | None) -> dict[str, str]:
    return {} if organisation is None else {"organisation": organisation}


def check(page: Page, text: str, proof: str = "") -> str:
    page.locator("#receipt").fill(text)
    if proof:
        page.locator("#receipt-form details").evaluate("element => { element.open = true; }")
        page.locator("#proof").fill(proof)
    page.locator("#receipt-form button[type=submit]").click()
    expect(page.locator("#result")).to_be_focused()
    return page.locator("#result").inner_text()


def test_a_copied_receipt_holds_and_nothing_is_sent(chromium: Browser, demo: RunningService, receipt: str) -> None:
    page, asked = opened(chromium, demo)
    told = check(page, f"\n  {receipt.replace(chr(10), chr(13) + chr(10))}  ")
    assert "Dit ontvangstbewijs klopt" in told
    assert "een melding" in told
    assert asked == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("received 20", "received 19", "klopt niet"),
        ("track melding", "track sparren", "klopt niet"),
        ("\nsalt ", "\nsolt ", "klopt niet"),
        ("\nevent ", "\nevent A", "ontbreekt of is niet te lezen"),
        ("wbp/1/receipt\n", "", "Dit is geen ontvangstbewijs"),
    ],
)
def test_a_changed_receipt_is_refused(
    chromium: Browser, demo: RunningService, receipt: str, old: str, new: str, told: str
) -> None:
    page, asked = opened(chromium, demo)
    assert old in receipt
    assert told in check(page, receipt.replace(old, new, 1))
    assert asked == []


def test_a_false_proof_leaves_the_receipt_and_is_told(chromium: Browser, demo: RunningService, receipt: str) -> None:
    page, _ = opened(chromium, demo)
    assert "Het ontvangstbewijs klopt, het bewijs uit het logboek niet" in check(page, receipt, PROOF_OF_SOMETHING)


def test_a_receipt_of_another_organisation_is_refused_by_name(
    chromium: Browser, demo: RunningService, receipt: str
) -> None:
    page, _ = opened(chromium, demo, CARE_HOME)
    assert "hoort bij een andere organisatie" in check(page, receipt)
