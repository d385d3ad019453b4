"""Clocks that start at release: the seven days before it are shown as the counsellor's own promise, to both sides."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from app.policies.policy_loader import FOLDER
from tests.journeys.counsellor import Counsellor
from tests.journeys.reporter import Reporter
from tests.people import MUNICIPALITY, VERA
from tests.running_service import RunningService
from tests.today import today

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WAITING = "wacht"
# A policy is data beside the code; the service of this test reads the same files and one more.
_READ_THERE = """
from pathlib import Path
from app.policies import policy_loader
policy_loader.load_policies.__wrapped__.__defaults__ = (Path(__file__).resolve().parent,)
"""


def with_a_policy_that_waits(place: Path) -> dict[str, str]:
    """Put a policy beside the others by which counsellors are not designated to receive reports; give the settings."""
    place.mkdir()
    for path in FOLDER.glob("*.toml"):
        shutil.copy(path, place)
    text = (FOLDER / "werksaam.toml").read_text(encoding="utf-8")
    for old, new in (
        ("id = 'werksaam-2020'", f"id = '{WAITING}-1'"),
        ("slug = 'werksaam'", f"slug = '{WAITING}'"),
        ("counsellor_is_designated_recipient = 'yes'", "counsellor_is_designated_recipient = 'no'"),
    ):
        assert text.count(old) == 1
        text = text.replace(old, new)
    (place / f"{WAITING}.toml").write_text(text, encoding="utf-8")
    (place / "sitecustomize.py").write_text(_READ_THERE, encoding="utf-8")
    return {"PYTHONPATH": str(place), "ZEGEL_DEMO": "true"}


def test_the_promise_is_the_counsellors_own_and_nobody_notes_a_miss(
    chromium: Browser, filled: Path, tmp_path: Path
) -> None:
    data, settings = shutil.copytree(filled, tmp_path / "data"), with_a_policy_that_waits(tmp_path / "policies")
    with RunningService(data, environment=settings) as service:
        service.run_apart("organisation", "policy", MUNICIPALITY, WAITING)
        anna = Reporter(chromium.new_context(locale="nl-NL").new_page(), service)
        paper = anna.report("Ik weet nog niet of ik de organisatie erbij wil.", VERA.name)
        anna.come_back(paper)
        line = anna.page.locator("#line")
        expect(line).to_contain_text(
            "Dat is een eigen belofte van de vertrouwenspersoon. Het is geen termijn van de wet."
        )
        expect(line).to_contain_text("De termijn van de wet begint")
        vera = Counsellor(chromium.new_context(locale="nl-NL").new_page(), service)
        vera.sign_in()
        vera.open(paper)
        duties = vera.page.locator("#duties")
        expect(duties).to_contain_text("Ontvangst bevestigen: je eigen belofte")
        expect(duties).to_contain_text("Je belooft dit uiterlijk")

    later = (today() + timedelta(days=9)).isoformat()
    with RunningService(data, environment={**settings, "ZEGEL_DEMO_TODAY": later}) as service:
        service.run_apart("watch", "--json")
        anna = Reporter(chromium.new_context(locale="nl-NL").new_page(), service)
        anna.come_back(paper)
        late = anna.page.locator("#late")
        expect(late).to_contain_text("Het is een belofte en geen termijn van de wet.")
        expect(late.locator(".chip")).to_contain_text("beloofd voor")
        expect(anna.page.locator("#late-recorded")).to_be_hidden()
        expect(anna.page.locator("#notices")).to_be_empty()
        vera = Counsellor(chromium.new_context(locale="nl-NL").new_page(), service)
        vera.sign_in()
        row = vera.row(paper)
        expect(row).to_contain_text("beloofd voor")
        expect(row.locator(".chip.missed")).to_have_count(0)
        row.get_by_role("button").click()
        expect(vera.page.locator("#duties")).to_contain_text("Je had dit beloofd")
        expect(vera.page.locator("#duties .missed-line")).to_have_count(0)
