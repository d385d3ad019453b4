"""No secret can be given as an argument, and none is repeated in an output or a log."""

import re
import subprocess

import pytest

from tests.cli.office import PASSPHRASE, Office
from tests.people import VERA
from tests.running_service import ZEGEL
from tests.terminal import Told

COMMANDS = (
    ("report",),
    ("mailbox",),
    ("worklist",),
    ("read",),
    ("acknowledge",),
    ("reply",),
    ("counsellor", "invite"),
    ("counsellor", "enrol"),
    ("organisation", "add"),
    ("organisation", "publish"),
    ("organisation", "retire"),
    ("organisation", "revoke"),
    ("organisation", "renew"),
    ("signer", "new"),
    ("signer", "sign"),
    ("keys", "backup"),
    ("keys", "restore"),
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_option_takes_a_secret(office: Office, command: tuple[str, ...]) -> None:
    told = office.admin(*command, "--help", more={"COLUMNS": "300"})
    assert told.status == 0
    options = set(re.findall(r"--[a-z-]+", told.output))
    assert "--help" in options
    secrets = {"--password", "--passphrase", "--code", "--case-code", "--token", "--invitation", "--text", "--key"}
    assert not options & secrets


def test_neither_outputs_nor_log_repeat_a_secret(office: Office) -> None:
    office.add("stil")
    link = office.invite("stil", VERA).json["link"]
    enrolled = office.take_invitation(link, VERA.password)
    office.fingerprints["stil", VERA.name] = enrolled.json["fingerprint"]
    published = office.publish("stil", VERA)
    sentinel = "Een zin die nergens mag staan."
    reported = office.report("stil", sentinel)
    secrets = reported.json
    wrong = office.mailbox("stil", {**secrets, "case_code": secrets["case_code"][::-1]})
    denied = office.counsellor("worklist", "anders", VERA)
    listed = office.counsellor("worklist", "stil", VERA)
    told: tuple[Told, ...] = (enrolled, published, wrong, denied, listed)
    hidden = (VERA.password, PASSPHRASE, sentinel, str(secrets["passphrase"]), str(secrets["case_code"]))
    for said in told:
        assert not any(secret in said.output + said.complaint for secret in hidden)
    assert reported.output.count(str(secrets["passphrase"])) == 1
    assert sentinel not in reported.output + reported.complaint
    log = office.service.log()
    assert not any(secret in log for secret in (*hidden, link.partition("#")[2], enrolled.json["recovery_code"]))


def test_an_unforeseen_fault_is_told_without_its_message(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError("hier staat de tekst van de melding")

    monkeypatch.setattr("app.cli.report.hand_in", broken)
    office.open_for_reports("kapot", VERA)
    told = office.report("kapot", "Tekst.")
    assert told.status == 1
    assert "ValueError" in told.complaint
    assert "melding" not in told.complaint + told.output


def test_wrong_use_ends_with_two_and_help_with_zero() -> None:
    for words, status in ((("report", "--nergens"), 2), (("--help",), 0), (("organisation",), 2), (("geen",), 2)):
        done = subprocess.run([str(ZEGEL), *words], capture_output=True, text=True, check=False)
        assert done.returncode == status, words
        assert "Traceback" not in done.stderr
