"""Feedback, plan, closure, no report and contest from a terminal, each signed and checked by the other side."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from app.cli.answer_sealing import Written
from app.cli.case_answer import send
from app.cli.workplace_session import signed_in
from crypto.duty import DutyKind
from crypto.message import MessageType
from tests.cli.office import Office
from tests.people import STORY, VERA
from tests.terminal import Told, zegel

SLUG = "antwoord"
PARTS = {
    "looked": "De offertes van drie jaar.",
    "found": "Twee kwamen te laat.",
    "did": "De opdracht is stopgezet.",
    "withheld": "Wat met de medewerker gebeurt, is van die medewerker.",
}


@pytest.fixture
def answering(office: Office) -> Office:
    office.open_for_reports(SLUG, VERA)
    return office


def reported(office: Office, *options: str) -> tuple[dict[str, Any], str]:
    """Hand in a report; give its secrets and its reference."""
    secrets = office.report(SLUG, STORY, *options).json
    return secrets, str(office.mailbox(SLUG, secrets).json["case_ref"])


def act(office: Office, command: str, ref: str, *more: str, text: str | None = "Een bericht.") -> Told:
    words = () if text is None else ("--text-file", str(office.file("bericht", text)))
    return office.counsellor(command, SLUG, VERA, ref, *words, *more)


def feedback(office: Office, ref: str) -> Told:
    files = [word for name, part in PARTS.items() for word in (f"--{name}", str(office.file(name, part)))]
    return act(office, "feedback", ref, *files, text=None)


def contest(office: Office, secrets: Mapping[str, Any], claim: str) -> Told:
    stdin = json.dumps({name: secrets[name] for name in ("case_code", "passphrase")})
    server = ("--server", office.service.reporter_url, "--organisation", SLUG)
    return zegel("contest", *server, "--act", claim, "--json", stdin=stdin)


def done(told: Told) -> dict[str, Any]:
    assert told.status == 0, told.complaint
    return told.json


def standing(office: Office, ref: str) -> str:
    cases = office.counsellor("worklist", SLUG, VERA).json["cases"]
    return next(str(item["standing"]) for item in cases if item["case_ref"] == ref)


def test_a_case_is_planned_answered_and_closed(answering: Office) -> None:
    secrets, ref = reported(answering)
    done(act(answering, "acknowledge", ref))
    assert standing(answering, ref) == "open"
    done(act(answering, "plan", ref))
    done(feedback(answering, ref))
    assert standing(answering, ref) == "answered"
    closed = done(act(answering, "close", ref, text=None))
    assert standing(answering, ref) == "closed"
    seen = answering.mailbox(SLUG, secrets).json
    for told in (closed, seen):
        assert [duty["kind"] for duty in told["duties"]] == ["acknowledgement", "plan", "feedback", "closed"]
        assert all(duty["verified"] for duty in told["duties"])
        assert told["feedback_on"] == told["closed_on"] == told["today"]
        assert told["missed"] == []
    (answer,) = [message for message in seen["messages"] if message["type"] == "feedback"]
    assert answer["fields"] == PARTS


def test_the_parts_of_feedback_come_from_one_file_too(answering: Office) -> None:
    secrets, ref = reported(answering)
    done(act(answering, "acknowledge", ref))
    short = answering.file("delen.json", json.dumps({**PARTS, "did": " "}))
    told = act(answering, "feedback", ref, "--parts-file", str(short), text=None)
    assert (told.status, told.json["error"]) == (1, "input")
    assert "did" in told.json["sentence"]
    whole = answering.file("delen.json", json.dumps({**PARTS, "text": "Beste melder,"}))
    done(act(answering, "feedback", ref, "--parts-file", str(whole), text=None))
    answer = answering.mailbox(SLUG, secrets).json["messages"][-1]
    assert (answer["text"], answer["fields"]) == ("Beste melder,", PARTS)


@pytest.mark.parametrize(
    ("before", "command", "code"),
    [
        ((), "close", "feedback-missing"),
        (("acknowledge",), "close", "feedback-missing"),
        ((), "feedback", "acknowledge-first"),
        (("unable",), "unable", "unable"),
    ],
)
def test_what_a_case_does_not_allow_is_told_before_anything_is_signed(
    answering: Office, before: tuple[str, ...], command: str, code: str
) -> None:
    secrets, ref = reported(answering)
    for earlier in before:
        done(act(answering, earlier, ref))
    told = feedback(answering, ref) if command == "feedback" else act(answering, command, ref)
    assert (told.status, told.json["error"]) == (1, code)
    assert told.complaint.strip().endswith(".")
    assert len(answering.mailbox(SLUG, secrets).json["duties"]) == len(before)


def test_no_report_needs_a_known_reason_and_can_be_contested(answering: Office) -> None:
    secrets, ref = reported(answering)
    assert act(answering, "not-a-report", ref, "--reason", "dull").status == 2
    told = done(act(answering, "not-a-report", ref, "--reason", "wrong-organisation"))
    assert (told["dismissed_on"], told["duties"][0]["reason"]) == (told["today"], "wrong-organisation")
    done(act(answering, "close", ref))
    seen = done(contest(answering, secrets, "not-a-report"))
    assert (seen["dismissed_on"], seen["closed_on"]) == (None, None)
    assert [(duty["kind"], duty["contested"]) for duty in seen["duties"]] == [
        ("not-a-report", True),
        ("closed", False),
        ("contest", False),
    ]
    assert standing(answering, ref) == "open"


def test_a_false_claim_of_feedback_is_noticed_and_contested(answering: Office) -> None:
    secrets, ref = reported(answering)
    done(act(answering, "acknowledge", ref))
    cases = answering.counsellor("worklist", SLUG, VERA).json["cases"]
    path = next(str(item["id"]) for item in cases if item["case_ref"] == ref)
    with signed_in(answering.service.workplace_url, f"vera-{SLUG}", VERA.password) as session:
        send(session, path, Written(MessageType.MESSAGE, DutyKind.FEEDBACK_GIVEN), "Dank je wel.")
    seen = answering.mailbox(SLUG, secrets).json
    assert seen["duties"][1]["problem"] == "it names no message of feedback"
    assert seen["feedback_on"] is None
    assert standing(answering, ref) == "answered"  # what the service believes
    after = done(contest(answering, secrets, "feedback"))
    assert after["duties"][1]["contested"]
    assert standing(answering, ref) == "open"
    again = contest(answering, secrets, "feedback")
    assert (again.status, again.json["error"]) == (1, "nothing")
    done(feedback(answering, ref))
    assert answering.mailbox(SLUG, secrets).json["feedback_on"] == seen["today"]


def test_people_read_it_in_sentences(answering: Office) -> None:
    secrets, ref = reported(answering)
    done(act(answering, "acknowledge", ref))
    done(feedback(answering, ref))
    stdin = "\n".join(str(secrets[name]) for name in ("case_code", "passphrase"))
    told = zegel("mailbox", "--server", answering.service.reporter_url, "--organisation", SLUG, stdin=stdin)
    assert "Feedback was given on" in told.output
    assert "Is the feedback an answer?" in told.output
    assert "Feedback comes by" not in told.output
