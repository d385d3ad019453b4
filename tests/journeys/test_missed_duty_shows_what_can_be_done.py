"""Nobody answers Anna in time: the last day passes, and she sees that it was recorded and what she can do today."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.reporter import Reporter
from tests.people import VERA
from tests.running_service import RunningService
from tests.today import today

pytestmark = pytest.mark.browser


def test_after_the_last_day_the_ways_on_stand_in_order(chromium: Browser, filled: Path, tmp_path: Path) -> None:
    data = shutil.copytree(filled, tmp_path / "data")
    with RunningService(data) as service:
        anna = Reporter(chromium.new_context(locale="nl-NL").new_page(), service)
        paper = anna.report("Hier komt geen antwoord op.", VERA.name)
        anna.come_back(paper)
        expect(anna.page.locator("#late")).to_be_hidden()
    later = today() + timedelta(days=9)
    with RunningService(data, ("demo",), {"ZEGEL_DEMO_TODAY": later.isoformat()}) as service:
        anna = Reporter(chromium.new_context(locale="nl-NL").new_page(), service)
        anna.come_back(paper)
        late = anna.page.locator("#late")
        expect(late).to_contain_text("Vera Jansen moest de ontvangst uiterlijk")
        expect(late).to_contain_text("De dienst heeft dit vastgelegd op")
        assert [text.split("\n")[0] for text in late.locator("ol > li").all_inner_texts()] == [
            "Vraag het nog een keer",
            "Kies een andere vertrouwenspersoon",
            "Vraag gratis advies",
            "Ga naar een instantie",
        ]
        # The service recorded the miss, so nothing is wrong with the proofs.
        expect(anna.page.locator("#notices")).to_be_empty()
        late.get_by_role("link", name="Vraag het nog een keer").click()
        expect(anna.page.locator("#message")).to_be_focused()
        assert "Ik wacht nog op je antwoord" in anna.page.locator("#message").input_value()
        late.get_by_role("link", name="Ga naar een instantie").click()
        expect(anna.page.locator("#outside")).to_be_focused()
        expect(late.locator(":disabled")).to_have_count(0)
