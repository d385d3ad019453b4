"""From a terminal: evidence that is checked without the service; a complaint that holds what was named and no more."""

import html
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.cli.office import Office
from tests.people import STORY, VERA
from tests.terminal import Told, zegel

SLUG = "bewaren"
PRIVATE = "Dit blijft tussen ons."


@pytest.fixture
def reported(office: Office) -> tuple[Office, dict[str, Any]]:
    office.open_for_reports(SLUG, VERA)
    return office, office.report(SLUG, STORY, "--track", "sparren").json


def as_reporter(office: Office, secrets: Mapping[str, Any], command: str, *words: str) -> Told:
    stdin = json.dumps({name: secrets[name] for name in ("case_code", "passphrase")})
    server = ("--server", office.service.reporter_url, "--organisation", SLUG)
    return zegel(command, *server, "--json", *words, stdin=stdin)


def notes(page: str) -> list[str]:
    """Everything that stands in a file to be copied out."""
    return [html.unescape(one) for one in re.findall(r"<pre[^>]*>(.*?)</pre>", page, re.DOTALL)]


def test_evidence_is_checked_without_the_service(reported: tuple[Office, dict[str, Any]], tmp_path: Path) -> None:
    office, secrets = reported
    assert as_reporter(office, secrets, "track", "--to", "melding").status == 0
    told = as_reporter(office, secrets, "evidence", "--out", str(tmp_path / "bewijs.html"))
    assert told.status == 0, told.complaint
    assert (told.json["receipts"], told.json["events"]) == (2, 2)
    page = (tmp_path / "bewijs.html").read_text(encoding="utf-8")
    assert "Bewaar dit bestand waar je werkgever niet komt." in page
    assert STORY.strip() not in html.unescape(page)
    texts, root = notes(page), tmp_path / "root.txt"
    root.write_text(next(one for one in texts if one.startswith("wbp/1/root")), encoding="utf-8")
    pin = re.search(r"--pin (\w{26})", page)
    assert pin is not None
    tracks = []
    for text in (one for one in texts if one.startswith("wbp/1/receipt")):
        file = office.file("bewijsje", text)
        checked = zegel("receipt", "verify", str(file), "--root", str(root), "--pin", pin[1], "--json")
        assert checked.status == 0, checked.complaint
        tracks.append(checked.json["track"])
    assert tracks == ["sparren", "melding"]
    assert as_reporter(office, secrets, "evidence", "--out", str(tmp_path / "bewijs.html")).json["error"] == "exists"


def test_a_complaint_holds_what_was_named_and_a_place_for_the_name(
    reported: tuple[Office, dict[str, Any]], tmp_path: Path
) -> None:
    office, secrets = reported
    assert office.mailbox(SLUG, secrets, "--reply-file", str(office.file("stil", PRIVATE))).status == 0
    out = tmp_path / "klacht.html"
    told = as_reporter(office, secrets, "complaint", "--out", str(out), "--message", "0", "--name", "Anna <b>B</b>")
    assert (told.status, told.json["messages"], told.json["sent"]) == (0, 1, False), told.complaint
    page = out.read_text(encoding="utf-8")
    assert STORY.strip() in html.unescape(page)
    assert "Anna &lt;b&gt;B&lt;/b&gt;" in page
    assert PRIVATE not in page
    assert "………" in page
    nothing = as_reporter(office, secrets, "complaint", "--out", str(tmp_path / "niets.html"))
    assert (nothing.json["error"], (tmp_path / "niets.html").exists()) == ("usage", False)
    absent = as_reporter(office, secrets, "complaint", "--out", str(tmp_path / "geen.html"), "--message", "9")
    assert absent.json["error"] == "message"
