"""A date that was missed is named with what the reporter sees, and disputed with a message that came in time."""

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.counsellor import Counsellor
from tests.people import CARE_HOME, VERA
from tests.running_service import RunningService
from tests.today import today

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_missed_date_is_named_and_disputed(chromium: Browser, filled: Path, tmp_path: Path) -> None:
    data = shutil.copytree(filled, tmp_path / "data")
    reporter = ("--organisation", CARE_HOME, "--json")
    with RunningService(data) as demo:
        where = ("--server", demo.reporter_url)
        words = ("--counsellor", VERA.name, "--text-file", "-")
        printed = json.loads(demo.run("report", *where, *reporter, *words, stdin="Niemand antwoordt mij."))
        secrets = json.dumps({name: printed[name] for name in ("case_code", "passphrase")})
        ref = json.loads(demo.run("mailbox", *where, *reporter, stdin=secrets))["case_ref"]
        vera = Counsellor(chromium.new_context(locale="nl-NL").new_page(), demo)
        vera.sign_in()
        vera.rows().filter(has_text=ref).get_by_role("button").click()
        vera.answer("Ik heb je verhaal gelezen.")

    day = (today() + timedelta(days=8)).isoformat()
    with RunningService(data, environment={"ZEGEL_DEMO_TODAY": day}) as demo:
        vera = Counsellor(chromium.new_context(locale="nl-NL").new_page(), demo)
        vera.sign_in()
        row = vera.rows().filter(has_text=ref)
        expect(row.locator(".chip.missed")).to_contain_text("verlopen op")
        row.get_by_role("button").click()
        page = vera.page
        expect(page.locator("#duties .next .missed-line")).to_contain_text("Gemist, en de melder ziet het")
        expect(page.locator("#history")).to_contain_text("Gemist: Ontvangst bevestigen")
        page.locator("#act-dispute summary").click()
        expect(page.locator("#dispute-ref option")).to_have_count(1)
        expect(page.locator("#dispute-ref")).to_contain_text("Ik heb je verhaal gelezen.")
        page.locator("#dispute button[type=submit]").click()
        expect(page.locator("#said")).to_have_class("said met")
        expect(page.locator("#act-dispute")).to_be_hidden()
        expect(page.locator("#history")).to_contain_text("Een gemiste datum betwist")
        # The miss stays, and so does the duty.
        expect(page.locator("#duties .next")).to_contain_text("Ontvangst bevestigen")
