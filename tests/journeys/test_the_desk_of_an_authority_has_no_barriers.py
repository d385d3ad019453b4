"""Axe finds nothing on the desk of an authority, and the request to the Huis is copied field by field."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.desk import NAME, act, at_the_desk, enrol, given
from tests.journeys.outside import open_package
from tests.journeys.reporter import PATIENCE
from tests.journeys.test_no_barriers import check
from tests.running_service import RunningService

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STORY = "De meters van de installatie worden bijgesteld."
GROUNDS = "Twee metingen van dezelfde dag verschillen."
OPEN_ALL = "() => { for (const one of document.querySelectorAll('details')) one.open = true; }"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(permissions=["clipboard-write"])
    yield context.new_page()
    context.close()


@pytest.fixture
def service(filled: Path, tmp_path: Path) -> Iterator[RunningService]:
    """A demo of its own: this test adds people to it."""
    passphrase = tmp_path / "passphrase"
    passphrase.write_text("the demo's signer lies in the data folder")
    environment = {"ZEGEL_SIGNER_PASSPHRASE_FILE": str(passphrase), "ZEGEL_DEMO": "true"}
    with RunningService(shutil.copytree(filled, tmp_path / "data"), environment=environment) as running:
        yield running


def test_axe_finds_nothing_on_the_desk_in_both_languages(service: RunningService, page: Page, tmp_path: Path) -> None:
    first = enrol(service, "omar", tmp_path)
    for who, name in (("esra", NAME), ("tim", "Ander Toezicht")):
        enrol(service, who, tmp_path, name=name)
    given(service, STORY, first)
    at_the_desk(page, service, "omar")
    check(page, "what was given to an authority")
    open_package(page)
    act(page, "ask", text="Sinds wanneer?")
    expect(page.locator("#package-written")).to_contain_text("Sinds wanneer?", timeout=PATIENCE)
    for form in ("decline", "forward"):
        page.locator(f"#act-{form} summary").click()
        page.locator(f"#{form} button[type=submit]").click()
        expect(page.locator(f"#{form}-summary")).to_be_focused()
    page.evaluate(OPEN_ALL)
    check(page, "everything an authority can do, with what is wrong")
    at_the_desk(page, service, "omar", "en")
    open_package(page)
    page.evaluate(OPEN_ALL)
    check(page, "everything an authority can do, in English")


def test_the_request_to_the_huis_is_copied_field_by_field(service: RunningService, page: Page, tmp_path: Path) -> None:
    given(service, STORY, enrol(service, "omar", tmp_path))
    at_the_desk(page, service, "omar", "en")
    open_package(page)
    page.locator("#package-to-dossier").click()
    for field, text in (("name", "Omar Haddad"), ("address", "Kade 1, Voorbeeldstad"), ("grounds", GROUNDS)):
        page.locator(f"#dossier-{field}").fill(text)
    page.locator("[name=dossier-message]").first.check()
    page.locator("#dossier-form button[type=submit]").click()
    fields = page.locator("#dossier-fields li")
    expect(fields.first).to_contain_text("Omar Haddad")
    for value, label in ((GROUNDS, "Grounds"), (STORY, "The suspected misconduct")):
        fields.filter(has_text=value).get_by_role("button").click()
        expect(page.locator("#dossier-copied")).to_have_text(f"Copied: {label}.")
        page.locator("#dossier-grounds").fill("")
        page.locator("#dossier-grounds").focus()
        page.keyboard.press("ControlOrMeta+v")
        expect(page.locator("#dossier-grounds")).to_have_value(value)
    check(page, "the request to the Huis field by field")
