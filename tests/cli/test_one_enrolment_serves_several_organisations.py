"""Somebody of an authority makes keys once: another organisation is taken on by the account that is there."""

import json

from tests.cli.office import Office
from tests.people import STORY, VERA, Person
from tests.terminal import Told, zegel

FIRST, SECOND = "eerste-van-twee", "tweede-van-twee"
DESK = Person("Toezicht Twee Keer", "", "omar-twee-keer", "omar leest de krant van achteren")


def listed_at(office: Office, slug: str, *options: str) -> str:
    """Invite, take the invitation and publish; the fingerprint."""
    words = ("--name", DESK.name, "--role", "authority", "--sign-in", DESK.sign_in_name, "--json")
    link = office.admin("organisation", "invite", slug, *words).json["link"]
    told = office.take_invitation(link, DESK.password, *options)
    assert told.status == 0, told.complaint
    office.fingerprints[slug, DESK.name] = told.json["fingerprint"]
    assert office.publish(slug, DESK).status == 0
    return str(told.json["fingerprint"])


def given(office: Office, slug: str) -> None:
    """Somebody of this organisation reports and gives it to the authority."""
    told = office.report(slug, STORY).json
    secrets = json.dumps({name: told[name] for name in ("case_code", "passphrase")})
    place = ("--server", office.service.reporter_url, "--organisation", slug)
    sent = zegel("outside", "send", *place, "--to", DESK.name, "--json", stdin=secrets)
    assert sent.status == 0, sent.complaint


def at_the_desk(office: Office, command: str, *words: str) -> Told:
    """Run a command of the account."""
    password = office.file("desk.password", DESK.password + "\n")
    place = ("--server", office.service.workplace_url, "--name", DESK.sign_in_name)
    told = zegel("package", command, *place, *words, "--password-file", str(password), "--json")
    assert told.status == 0, told.complaint
    return told


def test_packages_of_two_organisations_come_to_one_account(office: Office) -> None:
    for slug in (FIRST, SECOND):
        office.open_for_reports(slug, VERA)
    first = listed_at(office, FIRST)
    assert listed_at(office, SECOND, "--existing", "--name", DESK.sign_in_name) == first
    for slug in (FIRST, SECOND):
        given(office, slug)
    packages = at_the_desk(office, "list").json["packages"]
    assert len({one["orgId"] for one in packages}) == len(packages) == 2
    for one in packages:
        assert at_the_desk(office, "open", one["id"]).json["messages"][0]["text"] == STORY.strip()
