"""A package as a folder with metadata, from a connected system and from an account, byte for byte."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from tests.cli.authority_desk import AuthorityDesk
from tests.cli.office import Office
from tests.people import STORY, VERA
from tests.terminal import zegel

SLUG = "map-van-een-pakket"


@pytest.fixture
def desk(office: Office, tmp_path: Path) -> AuthorityDesk:
    """An authority that may ask, at an organisation that takes reports."""
    office.open_for_reports(SLUG, VERA)
    made = AuthorityDesk(office, tmp_path, SLUG, f"Toezicht {tmp_path.name}")
    made.make_keys()
    assert made.connect().status == 0
    return made


def test_everything_stands_in_the_folder_and_its_hashes_fit(desk: AuthorityDesk, tmp_path: Path) -> None:
    secrets = desk.sent_by_a_reporter()
    (package,) = desk.fetch()
    assert desk.run("acknowledge", package["file"]).status == 0
    assert desk.run("reply", package["file"], "--text-file", "-", stdin="Wanneer <b>was</b> dat?").status == 0
    told = zegel(
        "outside", "reply", "--server", desk.server, "--organisation", SLUG, "--to", desk.name, "--json",
        "--text-file", str(desk.office.file("answer", "In maart.")),
        stdin=json.dumps({name: secrets[name] for name in ("case_code", "passphrase")}),
    )  # fmt: skip
    assert told.status == 0, told.complaint
    folder = tmp_path / "folder"
    written = desk.run("export", package["file"], str(folder))
    assert written.status == 0, written.complaint
    about = json.loads((folder / "metadata.json").read_text(encoding="utf-8"))
    there = {str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file()}
    assert {one["name"] for one in about["files"]} | {"metadata.json"} == there == set(written.json["files"])
    assert all(sha256((folder / one["name"]).read_bytes()).hexdigest() == one["sha256"] for one in about["files"])
    assert [one["text"] for one in about["messages"]] == [STORY.strip(), "In maart.", "Wanneer <b>was</b> dat?"]
    assert [one["kind"] for one in about["statements"]] == [7]
    assert (about["state"], about["readers"]) == ("acknowledged", [desk.fingerprint])
    page = (folder / "package.html").read_text(encoding="utf-8")
    assert "Wanneer &lt;b&gt;was" in page
    assert all((one.stat().st_mode & 0o077) == 0 for one in folder.rglob("*") if one.is_file())
    again = desk.run("export", package["file"], str(folder))
    assert (again.status, again.json["error"]) == (1, "file")
