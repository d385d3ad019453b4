"""The list of keys is out of date: nothing new can be sealed, the desks outside are named, existing cases go on.

The demo is filled today; then the same data is served, without renewing, on a day after the list has expired.
"""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.counsellor import Counsellor
from tests.journeys.reporter import PATIENCE, Paper, Reporter
from tests.people import VERA
from tests.running_service import RunningService
from tests.today import today

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TOO_LATE = today() + timedelta(days=120)


@pytest.fixture(scope="module")
def later(
    tmp_path_factory: pytest.TempPathFactory, chromium: Browser, filled: Path
) -> Iterator[tuple[RunningService, Paper]]:
    """A service four months on, and the paper of somebody who reported in time."""
    data = shutil.copytree(filled, tmp_path_factory.mktemp("expired") / "data")
    with RunningService(data) as in_time:
        page = chromium.new_context().new_page()
        paper = Reporter(page, in_time).report("Ik meldde dit toen de lijst nog gold.", VERA.name)
        page.close()
    environment = {"ZEGEL_DEMO": "true", "ZEGEL_DEMO_TODAY": TOO_LATE.isoformat()}
    with RunningService(data, ("serve",), environment) as service:
        yield service, paper


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(locale="nl-NL")
    yield context.new_page()
    context.close()


def test_a_new_report_is_refused_before_anything_is_sent(page: Page, later: tuple[RunningService, Paper]) -> None:
    anna = Reporter(page, later[0])
    anna.go("/report?track=melding")
    anna.write("Dit kan niet verzegeld worden.")
    expect(page.locator("#list-failed")).to_be_visible(timeout=PATIENCE)
    expect(page.locator("#list-failed")).to_contain_text("Huis voor Klokkenluiders")
    expect(page.locator("#counsellors [name=counsellor]")).to_have_count(0)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method != "GET" else None)
    page.locator("#write-form button[type=submit]").click()
    expect(page.locator("#view-write")).to_be_visible()
    expect(page.locator("#story")).to_have_value("Dit kan niet verzegeld worden.")
    assert not sent


def test_an_existing_case_is_read_and_answered_with_a_notice(page: Page, later: tuple[RunningService, Paper]) -> None:
    service, paper = later
    anna = Reporter(page, service)
    anna.come_back(paper)
    assert "Ik meldde dit toen de lijst nog gold." in anna.conversation()
    expect(page.locator("#notices")).not_to_be_empty()
    anna.answer("Is er al iets bekend?")


def test_the_counsellor_is_told_and_can_answer(page: Page, later: tuple[RunningService, Paper]) -> None:
    service, paper = later
    vera = Counsellor(page, service)
    vera.sign_in()
    vera.expect_worklist()
    expect(page.locator("#notices")).not_to_be_empty()
    vera.open(paper)
    vera.answer("Ja, ik schrijf je morgen.")
    assert "Ja, ik schrijf je morgen." in vera.conversation()
