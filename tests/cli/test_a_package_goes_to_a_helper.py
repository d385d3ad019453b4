"""From a terminal: a reporter lets a helper in, who opens it, confirms and answers; the reporter sees how far it is."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from tests.cli.office import Office
from tests.going_outside import HILDE
from tests.people import STORY, VERA
from tests.terminal import Told, zegel
from tests.today import today

SLUG = "buitenom"


@pytest.fixture
def outside(office: Office) -> Office:
    """An organisation with a counsellor and an independent helper on its list."""
    if SLUG not in office.opened:
        office.open_for_reports(SLUG, VERA)
        told = office.admin("organisation", "invite", SLUG, "--name", HILDE.name, "--role", "helper",
                            "--sign-in", f"{HILDE.sign_in_name}-{SLUG}", "--json")  # fmt: skip
        assert told.status == 0, told.complaint
        taken = office.take_invitation(told.json["link"], HILDE.password)
        assert taken.status == 0, taken.complaint
        office.fingerprints[SLUG, HILDE.name] = taken.json["fingerprint"]
        assert office.publish(SLUG, HILDE).status == 0
    return office


def reporter(office: Office, secrets: Mapping[str, Any], *words: str) -> Told:
    stdin = json.dumps({name: secrets[name] for name in ("case_code", "passphrase")})
    server = ("--server", office.service.reporter_url, "--organisation", SLUG, "--json")
    return zegel("outside", *words, *server, stdin=stdin)


def helper(office: Office, *words: str) -> Told:
    password = office.file("hilde.password", HILDE.password + "\n")
    return zegel(
        "package", *words, "--server", office.service.workplace_url, "--name", f"{HILDE.sign_in_name}-{SLUG}",
        "--password-file", str(password), "--json",
    )  # fmt: skip


def the_waiting_one(office: Office) -> str:
    (package,) = [one for one in helper(office, "list").json["packages"] if one["state"] == "waiting"]
    return str(package["id"])


def done(told: Told) -> dict[str, Any]:
    assert told.status == 0, told.complaint
    return told.json


def test_a_helper_opens_what_the_reporter_gave_and_nobody_else_sees_it(outside: Office) -> None:
    secrets = outside.report(SLUG, STORY).json
    before = len(done(helper(outside, "list"))["packages"])
    seen = done(reporter(outside, secrets, "send", "--to", HILDE.name))
    assert [one["state"] for one in seen["packages"]] == ["waiting"]
    assert len(done(helper(outside, "list"))["packages"]) == before + 1
    package_id = the_waiting_one(outside)
    opened = done(helper(outside, "open", package_id))
    assert [(one["from"], one["text"]) for one in opened["messages"]] == [("reporter", STORY.strip("\n"))]
    assert (opened["state"], opened["released_because"]) == ("fetched", None)
    done(helper(outside, "acknowledge", package_id, "--reference", "2026-17"))
    done(helper(outside, "answer", package_id))
    (package,) = outside.mailbox(SLUG, secrets).json["packages"]
    assert (package["state"], package["reference"]) == ("answered", "2026-17")
    assert [one["kind"] for one in package["statements"]] == ["received", "answered"]
    assert all(one["verified"] for one in package["statements"])


def test_a_trial_shows_all_and_sends_nothing(outside: Office) -> None:
    secrets = outside.report(SLUG, STORY, "--track", "melding").json
    told = done(reporter(outside, secrets, "prepare", "--to", HILDE.name, "--duty", "feedback", "--trial"))
    assert (told["sent"], told["recipient"]) == (False, HILDE.name)
    assert told["messages"][0]["text"] == STORY.strip("\n")
    assert told["earliest"] > told["messages"][0].get("day", "")
    assert "employer may notice" in told["warning"]
    assert outside.mailbox(SLUG, secrets).json["consents"] == []


def test_what_waits_can_be_taken_back(outside: Office) -> None:
    secrets = outside.report(SLUG, STORY, "--track", "melding").json
    stored = done(reporter(outside, secrets, "prepare", "--to", HILDE.name, "--duty", "acknowledgement"))
    (consent,) = stored["consents"]
    assert (consent["purpose"], consent["state"]) == ("conditional-external", "given")
    again = reporter(outside, secrets, "prepare", "--to", HILDE.name, "--duty", "acknowledgement")
    assert (again.status, again.json["error"]) == (1, "policy")
    stdin = json.dumps({name: secrets[name] for name in ("case_code", "passphrase")})
    server = ("--server", outside.service.reporter_url, "--organisation", SLUG, "--json")
    assert zegel("withdraw", *server, "--consent", consent["id"], stdin=stdin).status == 0
    assert outside.mailbox(SLUG, secrets).json["consents"] == []


def test_a_declined_package_goes_to_nobody_else(outside: Office) -> None:
    secrets = outside.report(SLUG, STORY).json
    done(reporter(outside, secrets, "send", "--to", HILDE.name))
    package_id = the_waiting_one(outside)
    declined = done(helper(outside, "decline", package_id))
    assert declined["state"] == "declined"
    refused = helper(outside, "answer", package_id)
    assert (refused.status, refused.json["error"]) == (1, "policy")


def test_nobody_of_that_name_is_told_with_the_names_there_are(outside: Office) -> None:
    secrets = outside.report(SLUG, STORY).json
    told = reporter(outside, secrets, "send", "--to", "Vera Jansen")
    assert (told.status, told.json["error"]) == (1, "recipient")
    assert HILDE.name in told.json["sentence"]


def test_what_was_brought_by_hand_is_said_and_not_called_delivered(outside: Office) -> None:
    secrets = outside.report(SLUG, STORY).json
    seen = done(reporter(outside, secrets, "by-hand"))
    assert seen["packages"] == []
    assert seen["duties"][-1]["kind"] == "routed-by-hand"
    assert seen["duties"][-1]["verified"]
    assert seen["events"][-1]["kind"] == "routed_external"


def test_day_place_and_number_of_what_was_brought_stand_in_a_sealed_message(outside: Office) -> None:
    secrets = outside.report(SLUG, STORY).json
    day = ("--on", today().isoformat())
    seen = done(reporter(outside, secrets, "by-hand", *day, "--to", "Arbeidsinspectie", "--reference", "2026-17"))
    assert (seen["duties"][-1]["kind"], seen["duties"][-1]["verified"]) == ("routed-by-hand", True)
    assert "Arbeidsinspectie. Their number: 2026-17." in seen["messages"][-1]["text"]
    for wrong in (("--to", "Ergens"), ("--on", "gisteren"), ("--on", "2999-01-01")):
        refused = reporter(outside, secrets, "by-hand", *wrong)
        assert (refused.status, refused.json["error"]) == (1, "usage")


def test_the_counsellor_proposes_it_and_brings_it_outside_after_a_yes(outside: Office) -> None:
    secrets = outside.report(SLUG, STORY, "--counsellor", VERA.name).json
    ref = str(outside.mailbox(SLUG, secrets).json["case_ref"])
    why = str(outside.file("waarom", "Hilde kan dit bij het Huis indienen."))
    summary = str(outside.file("kort", "Er klopt iets niet bij de inkoop."))
    words = ("--to", HILDE.name, "--text-file", why, "--summary-file", summary)
    done(outside.counsellor("bring-outside", SLUG, VERA, ref, *words))
    assert outside.counsellor("rewrap", SLUG, VERA, ref).json["error"] == "consent"
    (asked,) = outside.mailbox(SLUG, secrets).json["requests"]
    assert (asked["purpose"], asked["state"]) == ("external", "open")
    stdin = json.dumps({name: secrets[name] for name in ("case_code", "passphrase")})
    server = ("--server", outside.service.reporter_url, "--organisation", SLUG, "--json")
    done(zegel("consent", *server, stdin=stdin))
    assert done(outside.counsellor("rewrap", SLUG, VERA, ref))["sealed_for"] == HILDE.name
    opened = done(helper(outside, "open", the_waiting_one(outside)))
    # The summary alone: none of the reporter's own words.
    assert [(one["from"], one["text"]) for one in opened["messages"]] == [
        (VERA.name, "Er klopt iets niet bij de inkoop.")
    ]
    assert done(outside.counsellor("read", SLUG, VERA, ref))["case_ref"] == ref


def test_a_no_to_going_outside_leaves_everything_as_it_was(outside: Office) -> None:
    secrets = outside.report(SLUG, STORY, "--counsellor", VERA.name).json
    ref = str(outside.mailbox(SLUG, secrets).json["case_ref"])
    before = len(done(helper(outside, "list"))["packages"])
    why = str(outside.file("waarom", "Hilde kan dit bij het Huis indienen."))
    done(outside.counsellor("bring-outside", SLUG, VERA, ref, "--to", HILDE.name, "--text-file", why))
    stdin = json.dumps({name: secrets[name] for name in ("case_code", "passphrase")})
    server = ("--server", outside.service.reporter_url, "--organisation", SLUG, "--json")
    done(zegel("refuse", *server, stdin=stdin))
    assert outside.counsellor("rewrap", SLUG, VERA, ref).json["error"] == "consent"
    assert len(done(helper(outside, "list"))["packages"]) == before
