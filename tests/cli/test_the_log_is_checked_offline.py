"""A copy of the log proves by itself what it holds; nothing can be changed or left out of it unnoticed."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crypto.encoding import b64, unb64
from tests.cli.office import Office
from tests.people import VERA
from tests.terminal import Told, zegel


@pytest.fixture(scope="module")
def logged(office: Office) -> Office:
    """A case that stands in the log; its secrets are kept."""
    if "log" not in office.mailboxes:
        office.open_for_reports("eerder", VERA)  # stands before the other in a copy; they share the log
        office.open_for_reports("log", VERA)
        office.mailboxes["log"] = office.report("log", "Voor het logboek.").json
        assert office.admin("log", "batch").status == 0
    return office


@pytest.fixture
def copy(logged: Office, tmp_path: Path) -> Path:
    """A copy of the log."""
    told = logged.admin("log", "export", str(tmp_path / "copy"))
    assert told.status == 0, told.complaint
    return tmp_path / "copy"


@pytest.fixture
def mailbox(logged: Office) -> dict[str, Any]:
    """What the reporter's mailbox shows."""
    return logged.mailbox("log", logged.mailboxes["log"]).json


def verify(copy: Path, *options: str) -> Told:
    """Check a copy with no service and no installation at hand."""
    return zegel("log", "verify", str(copy), "--json", *options)


def pages_of(copy: Path) -> list[Path]:
    """Every page of entries, whole or begun."""
    return sorted(path for path in (copy / "entries").rglob("*") if path.is_file())


def test_a_copy_holds_by_itself(logged: Office, copy: Path) -> None:
    told = verify(copy, "--root", str(copy / "roots" / "log"), "--pin", str(logged.opened["log"]["pin"]))
    assert told.status == 0, told.complaint
    assert told.complaint == ""
    assert told.json["size"] % 16 == 0
    assert told.json["lists"] >= 1
    assert sum(len(page.read_text().splitlines()) for page in pages_of(copy)) == told.json["size"]


def test_without_a_pin_that_is_told(copy: Path) -> None:
    told = verify(copy)
    assert told.status == 0, told.complaint
    assert "Not pinned" in told.complaint


def test_the_root_of_another_organisation_does_not_count(copy: Path) -> None:
    told = verify(copy, "--root", str(copy / "roots" / "log"), "--pin", "0" * 26)
    assert told.status == 3
    assert "of this pin" in told.complaint


def change_an_entry(copy: Path) -> None:
    page = pages_of(copy)[0]
    lines = page.read_text().splitlines()
    raw = bytearray(unb64(lines[3]))
    raw[-1] ^= 1
    lines[3] = b64(bytes(raw))
    page.write_text("".join(f"{line}\n" for line in lines))


def swap_entries(copy: Path) -> None:
    page = pages_of(copy)[0]
    lines = page.read_text().splitlines()
    page.write_text("".join(f"{line}\n" for line in [lines[1], lines[0], *lines[2:]]))


def drop_an_entry(copy: Path) -> None:
    page = pages_of(copy)[0]
    page.write_text("".join(f"{line}\n" for line in page.read_text().splitlines()[1:]))


def claim_less(copy: Path) -> None:
    note = (copy / "checkpoint").read_text().split("\n")
    note[1] = "16"
    (copy / "checkpoint").write_text("\n".join(note))


def lose_the_page(copy: Path) -> None:
    shutil.rmtree(copy / "entries")


@pytest.mark.parametrize(
    ("harm", "status", "sentence"),
    [
        (change_an_entry, 3, "something was changed, added or taken out"),
        (swap_entries, 3, "something was changed, added or taken out"),
        (drop_an_entry, 3, "should hold"),
        (claim_less, 3, "was not signed by the log"),
        (lose_the_page, 1, "missing from the folder"),
    ],
)
def test_a_copy_that_was_changed_is_refused(
    copy: Path, harm: Callable[[Path], None], status: int, sentence: str
) -> None:
    harm(copy)
    told = verify(copy)
    assert (told.status, sentence in told.complaint) == (status, True), told.complaint


def test_an_earlier_checkpoint_is_the_beginning_of_the_log(logged: Office, copy: Path, tmp_path: Path) -> None:
    earlier = tmp_path / "earlier"
    earlier.write_text(logged.admin("log", "checkpoint").output)
    before = verify(copy).json["size"]
    assert logged.admin("log", "batch").status == 0
    assert logged.admin("log", "export", str(copy)).status == 0
    told = verify(copy, "--checkpoint", str(earlier))
    assert told.status == 0, told.complaint
    assert (told.json["begins_with"], told.json["size"]) == (before, before + 16)


def test_a_log_that_was_begun_anew_is_found_out(logged: Office, copy: Path, tmp_path: Path) -> None:
    earlier = tmp_path / "later"
    assert logged.admin("log", "batch").status == 0
    earlier.write_text(logged.admin("log", "checkpoint").output)
    told = verify(copy, "--checkpoint", str(earlier))
    assert told.status == 3
    assert "does not begin with" in told.complaint


def test_receipts_and_events_are_looked_up(copy: Path, mailbox: dict[str, Any], tmp_path: Path) -> None:
    receipt, events = tmp_path / "receipt", tmp_path / "events"
    receipt.write_text(mailbox["receipt"])
    events.write_text(json.dumps(mailbox))
    told = verify(copy, "--receipt", str(receipt), "--events", str(events))
    assert told.status == 0, told.complaint
    assert (told.json["receipts"], told.json["events"]) == (1, 1)


def test_a_receipt_that_is_not_in_the_copy_is_told(logged: Office, copy: Path, tmp_path: Path) -> None:
    secrets = logged.report("log", "Te laat voor deze kopie.").json
    told = logged.mailbox("log", secrets).json
    (tmp_path / "receipt").write_text(told["receipt"])
    (tmp_path / "events").write_text(json.dumps(told))
    without = verify(copy, "--receipt", str(tmp_path / "receipt"))
    assert (without.status, "kept something back" in without.complaint) == (3, True)
    without = verify(copy, "--events", str(tmp_path / "events"))
    assert (without.status, "event 1 of 1" in without.complaint) == (3, True)


def test_a_receipt_is_checked_without_a_service(logged: Office, copy: Path, mailbox: dict[str, Any]) -> None:
    options = ("--root", str(copy / "roots" / "log"), "--pin", str(logged.opened["log"]["pin"]), "--log", str(copy))
    told = zegel("receipt", "verify", "-", "--json", *options, stdin=mailbox["receipt"])
    assert told.status == 0, told.complaint
    assert (told.json["received_on"], told.json["in_log"]) == (mailbox["received_on"], True)
    assert told.complaint == ""
    words = zegel("receipt", "verify", "-", *options, stdin=mailbox["receipt"])
    assert "The receipt holds" in words.output
    assert "does not show what it says, or who sent it" in words.output


def test_a_receipt_is_checked_with_a_service(logged: Office, mailbox: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "bon").write_text(mailbox["receipt"])
    server = ("--server", logged.service.reporter_url, "--organisation", "log")
    told = zegel("receipt", "verify", str(tmp_path / "bon"), "--json", *server)
    assert told.status == 0, told.complaint
    assert told.json["pin"] == logged.opened["log"]["pin"]


@pytest.mark.parametrize(
    ("was", "becomes", "sentence"),
    [
        ("received 2", "received 3", "do not agree|was not signed"),
        ("wbp/1/receipt", "wbp/1/release", "no receipt|was not signed"),
        ("event ", "even ", "no receipt"),
        ("\u2014 zegel", "\u2014 regel", "was not signed"),
    ],
)
def test_a_changed_receipt_is_refused(
    copy: Path, mailbox: dict[str, Any], was: str, becomes: str, sentence: str
) -> None:
    note = mailbox["receipt"].replace(was, becomes, 1)
    told = zegel("receipt", "verify", "-", "--root", str(copy / "roots" / "log"), stdin=note)
    assert told.status == 3
    assert any(part in told.complaint for part in sentence.split("|")), told.complaint


def test_the_receipt_of_another_organisation_is_refused(
    logged: Office, mailbox: dict[str, Any], tmp_path: Path
) -> None:
    logged.add("log-ander")
    assert logged.admin("log", "export", str(tmp_path / "copy")).status == 0
    root = str(tmp_path / "copy" / "roots" / "log-ander")
    told = zegel("receipt", "verify", "-", "--root", root, stdin=mailbox["receipt"])
    assert (told.status, "another organisation" in told.complaint) == (3, True)


def test_a_root_is_needed(mailbox: dict[str, Any]) -> None:
    told = zegel("receipt", "verify", "-", stdin=mailbox["receipt"])
    assert (told.status, "--root FILE" in told.complaint) == (1, True)
