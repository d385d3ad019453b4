"""From a terminal: who was let in by a colleague opens a package that is sealed to that colleague, and signs for it."""

import json
from dataclasses import replace

import pytest

from app.cli.package_file import fetch_package, remember_package
from app.cli.workplace_session import signed_in
from crypto.codes import fingerprint
from crypto.consent_verify import parse_package
from crypto.directory import Entry
from crypto.duty import DutyKind, sign_duty
from crypto.encoding import b64, day_str, unb64
from crypto.envelope_inspect import NOTE_TO_SELF, Context, env_hash
from crypto.envelope_seal import Recipients, Sender, seal
from crypto.message import Message, MessageType
from crypto.rewrap_make import passed_on_key
from tests.cli.office import Office
from tests.people import STORY, VERA, Person
from tests.terminal import Told, zegel

SLUG = "twee-aan-een-bureau"
OMAR = Person("Toezicht Twee Bureaus", "", "omar-aan-het-bureau", "omar leest de krant van achteren")
ESRA = replace(OMAR, sign_in_name="esra-aan-het-bureau", password="esra schrijft met groene inkt")


def enrolled(office: Office, person: Person) -> str:
    """Make keys and stand on the list; the fingerprint."""
    words = ("--name", person.name, "--role", "authority", "--sign-in", person.sign_in_name, "--json")
    told = office.take_invitation(office.admin("organisation", "invite", SLUG, *words).json["link"], person.password)
    assert told.status == 0, told.complaint
    office.fingerprints[SLUG, person.name] = told.json["fingerprint"]
    assert office.publish(SLUG, person).status == 0
    return str(told.json["fingerprint"])


@pytest.fixture(scope="module")
def given(office: Office) -> tuple[str, str]:
    """A report that one of two colleagues was given: the fingerprint of the other, and the package."""
    office.open_for_reports(SLUG, VERA)
    enrolled(office, OMAR)
    told = office.report(SLUG, STORY).json
    secrets = json.dumps({name: told[name] for name in ("case_code", "passphrase")})
    place = ("--server", office.service.reporter_url, "--organisation", SLUG)
    sent = zegel("outside", "send", *place, "--to", OMAR.name, "--json", stdin=secrets)
    assert sent.status == 0, sent.complaint
    (package,) = at_the_desk(office, OMAR, "list").json["packages"]
    return enrolled(office, ESRA), str(package["id"])


def at_the_desk(office: Office, who: Person, command: str, *words: str) -> Told:
    password = office.file(f"{who.sign_in_name}.password", who.password + "\n")
    place = ("--server", office.service.workplace_url, "--name", who.sign_in_name)
    return zegel("package", command, *place, *words, "--password-file", str(password), "--json")


def let_in(office: Office, print_: str, package: str) -> None:
    """What the browser of the first does: a signed word for the other, and the keys, sealed to them."""
    with signed_in(office.service.workplace_url, OMAR.sign_in_name, OMAR.password, None) as session:
        opened = fetch_package(session, package)
        remember_package(session, opened)
        other: Entry = next(
            one for one in opened.organisation.listed().entries if fingerprint(one.record.id_pk) == print_
        )
        token, raw = opened.opened.token, unb64(str(opened.told["package"]))
        boxes = session.boxes(opened.org)
        keys = [
            [b64(env_hash(envelope)), b64(passed_on_key(opened.opened.rewrap, env_hash(envelope), boxes))]
            for _, envelope in parse_package(raw).messages
        ]
        fields = {"package": package, "openedOn": day_str(opened.opened_on), "keys": keys}
        body = json.dumps({"v": 1, "text": "", "fields": fields}).encode()
        day = opened.organisation.today
        note = seal(
            Context(token.org_id, token.case_id, NOTE_TO_SELF, token.space, 0),
            Message(MessageType.MESSAGE, day, opened.organisation.listed().dir_hash, body),
            Sender(session.identity_seed, boxes[-1].box_pk),
            Recipients.of(other.record),
        )
        word = sign_duty(
            DutyKind.ASSIGNED,
            0,
            token.space,
            token.org_id,
            token.case_id,
            session.identity_seed,
            other.record.id_pk,
            day,
            0,
        )
        session.link.post(
            f"/w/v1/packages/{package}/colleagues", {"statement": b64(word), "envelope": b64(note), "index": 0}
        )


def test_the_list_alone_opens_nothing_and_a_colleagues_word_opens_all_of_it(
    office: Office, given: tuple[str, str]
) -> None:
    print_, package = given
    assert at_the_desk(office, ESRA, "list").json["packages"] == []
    assert at_the_desk(office, ESRA, "open", package).status != 0
    let_in(office, print_, package)
    for _ in range(2):
        opened = at_the_desk(office, ESRA, "open", package)
        assert opened.status == 0, opened.complaint
        assert [one["text"] for one in opened.json["messages"]] == [STORY.strip()]
    folder = office.file("beside", "").with_name("folder-of-esra")
    assert at_the_desk(office, ESRA, "export", package, str(folder)).status == 0
    about = json.loads((folder / "metadata.json").read_text(encoding="utf-8"))
    assert [one["text"] for one in about["messages"]] == [STORY.strip()]
    assert len(about["readers"]) == 2
    told = at_the_desk(office, ESRA, "acknowledge", package)
    assert told.status == 0, told.complaint
    assert told.json["state"] == "acknowledged"


def test_another_reporters_words_under_the_same_package_are_refused(office: Office, given: tuple[str, str]) -> None:
    _, package = given
    with signed_in(office.service.workplace_url, OMAR.sign_in_name, OMAR.password, None) as session:
        remember_package(session, fetch_package(session, package))
        contents = json.loads(json.dumps(session.contents))
        (org,) = [org for org, ours in contents["orgs"].items() if package in ours.get("packages", {})]
        kept = contents["orgs"][org]["packages"][package]
        honest, kept["signPk"] = kept["signPk"], b64(bytes(32))
        session.keep(session.sealed(contents))
    refused = at_the_desk(office, OMAR, "open", package)
    with signed_in(office.service.workplace_url, OMAR.sign_in_name, OMAR.password, None) as session:
        contents = json.loads(json.dumps(session.contents))
        contents["orgs"][org]["packages"][package]["signPk"] = honest
        session.keep(session.sealed(contents))
    assert refused.status == 3
    assert STORY.strip() not in refused.output
    assert at_the_desk(office, OMAR, "open", package).status == 0
