"""The pictures of README.md, taken from the running demo; `make screenshots` writes them, other runs do not."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.architecture.tree import ROOT
from tests.journeys.counsellor import Counsellor
from tests.journeys.reporter import Reporter
from tests.people import STORY, VERA
from tests.running_service import RunningService

pytestmark = pytest.mark.browser

FOLDER = ROOT / "tests" / "journeys" / "screenshots"
NAMES = ("start", "write", "code", "mailbox", "worklist", "case")
MOST_BYTES = 200_000


def take(page: Page, name: str, *, wanted: bool, folder: Path) -> None:
    page.mouse.move(0, 0)
    page.evaluate("window.scrollTo(0, 0)")
    page.screenshot(path=(FOLDER if wanted else folder) / f"{name}.png", animations="disabled")


def test_the_readme_shows_the_real_pages(
    chromium: Browser, demo: RunningService, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    wanted = bool(request.config.getoption("--screenshots"))
    FOLDER.mkdir(exist_ok=True)

    def shoot(page: Page, name: str) -> None:
        take(page, name, wanted=wanted, folder=tmp_path)

    hers = chromium.new_context(locale="nl-NL", viewport={"width": 760, "height": 860})
    anna = Reporter(hers.new_page(), demo)
    anna.go()
    shoot(anna.page, "start")
    anna.begin()
    anna.choose(VERA.name)
    anna.write(STORY)
    shoot(anna.page, "write")
    anna.read_over()
    paper = anna.get_code()
    shoot(anna.page, "code")
    anna.type_back(paper)
    anna.press_send()
    anna.expect_arrived()

    veras = chromium.new_context(locale="nl-NL", viewport={"width": 1120, "height": 800})
    vera = Counsellor(veras.new_page(), demo)
    vera.sign_in()
    vera.expect_worklist()
    shoot(vera.page, "worklist")
    vera.open(paper)
    vera.acknowledge("Ik heb je melding ontvangen en gelezen. Donderdag schrijf ik je wat we kunnen doen.")
    shoot(vera.page, "case")

    anna.come_back(paper)
    shoot(anna.page, "mailbox")
    assert len(list((FOLDER if wanted else tmp_path).glob("*.png"))) == len(NAMES)


def test_the_pictures_are_there_and_small() -> None:
    for name in NAMES:
        size = (FOLDER / f"{name}.png").stat().st_size
        assert 2_000 < size < MOST_BYTES, name
