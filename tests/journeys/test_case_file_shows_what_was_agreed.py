"""The counsellor sees in a case what the organisation's own text asks, where it fits the subject, in both languages."""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.counsellor import Counsellor
from tests.journeys.reporter import PATIENCE, Reporter
from tests.people import Person
from tests.running_service import RunningService

pytestmark = pytest.mark.browser

ORGANISATION = "de-connectie"
RUBEN = Person("Ruben Visser", "internal; OO+IS", "ruben", "ruben neemt altijd de trap omhoog")
FITTING = """([tasks, letters]) => import('/static/js/workplace/agreed.js')
    .then(({ fittingTasks }) => fittingTasks(tasks, letters).map((one) => one.rule + (one.by ?? '')))"""


def test_the_rule_stands_under_the_duties(chromium: Browser, demo: RunningService) -> None:
    anna = Reporter(chromium.new_context(locale="nl-NL").new_page(), demo, ORGANISATION)
    paper = anna.report("Er klopt iets niet met een aanbesteding.", RUBEN.name)
    page = chromium.new_context(locale="nl-NL").new_page()
    ruben = Counsellor(page, demo, RUBEN)
    ruben.sign_in()
    ruben.expect_worklist()
    ruben.look_for_news()
    ruben.row(paper, ORGANISATION).get_by_role("button").click()
    expect(page.locator("#agreed-part")).to_be_visible(timeout=PATIENCE)
    expect(page.locator("#agreed")).to_contain_text("De werkgever moet op elke melding reageren.")
    page.get_by_role("link", name="English").click()
    expect(page.locator("#agreed")).to_contain_text("The employer must respond to every report.")

    def fitting(tasks: list[dict[str, object]], codes: list[str]) -> object:
        return page.evaluate(FITTING, [tasks, [{"fields": {"category": codes}}]])

    general: dict[str, object] = {"rule": "A", "by": None, "about": []}
    dated: dict[str, object] = {"rule": "A", "by": "2026-12-01", "about": []}
    racism: dict[str, object] = {"rule": "B", "by": None, "about": ["OO-5", "OO-racisme"]}
    assert fitting([general, dated, racism], ["IS-2"]) == ["A2026-12-01"]
    assert fitting([general, racism], ["OO-5"]) == ["A", "B"]
    assert fitting([general, racism], ["weet-ik-niet"]) == ["A", "B"]
    assert fitting([racism], []) == ["B"]
