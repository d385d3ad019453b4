"""Hand-over from a terminal: asked, allowed or refused by the reporter, carried out by the counsellor, gone on with."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from tests.cli.office import Office
from tests.people import STORY, VERA, VINCENT
from tests.terminal import Told, zegel

SLUG = "overdracht"


@pytest.fixture
def handing(office: Office) -> Office:
    office.open_for_reports(SLUG, VERA, VINCENT)
    return office


def reported(office: Office) -> tuple[dict[str, Any], str]:
    """Hand in a report to Vera; give its secrets and its reference."""
    secrets = office.report(SLUG, STORY, "--counsellor", VERA.name).json
    return secrets, str(office.mailbox(SLUG, secrets).json["case_ref"])


def as_reporter(office: Office, secrets: Mapping[str, Any], command: str, *words: str) -> Told:
    stdin = json.dumps({name: secrets[name] for name in ("case_code", "passphrase")})
    server = ("--server", office.service.reporter_url, "--organisation", SLUG)
    return zegel(command, *server, "--json", *words, stdin=stdin)


def text(office: Office, words: str = "Een bericht.") -> tuple[str, str]:
    return "--text-file", str(office.file("bericht", words))


def asked(office: Office, ref: str) -> Told:
    return office.counsellor("hand-over", SLUG, VERA, ref, "--to", VINCENT.name, *text(office, "Mag Vincent dit doen?"))


def test_the_next_counsellor_reads_all_and_answers(handing: Office) -> None:
    secrets, ref = reported(handing)
    assert handing.counsellor("acknowledge", SLUG, VERA, ref, *text(handing)).status == 0
    told = asked(handing, ref)
    assert told.status == 0, told.complaint
    seen = handing.mailbox(SLUG, secrets).json
    assert [(one["purpose"], one["state"]) for one in seen["requests"]] == [("hand-over", "open")]
    agreed = as_reporter(handing, secrets, "consent")
    assert agreed.status == 0, agreed.complaint
    assert agreed.json["consents"][0]["state"] == "given"
    done = handing.counsellor("rewrap", SLUG, VERA, ref)
    assert done.status == 0, done.complaint
    assert done.json["handed_over_to"] == VINCENT.name

    read = handing.counsellor("read", SLUG, VINCENT, ref)
    assert read.status == 0, read.complaint
    assert [one["text"] for one in read.json["messages"]] == [
        STORY.strip("\n"),
        "Een bericht.",
        "Mag Vincent dit doen?",
    ]
    assert [one["from"] for one in read.json["messages"]] == ["reporter", *["earlier counsellor"] * 2]
    assert read.json["acknowledged_on"] is not None
    assert {one["verified"] for one in read.json["duties"]} == {True}
    answered = handing.counsellor("reply", SLUG, VINCENT, ref, *text(handing, "Ik ben Vincent."))
    assert answered.status == 0, answered.complaint
    mine = handing.mailbox(SLUG, secrets, "--reply-file", str(handing.file("antwoord", "Dag Vincent.")))
    assert mine.json["counsellor"] == VINCENT.name
    assert mine.json["messages"][-2]["text"] == "Ik ben Vincent."
    again = handing.counsellor("read", SLUG, VINCENT, ref)
    assert again.json["messages"][-1]["text"] == "Dag Vincent."
    gone = handing.counsellor("read", SLUG, VERA, read.json["id"])
    assert gone.json["error"] == "unknown"


def test_a_refusal_changes_nothing_and_nothing_is_handed_over(handing: Office) -> None:
    secrets, ref = reported(handing)
    assert asked(handing, ref).status == 0
    told = as_reporter(handing, secrets, "refuse")
    assert [one["state"] for one in told.json["requests"]] == ["refused"]
    refused = handing.counsellor("rewrap", SLUG, VERA, ref)
    assert (refused.status, refused.json["error"]) == (1, "consent")
    assert as_reporter(handing, secrets, "consent").json["error"] == "request"


def test_what_was_taken_back_is_not_carried_out(handing: Office) -> None:
    secrets, ref = reported(handing)
    assert as_reporter(handing, secrets, "consent", "--to", VINCENT.name).status == 0
    told = as_reporter(handing, secrets, "withdraw")
    assert [one["state"] for one in told.json["consents"]] == ["withdrawn"]
    assert handing.counsellor("rewrap", SLUG, VERA, ref).json["error"] == "consent"
    assert handing.counsellor("read", SLUG, VERA, ref).status == 0


def test_the_reporter_hands_over_alone_and_the_second_counsellor_hands_on(handing: Office) -> None:
    secrets, ref = reported(handing)
    told = as_reporter(handing, secrets, "consent", "--to", VINCENT.name, "--now")
    assert told.status == 0, told.complaint
    assert told.json["counsellor"] == VINCENT.name
    case_id = handing.counsellor("read", SLUG, VINCENT, ref).json["id"]
    assert as_reporter(handing, secrets, "consent", "--to", VERA.name).status == 0
    done = handing.counsellor("rewrap", SLUG, VINCENT, ref)
    assert done.status == 0, done.complaint
    back = handing.counsellor("read", SLUG, VERA, case_id)
    assert [one["text"] for one in back.json["messages"]] == [STORY.strip("\n")]
    assert handing.mailbox(SLUG, secrets).json["counsellor"] == VERA.name
