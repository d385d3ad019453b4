"""From a terminal a counsellor keeps the register's rows of the own cases and makes the own yearly report."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.office import Office
from tests.cli.test_a_case_is_answered_from_a_terminal import SLUG as ANSWERED
from tests.cli.test_a_case_is_answered_from_a_terminal import act, done, feedback, reported
from tests.people import VERA, VINCENT
from tests.terminal import Told, zegel


@pytest.fixture(scope="module")
def lines(office: Office) -> list[dict[str, Any]]:
    """Two reports and one advice; the first report is answered and closed."""
    office.open_for_reports(ANSWERED, VERA)
    _, first = reported(office)
    reported(office)
    reported(office, "--track", "sparren")
    done(act(office, "acknowledge", first))
    done(feedback(office, first))
    done(act(office, "close", first, text=None))
    return own_lines(office)


def own_lines(office: Office) -> list[dict[str, Any]]:
    listed = own(office, "own-register", "list").json["lines"]
    assert isinstance(listed, list)
    return listed


def own(office: Office, *words: str) -> Told:
    password = office.file("vera.password", VERA.password + "\n")
    who = ("--server", office.service.workplace_url, "--name", f"vera-{ANSWERED}", "--password-file", str(password))
    return zegel(*words, *who, *(() if "--out" in words else ("--json",)))


def closed(lines: list[dict[str, Any]]) -> dict[str, Any]:
    return next(line for line in lines if line["closedOn"] is not None)


def test_the_list_holds_every_report_and_no_advice(office: Office, lines: list[dict[str, Any]]) -> None:
    assert {line["organisation"] for line in lines} == {f"Organisatie {ANSWERED}"}
    assert len(lines) == office.counsellor("worklist", ANSWERED, VERA).json["cases"].__len__() - 1
    assert closed(lines)["destroyOn"] is not None
    assert all(line["releasedOn"] is None for line in lines)


def test_only_what_is_closed_is_kept_longer_and_destroyed(office: Office, lines: list[dict[str, Any]]) -> None:
    number, still = closed(lines)["id"], next(line["id"] for line in lines if line["closedOn"] is None)
    later = ("--until", "2040-01-01", "--reason", "Er loopt een rechtszaak.")
    assert done(own(office, "own-register", "extend", number, *later))["destroyOn"] == "2040-01-01"
    for wrong, words in (
        (still, later),
        (number, later),
        ("0" * 32, later),
    ):
        refused = own(office, "own-register", "extend", wrong, *words)
        assert (refused.status, refused.json["error"]) == (1, "register")
    gone = done(own(office, "own-register", "destroy", number, "--reason", "Niet meer nodig."))
    assert gone["reason"] == "Niet meer nodig."
    assert number not in {line["id"] for line in own_lines(office)}


def test_the_own_report_is_made_here_and_withholds_what_the_own_eyes_see(
    office: Office, lines: list[dict[str, Any]], tmp_path: Path
) -> None:
    assert lines
    year = str(office.today().year)
    own_report = ("own-report", year, "--organisation", ANSWERED)
    seen = done(own(office, *own_report, "--own-eyes"))
    assert seen["total"] == sum(group["cases"] for group in seen["groups"]) > 0
    refused = own(office, *own_report)
    assert (refused.status, refused.json["error"]) == (1, "usage")
    past = str(office.today().year - 1)
    out = tmp_path / "verslag.html"
    told = own(office, "own-report", past, "--organisation", ANSWERED, "--lang", "en", "--out", str(out))
    assert told.status == 0, told.complaint
    page = out.read_text(encoding="utf-8")
    assert f"Organisatie {ANSWERED}" in page
    assert VERA.name in page
    assert "For your eyes only" not in page
    again = own(office, "own-report", past, "--organisation", "nergens", "--out", str(tmp_path / "x.html"))
    assert again.status == 1


def test_another_counsellor_sees_none_of_it(office: Office, lines: list[dict[str, Any]]) -> None:
    assert lines
    office.open_for_reports("eigen-register", VINCENT)
    password = office.file("vincent.password", VINCENT.password + "\n")
    who = (
        "--server",
        office.service.workplace_url,
        "--name",
        "vincent-eigen-register",
        "--password-file",
        str(password),
    )
    assert zegel("own-register", "list", *who, "--json").json["lines"] == []
    stolen = zegel("own-register", "destroy", lines[0]["id"], "--reason", "Weg.", *who, "--json")
    assert (stolen.status, stolen.json["error"]) == (1, "register")
