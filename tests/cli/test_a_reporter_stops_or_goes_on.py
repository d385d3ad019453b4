"""Track and stop from a terminal: advice becomes a report, a talk ends, a case is destroyed; what stays is told."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from tests.cli.office import Office
from tests.people import STORY, VERA
from tests.terminal import Told, zegel

SLUG = "stoppen"


@pytest.fixture
def stopping(office: Office) -> Office:
    office.open_for_reports(SLUG, VERA)
    return office


def reported(office: Office, track: str) -> tuple[dict[str, Any], str]:
    secrets = office.report(SLUG, STORY, "--track", track).json
    return secrets, str(office.mailbox(SLUG, secrets).json["case_ref"])


def as_reporter(office: Office, secrets: Mapping[str, Any], command: str, *words: str) -> Told:
    stdin = json.dumps({name: secrets[name] for name in ("case_code", "passphrase")})
    server = ("--server", office.service.reporter_url, "--organisation", SLUG)
    return zegel(command, *server, "--json", *words, stdin=stdin)


def acknowledge(office: Office, ref: str) -> Told:
    return office.counsellor("acknowledge", SLUG, VERA, ref, "--text-file", str(office.file("ontvangen", "Ontvangen.")))


def test_advice_becomes_a_report_and_is_acknowledged_anew(stopping: Office) -> None:
    secrets, ref = reported(stopping, "sparren")
    before = acknowledge(stopping, ref)
    assert before.json["acknowledge_by"] is None
    told = as_reporter(stopping, secrets, "track", "--to", "melding")
    assert told.status == 0, told.complaint
    assert (told.json["track"], told.json["acknowledged_on"]) == ("melding", None)
    assert "track melding" in told.json["track_receipt"]
    assert told.json["acknowledge_by"] is not None
    assert [one["verified"] for one in told.json["duties"]] == [True]
    assert not [one for one in told.json["notices"] if "track" in one or "receipt" in one.lower()]
    after = acknowledge(stopping, ref)
    assert after.status == 0, after.complaint
    assert after.json["acknowledged_on"] is not None
    assert as_reporter(stopping, secrets, "track", "--to", "klacht").status == 1


def test_a_talk_is_ended_by_the_reporter_and_that_is_no_doubt(stopping: Office) -> None:
    secrets, _ = reported(stopping, "sparren")
    assert as_reporter(stopping, secrets, "stop").json["closed_on"] is not None
    assert not [one for one in stopping.mailbox(SLUG, secrets).json["notices"] if "closed" in one]


def test_an_owed_answer_stays_owed(stopping: Office) -> None:
    secrets, ref = reported(stopping, "melding")
    told = as_reporter(stopping, secrets, "stop")
    assert (told.status, told.json["error"]) == (1, "owed")
    acknowledge(stopping, ref)
    kept = as_reporter(stopping, secrets, "stop", "--destroy").json
    assert (kept["outcome"], "register" in kept["stays"]) == ("kept", True)


def test_what_nobody_answered_is_destroyed(stopping: Office) -> None:
    secrets, ref = reported(stopping, "melding")
    assert as_reporter(stopping, secrets, "stop", "--destroy").json["outcome"] == "erased"
    assert stopping.mailbox(SLUG, secrets).json["error"] == "denied"
    assert ref not in [one["case_ref"] for one in stopping.counsellor("worklist", SLUG, VERA).json["cases"]]
