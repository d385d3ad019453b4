"""An authority without an account: its key is made on its own machine, its record handed over, compared, published."""

import json
from pathlib import Path

from tests.cli.office import PASSPHRASE, Office
from tests.people import STORY, VERA
from tests.terminal import Told, zegel

SLUG = "toezicht"
NAME = "Toezicht Voorbeeld"


def made(office: Office, place: Path, *more: str) -> Told:
    secret = office.file("passphrase", PASSPHRASE)
    return zegel(
        "authority", "key", str(place / "own.key"), "--name", NAME, "--record", str(place / "record.json"),
        "--passphrase-file", str(secret), "--json", *more,
    )  # fmt: skip


def test_a_record_is_queued_compared_and_published_and_can_be_given_a_package(office: Office, tmp_path: Path) -> None:
    office.open_for_reports(SLUG, VERA)
    key = made(office, tmp_path)
    assert key.status == 0, key.complaint
    assert "record" not in json.loads((tmp_path / "own.key").read_text(encoding="utf-8"))
    record = str(tmp_path / "record.json")
    queued = office.admin("organisation", "recipient", SLUG, record, "--json")
    assert (queued.status, queued.json["role"]) == (0, "authority"), queued.complaint
    assert key.json["fingerprint"] not in queued.output
    again = office.admin("organisation", "recipient", SLUG, record, "--json")
    assert (again.status, again.json["error"]) == (1, "recipient")
    office.fingerprints[SLUG, NAME] = key.json["fingerprint"]
    told = office.admin("organisation", "publish", SLUG, "--signer", office.signer(SLUG), "--json",
                        "--confirm", key.json["fingerprint"])  # fmt: skip
    assert told.status == 0, told.complaint
    assert [one["role"] for one in told.json["counsellors"] if one["name"] == NAME] == [3]

    secrets = office.report(SLUG, STORY).json
    stdin = json.dumps({name: secrets[name] for name in ("case_code", "passphrase")})
    sent = zegel("outside", "send", "--server", office.service.reporter_url, "--organisation", SLUG,
                 "--to", NAME, "--json", stdin=stdin)  # fmt: skip
    assert sent.status == 0, sent.complaint
    assert [(one["recipient"], one["state"]) for one in sent.json["packages"]] == [(NAME, "waiting")]


def test_a_record_that_was_changed_or_is_a_counsellors_is_refused(office: Office, tmp_path: Path) -> None:
    office.open_for_reports(SLUG, VERA)
    made(office, tmp_path, "--role", "helper")
    record = json.loads((tmp_path / "record.json").read_text(encoding="utf-8"))
    for changed in ({**record, "name": "Iemand Anders"}, {**record, "format": "other"}, {"record": record["record"]}):
        file = office.file("changed.json", json.dumps(changed))
        told = office.admin("organisation", "recipient", SLUG, str(file), "--json")
        assert told.status == 1, told.output
        assert told.complaint.strip().endswith(".")


def test_a_key_is_never_overwritten(office: Office, tmp_path: Path) -> None:
    assert made(office, tmp_path).status == 0
    assert made(office, tmp_path).json["error"] == "exists"
