"""An invitation becomes keys, an account and a card; the key waits until its fingerprint was compared."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.people import CARE_HOME, MUNICIPALITY
from tests.running_service import RunningService
from tests.workplace_pages.enrolling import (
    PATIENCE,
    card,
    choose,
    choose_password,
    enrol,
    invite,
    keep_code,
    open_invitation,
    sign_in,
)

pytestmark = pytest.mark.browser

PASSWORD = "vier seizoenen en een lange zin"
NEXT_PASSWORD = "een ander lang wachtwoord voor Nora"


@pytest.fixture(scope="module")
def service(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    """A demo of its own: these tests add people to it."""
    folder = tmp_path_factory.mktemp("enrolment")
    passphrase = folder / "passphrase"
    passphrase.write_text("the demo's signer lies in the data folder")
    environment = {"ZEGEL_SIGNER_PASSPHRASE_FILE": str(passphrase), "ZEGEL_DEMO": "true"}
    with RunningService(shutil.copytree(filled, folder / "data"), environment=environment) as running:
        yield running


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(locale="nl-NL")
    yield context.new_page()
    context.close()


def publish(service: RunningService, organisation: str, fingerprint: str) -> None:
    """Compare a card with what waits and publish it."""
    signer = Path(service.data) / "signers" / f"{organisation}.signer"
    service.run("organisation", "publish", organisation, "--confirm", fingerprint, "--signer", str(signer))


def test_a_new_counsellor_enrols_waits_and_is_published(page: Page, service: RunningService) -> None:
    link = invite(service, MUNICIPALITY, "Nora Bakker", "nora")
    enrolled = enrol(page, link, PASSWORD)
    sign_in(page, service, "nora", PASSWORD)
    expect(page.locator("#notices")).to_contain_text(enrolled.fingerprint)
    expect(page.locator("#cases")).to_contain_text("Er is nu niets voor je te doen.")
    publish(service, MUNICIPALITY, enrolled.fingerprint)
    page.locator("#reload").click()
    expect(page.locator("#notices")).to_be_empty()
    page.locator("button[data-view=keys]").click()
    expect(page.locator("#cards")).to_contain_text("in gebruik")
    expect(page.locator("#cards [data-fill=fingerprint]")).to_have_text(enrolled.fingerprint)
    expect(page.locator("#cards .qr svg")).to_be_visible()


def test_the_account_takes_on_a_second_organisation_and_recovers_its_password(
    page: Page, service: RunningService
) -> None:
    enrolled = enrol(page, invite(service, MUNICIPALITY, "Mila Prins", "mila"), PASSWORD)
    open_invitation(page, invite(service, CARE_HOME, "Mila Prins", "mila"))
    page.locator("input[name=account][value=existing]").check()
    page.locator("#name").fill("mila")
    page.locator("#password").fill(PASSWORD)
    page.locator("#step-invitation button[type=submit]").click()
    page.locator("input[name=device][value=practice]").check()
    page.locator("#step-device button[type=submit]").click()
    assert card(page) == enrolled.fingerprint

    page.goto(f"{service.workplace_url}/workplace")
    page.locator("#to-recover").click()
    page.locator("#recover-name").fill("mila")
    other = "1" if enrolled.recovery_code.startswith("0") else "0"
    page.locator("#recover-code").fill(other + enrolled.recovery_code[1:])
    page.locator("#recover button[type=submit]").click()
    expect(page.locator("#recover-summary")).to_be_focused()
    page.locator("#recover-code").fill(enrolled.recovery_code.lower().replace("-", " "))
    page.locator("#recover button[type=submit]").click()
    page.locator("#new-first").fill(NEXT_PASSWORD)
    page.locator("#new-again").fill(NEXT_PASSWORD)
    page.locator("#new-password button[type=submit]").click()
    expect(page.locator("#view-worklist")).to_be_visible(timeout=PATIENCE)
    expect(page.locator("#orgs li")).to_have_count(2)
    page.locator("#sign-out").click()
    sign_in(page, service, "mila", NEXT_PASSWORD)


def test_the_token_leaves_the_address_and_a_used_invitation_is_refused_in_words(
    page: Page, service: RunningService
) -> None:
    link = invite(service, MUNICIPALITY, "Sem Kok", "sem")
    open_invitation(page, link)
    assert "#" not in page.url
    choose(page, "new", "employer")
    choose_password(page, PASSWORD)
    keep_code(page)
    card(page)
    page.goto("about:blank")
    page.goto(link)
    expect(page.locator("#invitation-summary")).to_contain_text("Deze uitnodiging werkt niet.")
    expect(page.locator("#link")).to_be_visible()


def test_mistakes_are_told_at_the_field_and_nothing_is_lost(page: Page, service: RunningService) -> None:
    open_invitation(page, invite(service, MUNICIPALITY, "Lot Vos", "lot"))
    page.locator("#step-invitation button[type=submit]").click()
    expect(page.locator("#account-error")).to_be_visible()
    choose(page, "new", "employer")
    page.locator("#step-password [data-to=device]").click()
    expect(page.locator("#device-warning")).to_be_visible()
    page.locator("#step-device button[type=submit]").click()
    choose_password(page, "te kort")
    expect(page.locator("#new-first-error")).to_contain_text("te kort")
    page.locator("#new-first").fill(PASSWORD)
    page.locator("#new-again").fill(PASSWORD + "!")
    page.locator("#step-password button[type=submit]").click()
    expect(page.locator("#new-again-error")).to_be_visible()
    choose_password(page, PASSWORD)
    page.locator("#first-group").fill("0000")
    page.locator("#last-group").fill("0000")
    page.locator("#step-code button[type=submit]").click()
    expect(page.locator("#first-group-error")).to_be_visible()
    expect(page.locator("#last-group")).to_have_value("0000")


def test_an_invitation_that_was_opened_twice_says_so_and_goes_on(
    chromium: Browser, page: Page, service: RunningService
) -> None:
    link = invite(service, MUNICIPALITY, "Pim Smit", "pim")
    open_invitation(page, link)
    choose(page, "new", "own")
    choose_password(page, PASSWORD)
    other = chromium.new_context().new_page()
    open_invitation(other, link)
    other.context.close()
    code = keep_code(page)
    expect(page.locator("#code-summary")).to_contain_text("een tweede keer geopend", timeout=PATIENCE)
    assert page.locator("#first-group").input_value().upper() == code[:4]
    page.locator("#step-code button[type=submit]").click()
    card(page)
    sign_in(page, service, "pim", PASSWORD)
