"""Carla, the case officer, sees rules, list, log and totals, and no trace of the cases that Vera reads beside her."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.counsellor import Counsellor
from tests.journeys.reporter import PATIENCE
from tests.journeys.test_no_barriers import check
from tests.people import VERA, Person
from tests.running_service import RunningService

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CARLA = Person("Carla Smit", "", "carla", "carla telt de boten in de haven")


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_case_officer_sees_the_organisation_and_no_case(page: Page, demo: RunningService, language: str) -> None:
    carla = Counsellor(page, demo, CARLA, language)
    carla.sign_in()
    carla.expect_worklist()
    expect(carla.rows()).to_have_count(0)
    page.locator('[data-view="organisation"].tab').click()
    shown = page.locator("#organisation-page")
    expect(shown.locator("h2")).to_have_text("Gemeente Voorbeeldstad (demo)", timeout=PATIENCE)
    expect(shown.locator(".register-lines .panel")).to_have_count(0)
    expect(shown.locator(".figures")).to_have_count(0)
    check(page, "organisation")
    with page.context.expect_page() as opened:
        shown.locator('a[href*="/report/account/"]').first.click()
    report = opened.value
    expect(report.locator(".nothing")).to_have_count(2)
    check(report, "account")
    report.goto(f"{demo.workplace_url}/workplace/organisation/{'0' * 32}/register")
    expect(report.locator("table")).to_have_count(0)
    with page.context.expect_page() as opened:
        shown.locator('a[href*="/register?"]').click()
    check(opened.value, "register")
    expect(page.locator("#view-organisation")).to_be_visible()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_counsellor_keeps_the_register_and_makes_a_yearly_report(
    page: Page, demo: RunningService, language: str
) -> None:
    vera = Counsellor(page, demo, VERA, language)
    vera.sign_in()
    vera.expect_worklist()
    expect(page.locator('[data-view="organisation"].tab')).to_be_hidden()
    page.locator('[data-view="register"].tab').click()
    own = page.locator("#register-own")
    expect(own.locator(".register-part")).to_have_count(5, timeout=PATIENCE)
    expect(own.locator(".register-lines .panel").first).to_be_visible()
    for acts in own.locator(".register-lines details").all():
        acts.locator("summary").click()
    check(page, "register")
    with page.context.expect_page() as opened:
        own.locator('a[href*="/workplace/report/"]').first.click()
    expect(opened.value.locator("h1")).to_contain_text("2025")
    check(opened.value, "yearly report")
    opened.value.goto(f"{opened.value.url.replace('2025', '2026')}&eyes=own")
    expect(opened.value.locator("svg")).to_be_visible()
    check(opened.value, "for her own eyes")
