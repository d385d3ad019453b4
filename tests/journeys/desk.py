"""The people of one authority at the workplace: enrolling, being published, and a reporter at a terminal."""

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from tests.journeys.reporter import PATIENCE
from tests.people import MUNICIPALITY
from tests.running_service import RunningService
from tests.terminal import zegel

NAME = "Toezicht Voorbeeld"
PASSWORDS = {"omar": "omar vaart in de zomer met zijn boot", "esra": "esra plant elk jaar weer tulpen"}


def invite(service: RunningService, who: str, organisation: str = MUNICIPALITY, name: str = NAME) -> str:
    """Let the administrator invite somebody of an authority; the link."""
    words = ("--name", name, "--role", "authority", "--sign-in", who)
    printed = service.run("organisation", "invite", organisation, *words).split()
    return next(word for word in printed if "/workplace/enrol#" in word)


def enrol(service: RunningService, who: str, place: Path, *, name: str = NAME) -> str:
    """Enrol somebody of an authority from a terminal, and publish the key; the fingerprint."""
    password = place / f"{who}.password"
    password.write_text(f"{PASSWORDS.get(who, who * 5)}\n")
    token = invite(service, who, name=name).partition("#")[2]
    told = zegel("counsellor", "enrol", "--server", service.workplace_url, "--device", "own", "--json",
                 "--password-file", str(password), stdin=json.dumps({"invitation": token}))  # fmt: skip
    assert told.status == 0, told.complaint
    fingerprint = str(told.json["fingerprint"])
    publish(service, fingerprint)
    return fingerprint


def publish(service: RunningService, fingerprint: str, organisation: str = MUNICIPALITY) -> None:
    """Compare a card with what waits and publish it."""
    signer = Path(service.data) / "signers" / f"{organisation}.signer"
    service.run("organisation", "publish", organisation, "--confirm", fingerprint, "--signer", str(signer))


def retire(service: RunningService, fingerprint: str, organisation: str = MUNICIPALITY) -> None:
    """Publish that somebody left."""
    signer = Path(service.data) / "signers" / f"{organisation}.signer"
    service.run("organisation", "retire", organisation, fingerprint, "--signer", str(signer))


def given(service: RunningService, text: str, to: str = NAME) -> dict[str, Any]:
    """Somebody reports and gives it to the authority, which may write; code and words."""
    place = ("--server", service.reporter_url, "--organisation", MUNICIPALITY, "--json")
    reported = zegel("report", *place, "--text-file", "-", stdin=text)
    assert reported.status == 0, reported.complaint
    secrets = {name: reported.json[name] for name in ("case_code", "passphrase")}
    sent = zegel("outside", "send", *place, "--to", to, stdin=json.dumps(secrets))
    assert sent.status == 0, sent.complaint
    return secrets


def mailbox(service: RunningService, secrets: dict[str, Any]) -> dict[str, Any]:
    """What the reporter finds."""
    place = ("--server", service.reporter_url, "--organisation", MUNICIPALITY, "--json")
    told = zegel("mailbox", *place, stdin=json.dumps(secrets))
    assert told.status == 0, told.complaint
    answer = told.json
    assert isinstance(answer, dict)
    return answer


def reply(service: RunningService, secrets: dict[str, Any], text: Path, to: str = NAME) -> None:
    """The reporter answers the authority."""
    place = ("--server", service.reporter_url, "--organisation", MUNICIPALITY, "--json")
    told = zegel("outside", "reply", *place, "--to", to, "--text-file", str(text), stdin=json.dumps(secrets))
    assert told.status == 0, told.complaint


def at_the_desk(page: Page, service: RunningService, who: str, language: str = "nl") -> None:
    """Sign in and see what was given."""
    page.set_default_timeout(PATIENCE)
    page.goto(f"{service.workplace_url}/workplace?lang={language}")
    page.locator("#name").fill(who)
    page.locator("#password").fill(PASSWORDS[who])
    page.locator("#sign-in button[type=submit]").click()
    expect(page.locator("#view-packages")).to_be_visible(timeout=PATIENCE)


def act(page: Page, name: str, **fields: str) -> None:
    """Fill in one short form of the package and send it."""
    page.locator(f"#act-{name} summary").click()
    for field, text in fields.items():
        page.locator(f"#{name}-{field}").fill(text)
    page.locator(f"#{name} button[type=submit]").click()
    expect(page.locator(f"#act-{name}[open]")).to_have_count(0, timeout=PATIENCE)
