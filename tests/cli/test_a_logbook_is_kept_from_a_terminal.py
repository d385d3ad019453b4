"""A logbook from a terminal: begun, lengthened, read back with proved days, written out by the letters, and erased."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.cli.office import Office
from tests.people import VERA
from tests.terminal import Told, zegel

SLUG = "dagboek"


@pytest.fixture
def keeping(office: Office) -> Office:
    office.open_for_reports(SLUG, VERA)
    return office


def diary(office: Office, command: str, *words: str, secrets: Mapping[str, Any] | None = None) -> Told:
    stdin = json.dumps({name: secrets[name] for name in ("case_code", "passphrase")}) if secrets else ""
    server = ("--server", office.service.reporter_url, "--organisation", SLUG)
    return zegel("logbook", command, *server, "--json", *words, stdin=stdin)


def begun(office: Office) -> dict[str, Any]:
    told = diary(office, "open", "--text-file", str(office.file("eerst", "Ik mocht niet mee.")), "--harm", "i")
    assert told.status == 0, told.complaint
    return told.json


def test_entries_are_read_back_with_the_days_of_their_receipts(keeping: Office) -> None:
    secrets = begun(keeping)
    letter = str(keeping.file("brief", "Een brief over mijn functie."))
    day = ("--day", "2026-11-02", "--harm", "c", "--harm", "threat")
    assert diary(keeping, "write", "--text-file", letter, *day, secrets=secrets).status == 0
    found = diary(keeping, "read", secrets=secrets).json["entries"]
    assert [(one["text"], one["codes"]) for one in found] == [
        ("Ik mocht niet mee.", ["i"]),
        ("Een brief over mijn functie.", ["c", "threat"]),
    ]
    assert found[1]["day"] == "2026-11-02"
    assert {one["received_on"] for one in found} == {secrets["received_on"]}
    assert [one["warning"] for one in found] == [None, None]


def test_the_export_is_sorted_by_the_letters_and_carries_the_receipts(keeping: Office, tmp_path: Path) -> None:
    secrets = begun(keeping)
    letter = str(keeping.file("lager", "Ik kreeg een lagere functie."))
    diary(keeping, "write", "--text-file", letter, "--harm", "c", secrets=secrets)
    out = tmp_path / "logboek.html"
    told = diary(keeping, "export", "--out", str(out), secrets=secrets)
    assert told.json == {"file": "logboek.html", "entries": 2, "sent": False}
    page = out.read_text(encoding="utf-8")
    assert page.index("Ik kreeg een lagere functie.") < page.index("Ik mocht niet mee.")
    assert page.count("wbp/1/logbook-receipt") == 2
    assert "17da(1)(c)" in page
    one = tmp_path / "een.html"
    assert diary(keeping, "export", "--out", str(one), "--entry", "1", secrets=secrets).json["entries"] == 1
    assert "Ik kreeg een lagere functie." not in one.read_text(encoding="utf-8")


def test_a_logbook_is_erased_and_its_code_opens_nothing(keeping: Office) -> None:
    secrets = begun(keeping)
    assert diary(keeping, "erase", secrets=secrets).json == {"erased": True}
    assert diary(keeping, "read", secrets=secrets).status != 0


def test_a_letter_that_is_none_and_a_day_to_come_are_refused(keeping: Office) -> None:
    text = str(keeping.file("nee", "Niets."))
    assert diary(keeping, "open", "--text-file", text, "--harm", "z").status == 1
    assert diary(keeping, "open", "--text-file", text, "--day", "2999-01-01").status == 1


def test_no_case_opens_as_a_logbook(keeping: Office) -> None:
    secrets = keeping.report(SLUG, "Een melding.").json
    assert "no such logbook" in diary(keeping, "read", secrets=secrets).complaint
