"""An authority fetches, opens, acknowledges, tells and writes with nothing but its key files and the API."""

import json
from pathlib import Path

import pytest

from tests.cli.authority_desk import AuthorityDesk
from tests.cli.office import Office
from tests.people import STORY, VERA
from tests.terminal import zegel

SLUG = "koppeling"
OTHER = "tweede-koppeling"


@pytest.fixture
def desk(office: Office, tmp_path: Path) -> AuthorityDesk:
    """An authority that may ask, at an organisation that takes reports."""
    office.open_for_reports(SLUG, VERA)
    made = AuthorityDesk(office, tmp_path, SLUG, f"Toezicht {tmp_path.name}")
    made.make_keys()
    assert made.connect().status == 0
    return made


def test_the_whole_way_from_a_terminal(desk: AuthorityDesk, tmp_path: Path) -> None:
    secrets = desk.sent_by_a_reporter()
    (package,) = desk.fetch()
    opened = zegel("authority", "open", package["file"], "--key", str(tmp_path / "own.key"), "--json", *desk.secret)
    assert opened.status == 0, opened.complaint
    assert opened.json["messages"][0]["text"] == STORY.strip()
    assert STORY.strip() not in Path(package["file"]).read_text(encoding="utf-8")
    assert desk.fetch() == []

    received = desk.run("acknowledge", package["file"], "--reference", "Z/2026/17")
    assert (received.status, received.json["state"]) == (0, "acknowledged"), received.complaint
    replied = desk.run("reply", package["file"], "--text-file", "-", stdin="Wanneer was dat?")
    assert replied.status == 0, replied.complaint
    more = desk.run("status", package["file"], "more-time", "--text-file", "-", stdin="Het zijn veel stukken.")
    assert more.status == 0, more.complaint
    told = desk.run("status", package["file"], "answered", "--text-file", "-", stdin="Wij onderzoeken het.")
    assert (told.status, told.json["state"]) == (0, "answered"), told.complaint
    lines = desk.run("messages", package["file"]).json["messages"]
    assert [(one["from"], one["index"], one["text"]) for one in lines] == [
        ("you", 0, "Wanneer was dat?"), ("you", 1, "Het zijn veel stukken."), ("you", 2, "Wij onderzoeken het."),
    ]  # fmt: skip
    (seen,) = desk.office.mailbox(SLUG, secrets).json["packages"]
    assert (seen["state"], seen["reference"]) == ("answered", "Z/2026/17")
    assert next((one["from"], one["text"]) for one in seen["messages"]) == ("recipient", "Wanneer was dat?")
    assert [(one["kind"], one["verified"]) for one in seen["statements"]] == [
        ("received", True), ("takes more time", True), ("answered", True),
    ]  # fmt: skip


def test_the_reporter_answers_the_authority(desk: AuthorityDesk) -> None:
    secrets = desk.sent_by_a_reporter()
    (package,) = desk.fetch()
    assert desk.run("reply", package["file"], "--text-file", "-", stdin="Wanneer was dat?").status == 0
    for text in ("In maart.", "En in april."):
        told = zegel(
            "outside", "reply", "--server", desk.server, "--organisation", SLUG, "--to", desk.name, "--json",
            "--text-file", str(desk.office.file("answer", text)),
            stdin=json.dumps({name: secrets[name] for name in ("case_code", "passphrase")}),
        )  # fmt: skip
        assert told.status == 0, told.complaint
    lines = desk.run("messages", package["file"]).json["messages"]
    assert [(one["from"], one["text"], one["problem"]) for one in lines] == [
        ("reporter", "In maart.", None), ("reporter", "En in april.", None), ("you", "Wanneer was dat?", None),
    ]  # fmt: skip


def test_who_is_not_competent_says_so_in_words_and_signed(desk: AuthorityDesk) -> None:
    desk.sent_by_a_reporter()
    (package,) = desk.fetch()
    told = desk.run("status", package["file"], "not-competent", "--text-file", "-", stdin="Dit hoort elders.")
    assert (told.status, told.json["state"]) == (0, "declined"), told.complaint
    late = desk.run("acknowledge", package["file"])
    assert (late.status, late.json["error"]) == (1, "not-now")


def test_a_changed_package_shows_nothing(desk: AuthorityDesk, tmp_path: Path) -> None:
    desk.sent_by_a_reporter()
    (package,) = desk.fetch()
    document = json.loads(Path(package["file"]).read_text(encoding="utf-8"))
    document["container"] = document["container"][:-8] + "AAAAAAA="
    changed = desk.office.file("changed-package.json", json.dumps(document))
    told = zegel("authority", "open", str(changed), "--key", str(tmp_path / "own.key"), "--json", *desk.secret)
    assert told.status == 3
    assert STORY.strip() not in told.output


def test_a_key_is_changed_and_a_system_is_shut_out(desk: AuthorityDesk) -> None:
    next_key = desk.make_client_key("next")
    turned = desk.office.admin("authority", "rotate", desk.client, "--public", next_key, "--json")
    assert turned.status == 0, turned.complaint
    assert desk.run("fetch", str(desk.place / "packages")).status == 0
    desk.write_connection("next")
    assert desk.run("fetch", str(desk.place / "packages")).status == 0
    first = str(desk.place / "client.jwk")
    assert desk.office.admin("authority", "revoke", desk.client, "--public", first, "--json").status == 0
    desk.write_connection("client")
    assert desk.run("fetch", str(desk.place / "packages")).status == 4
    desk.write_connection("next")
    assert desk.run("fetch", str(desk.place / "packages")).status == 0
    assert desk.office.admin("authority", "revoke", desk.client, "--json").status == 0
    assert desk.run("fetch", str(desk.place / "packages")).status == 4
    systems = desk.office.admin("authority", "systems", "--json").json["systems"]
    assert [one["revoked_on"] is not None for one in systems if one["client"] == desk.client] == [True]


def test_nobody_is_added_without_the_fingerprint(desk: AuthorityDesk) -> None:
    record, public = str(desk.place / "record.json"), desk.make_client_key("other")
    words = (record, "--public", public, "--confirm", "AAAA-AAAA-AAAA-AAAA", "--json")
    wrong = desk.office.admin("authority", "add", *words)
    assert (wrong.status, wrong.json["error"]) == (1, "fingerprint")


def test_the_log_is_copied_and_only_grew(desk: AuthorityDesk) -> None:
    desk.sent_by_a_reporter()
    (package,) = desk.fetch()
    words = ("authority", "verify-log", package["file"], str(desk.place / "log"), "--server", desk.server, "--json")
    first = zegel(*words)
    assert first.status == 0, first.complaint
    assert first.json["since"] is None
    assert desk.office.admin("log", "batch", "--json").status == 0
    second = zegel(*words)
    assert (second.status, second.json["since"]) == (0, first.json["size"]), second.complaint
    page = next((desk.place / "log" / "entries").rglob("*.p/*"), None) or desk.place / "log" / "entries" / "0"
    assert page.exists()


def test_one_system_serves_every_organisation_at_which_its_authority_is_listed(
    desk: AuthorityDesk, tmp_path: Path
) -> None:
    desk.office.open_for_reports(OTHER, VERA)
    desk.be_listed(OTHER)
    desk.sent_by_a_reporter()
    desk.sent_by_a_reporter(OTHER)
    names = set()
    for package in desk.fetch():
        words = (package["file"], "--key", str(tmp_path / "own.key"), "--json", *desk.secret)
        names.add(zegel("authority", "open", *words).json["organisation"])
    assert names == {f"Organisatie {SLUG}", f"Organisatie {OTHER}"}
