"""Harm, a lost code and an order to disclose, from terminals: told sealed, asked after, and kept in the right order."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from tests.cli.office import Office
from tests.people import STORY, VERA, VINCENT
from tests.terminal import Told, zegel

SLUG = "ernaast"


@pytest.fixture
def desk(office: Office) -> Office:
    office.open_for_reports(SLUG, VERA, VINCENT)
    return office


def report(desk: Office, text: str = STORY) -> tuple[dict[str, Any], str]:
    secrets = desk.report(SLUG, text, "--counsellor", VERA.name).json
    return secrets, str(desk.mailbox(SLUG, secrets).json["case_ref"])


def harm(desk: Office, secrets: Mapping[str, Any], *words: str) -> Told:
    stdin = json.dumps({name: secrets[name] for name in ("case_code", "passphrase")})
    server = ("--server", desk.service.reporter_url, "--organisation", SLUG)
    text = str(desk.file("benadeeld", "Ik ben overgeplaatst."))
    return zegel("harm", *server, "--json", "--text-file", text, *words, stdin=stdin)


def order(desk: Office, command: str, *words: str, who: Any = VERA) -> Told:
    return desk.counsellor("order", SLUG, who, command, *words)


def test_harm_is_told_by_the_letters_of_the_law(desk: Office) -> None:
    secrets, ref = report(desk)
    told = harm(desk, secrets, "--harm", "g", "--day", "2026-11-02")
    assert told.status == 0, told.complaint
    read = desk.counsellor("read", SLUG, VERA, ref).json["messages"]
    assert read[-1]["fields"] == {"retaliation": ["g"], "happenedOn": "2026-11-02"}
    assert harm(desk, secrets, "--harm", "zz").status == 1


def test_a_lost_code_is_linked_after_a_question_and_an_answer(desk: Office) -> None:
    _, earlier = report(desk)
    secrets, later = report(desk, "Ik ben mijn woorden kwijt.")
    refused = desk.counsellor("link-report", SLUG, VERA, later, "--earlier", earlier)
    assert refused.status == 1
    desk.counsellor("reply", SLUG, VERA, later, "--text-file", str(desk.file("vraag", "Wat weet alleen jij?")))
    desk.mailbox(SLUG, secrets, "--reply-file", str(desk.file("antwoord", "Een rode ster.")))
    linked = desk.counsellor("link-report", SLUG, VERA, later, "--earlier", earlier)
    assert linked.status == 0, linked.complaint
    assert desk.mailbox(SLUG, secrets).json["link"] == linked.json


def test_an_order_waits_for_the_notice(desk: Office) -> None:
    secrets, ref = report(desk)
    made = order(desk, "record", ref, "--by", "Rechtbank Den Haag", "--basis", "art. 843a Rv").json
    assert order(desk, "disclosed", made["id"]).status == 1
    text = str(desk.file("bericht", "De rechtbank vraagt stukken, omdat …"))
    told = order(desk, "notice", made["id"], ref, "--text-file", text)
    assert told.json["state"] == "notified", told.complaint
    assert order(desk, "disclosed", made["id"]).json["state"] == "disclosed"
    seen = desk.mailbox(SLUG, secrets).json["orders"]
    assert [(one["by"], one["state"], one["was_told"]) for one in seen] == [("Rechtbank Den Haag", "disclosed", True)]


def test_without_notice_two_persons_decide(desk: Office) -> None:
    secrets, ref = report(desk)
    made = order(desk, "record", ref, "--by", "Politie", "--basis", "art. 126nd Sv", "--without-notice").json
    assert order(desk, "disclosed", made["id"]).status == 1
    assert [one["id"] for one in order(desk, "waiting", who=VINCENT).json["orders"]] == [made["id"]]
    assert order(desk, "confirm", made["id"], who=VINCENT).json["state"] == "confirmed"
    assert order(desk, "disclosed", made["id"]).json["state"] == "disclosed"
    assert desk.mailbox(SLUG, secrets).json["orders"] == []


def test_nobody_says_to_have_asked_too_early(desk: Office) -> None:
    _, ref = report(desk)
    assert desk.counsellor("after-care", SLUG, VERA, ref, "--months", "1").status == 1


def test_asking_too_early_sends_nothing(desk: Office) -> None:
    secrets, ref = report(desk)
    text = str(desk.file("vraag-nazorg", "Hoe gaat het met je?"))
    refused = desk.counsellor("after-care", SLUG, VERA, ref, "--text-file", text)
    assert refused.json["error"] == "policy"
    assert "none in this case" in refused.complaint
    assert len(desk.mailbox(SLUG, secrets).json["messages"]) == 1
    (row,) = [one for one in desk.counsellor("worklist", SLUG, VERA).json["cases"] if one["case_ref"] == ref]
    assert row["after_care_due"] is None


def test_an_order_is_dropped_from_a_terminal(desk: Office) -> None:
    secrets, ref = report(desk)
    told = ("--by", "Politie", "--basis", "art. 126nd Sv")
    open_one = order(desk, "record", ref, *told).json
    assert open_one["is_open"] is True
    assert order(desk, "drop", open_one["id"], "--reason", "withdrawn").json["state"] == "dropped"
    hidden = order(desk, "record", ref, *told, "--without-notice").json
    assert order(desk, "drop", hidden["id"], "--reason", "mistaken").json["state"] == "drop-asked"
    assert order(desk, "confirm", hidden["id"], who=VINCENT).json["state"] == "dropped"
    seen = desk.mailbox(SLUG, secrets).json["orders"]
    assert [(one["state"], one["reason"]) for one in seen] == [("dropped", "withdrawn")]


def test_in_a_linked_case_what_was_done_before_counts_at_both_terminals(desk: Office) -> None:
    _, earlier = report(desk)
    text = str(desk.file("ontvangen", "Ontvangen en gelezen."))
    assert desk.counsellor("acknowledge", SLUG, VERA, earlier, "--text-file", text).status == 0
    secrets, later = report(desk, "Ik ben mijn woorden kwijt.")
    assert desk.counsellor("read", SLUG, VERA, later).json["acknowledged_on"] is None
    desk.counsellor("reply", SLUG, VERA, later, "--text-file", str(desk.file("vraag", "Wat weet alleen jij?")))
    desk.mailbox(SLUG, secrets, "--reply-file", str(desk.file("antwoord", "Een rode ster.")))
    assert desk.counsellor("link-report", SLUG, VERA, later, "--earlier", earlier).status == 0
    read, mailbox = desk.counsellor("read", SLUG, VERA, later).json, desk.mailbox(SLUG, secrets).json
    assert read["acknowledged_on"] == mailbox["acknowledged_on"] == desk.today().isoformat()
    again = desk.counsellor("acknowledge", SLUG, VERA, later, "--text-file", text)
    assert again.json["error"] == "acknowledged"
    parts = json.dumps({"looked": "Map.", "found": "Het klopt.", "did": "Gestopt.", "withheld": "Niets."})
    given = desk.counsellor("feedback", SLUG, VERA, later, "--parts-file", str(desk.file("delen", parts)))
    assert given.status == 0, given.complaint
