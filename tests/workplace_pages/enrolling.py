"""Somebody who opens an invitation in a browser, and an administrator who publishes the key."""

from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.running_service import RunningService

PATIENCE = 120_000
"""Milliseconds: a derivation of 64 MiB on a busy machine."""


@dataclass(frozen=True)
class Enrolled:
    """What a new counsellor takes away: the card's fingerprint and the printed code."""

    fingerprint: str
    recovery_code: str


def invite(service: RunningService, organisation: str, name: str, sign_in_name: str) -> str:
    """Let the administrator make an invitation; the link."""
    words = ("--name", name, "--kind", "external", "--subjects", "OO+IS", "--sign-in", sign_in_name)
    printed = service.run("counsellor", "invite", organisation, *words).split()
    return next(word for word in printed if "/workplace/enrol#" in word)


def open_invitation(page: Page, link: str) -> None:
    """Open the link of an invitation and wait until it says who it is for."""
    page.set_default_timeout(PATIENCE)
    page.goto(link)
    expect(page.locator("#invitation-found")).to_be_visible()


def choose(page: Page, account: str, device: str) -> None:
    """Go through the first two steps of a new account."""
    page.locator(f"input[name=account][value={account}]").check()
    page.locator("#step-invitation button[type=submit]").click()
    page.locator(f"input[name=device][value={device}]").check()
    page.locator("#step-device button[type=submit]").click()


def choose_password(page: Page, password: str) -> None:
    """Type a password twice and go on."""
    page.locator("#new-first").fill(password)
    page.locator("#new-again").fill(password)
    page.locator("#step-password button[type=submit]").click()


def keep_code(page: Page) -> str:
    """Write the recovery code down and type two groups back, in small letters."""
    expect(page.locator("#groups li")).to_have_count(7)
    groups = page.locator("#groups li").all_inner_texts()
    page.locator("#first-group").fill(groups[0].lower())
    page.locator("#last-group").fill(groups[-1].lower())
    page.locator("#step-code button[type=submit]").click()
    return "-".join(groups)


def card(page: Page) -> str:
    """Wait for the card and read its fingerprint."""
    expect(page.locator("#step-card .key-card")).to_be_visible(timeout=PATIENCE)
    return page.locator("#card [data-fill=fingerprint]").inner_text()


def enrol(page: Page, link: str, password: str) -> Enrolled:
    """Make a new account on one's own device."""
    open_invitation(page, link)
    choose(page, "new", "own")
    choose_password(page, password)
    code = keep_code(page)
    return Enrolled(card(page), code)


def sign_in(page: Page, service: RunningService, name: str, password: str) -> None:
    """Sign in and see the worklist."""
    page.set_default_timeout(PATIENCE)
    page.goto(f"{service.workplace_url}/workplace?lang=nl")
    page.locator("#name").fill(name)
    page.locator("#password").fill(password)
    page.locator("#sign-in button[type=submit]").click()
    expect(page.locator("#view-worklist")).to_be_visible(timeout=PATIENCE)
