"""Release from a terminal: asked, allowed, carried out; the case officer investigates, hears both sides and answers."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from tests.cli.office import Office
from tests.people import STORY, VERA, Person
from tests.terminal import Told, zegel

SLUG = "vrijgave"
CARLA = Person("Carla Smit", "", "carla", "een zin die carla goed onthoudt")
PARTS = json.dumps({"looked": "Map.", "found": "Het klopt.", "did": "Gestopt.", "withheld": "Namen."})


@pytest.fixture
def releasing(office: Office) -> Office:
    if SLUG not in office.opened:
        office.add(SLUG, "--policy", "senzer")
        office.enrol(SLUG, VERA)
        told = office.admin(
            "organisation", "invite", SLUG, "--name", CARLA.name, "--role", "case-officer",
            "--sign-in", f"{CARLA.sign_in_name}-{SLUG}", "--json",
        )  # fmt: skip
        taken = office.take_invitation(told.json["link"], CARLA.password)
        assert taken.status == 0, taken.complaint
        office.fingerprints[SLUG, CARLA.name] = taken.json["fingerprint"]
        told = office.publish(SLUG, VERA, CARLA)
        assert told.status == 0, told.complaint
        office.opened[SLUG] = {}
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


def done(told: Told) -> dict[str, Any]:
    assert told.status == 0, told.complaint
    return told.json


def test_a_released_case_is_investigated_and_answered(releasing: Office) -> None:
    secrets, ref = reported(releasing)
    done(releasing.counsellor("acknowledge", SLUG, VERA, ref, *text(releasing, "Ontvangen.")))
    done(releasing.counsellor("release", SLUG, VERA, ref, *text(releasing, "Mag Carla dit onderzoeken?")))
    assert releasing.counsellor("worklist", SLUG, CARLA).json["cases"] == []
    assert releasing.counsellor("read", SLUG, CARLA, ref).json["error"] == "unknown"
    asked = releasing.mailbox(SLUG, secrets).json["requests"]
    assert [(one["purpose"], one["state"]) for one in asked] == [("release", "open")]
    done(as_reporter(releasing, secrets, "consent", "--may-write"))
    assert done(releasing.counsellor("rewrap", SLUG, VERA, ref))["released_to"] == CARLA.name

    (listed,) = done(releasing.counsellor("worklist", SLUG, CARLA))["cases"]
    assert (listed["case_ref"], listed["space"]) == (ref, 1)
    seen = done(releasing.counsellor("read", SLUG, CARLA, ref))
    # The question to the reporter came after what was named, and is not among it.
    assert [(one["from"], one["text"]) for one in seen["released"]] == [
        ("reporter", STORY.strip("\n")),
        (VERA.name, "Ontvangen."),
    ]
    assert seen["messages"] == []

    feedback = ("feedback", SLUG, CARLA, ref, "--parts-file", str(releasing.file("delen", PARTS)))
    assert releasing.counsellor(*feedback).json["error"] == "hear-other-side"
    assert releasing.counsellor("close", SLUG, CARLA, ref).json["error"] == "hear-other-side"
    assert releasing.counsellor("step", SLUG, CARLA, ref, "other-side-heard").json["error"] == "step"
    done(releasing.counsellor("step", SLUG, CARLA, ref, "investigation-started"))
    done(releasing.counsellor("plan", SLUG, CARLA, ref, *text(releasing, "Ik spreek eerst met jou.")))
    reply = str(releasing.file("antwoord", "Dag Carla."))
    mine = done(releasing.mailbox(SLUG, secrets, "--reply-file", reply, "--to-case-officer"))
    talk = mine["organisation_space"]
    assert (talk["officer"], [one["text"] for one in talk["messages"]]) == (
        CARLA.name,
        ["Ik spreek eerst met jou.", "Dag Carla."],
    )
    done(releasing.counsellor("step", SLUG, CARLA, ref, "reporter-heard"))
    done(releasing.counsellor("step", SLUG, CARLA, ref, "other-side-heard"))
    done(releasing.counsellor(*feedback))
    done(releasing.counsellor("step", SLUG, CARLA, ref, "outcome-recorded"))
    closed = done(releasing.counsellor("close", SLUG, CARLA, ref))
    assert closed["closed_on"] is not None
    assert {one["verified"] for one in closed["duties"]} == {True}

    told = done(releasing.mailbox(SLUG, secrets))
    assert [one["kind"] for one in told["organisation_space"]["duties"]] == ["plan", "feedback", "closed"]
    assert list(told["organisation_space"]["steps"])[-1] == "outcome-recorded"
    assert told["notices"] == done(releasing.mailbox(SLUG, secrets))["notices"]
    assert not [one for one in told["notices"] if "signed" in one]
    own = done(releasing.counsellor("read", SLUG, VERA, ref))
    assert [one["text"] for one in own["messages"]][-1] == "Mag Carla dit onderzoeken?"


def test_what_the_officer_signed_counts_for_the_reporter_until_it_is_contested(releasing: Office) -> None:
    secrets, ref = reported(releasing)
    done(
        as_reporter(releasing, secrets, "consent", "--release-to", CARLA.name, "--message", "0", "--may-write", "--now")
    )
    wrong = as_reporter(releasing, secrets, "consent", "--release-to", CARLA.name, "--message", "7")
    assert (wrong.status, wrong.json["error"]) == (1, "message")
    done(releasing.counsellor("acknowledge", SLUG, CARLA, ref, *text(releasing, "Ontvangen.")))
    seen = done(releasing.mailbox(SLUG, secrets))
    assert seen["acknowledged_on"] is not None
    seen = done(as_reporter(releasing, secrets, "contest", "--act", "acknowledgement", "--by-case-officer"))
    assert (seen["acknowledged_on"], seen["organisation_space"]["duties"][0]["contested"]) == (None, True)


def test_a_summary_goes_with_the_reporters_word_that_it_is_right(releasing: Office) -> None:
    secrets, ref = reported(releasing)
    summary = str(releasing.file("samenvatting", "Er gaat iets mis bij de inkoop."))
    asked = ("release", SLUG, VERA, ref, "--summary-file", summary, *text(releasing, "Is dit goed zo?"))
    done(releasing.counsellor(*asked))
    done(as_reporter(releasing, secrets, "consent"))
    done(releasing.counsellor("rewrap", SLUG, VERA, ref))
    (one, two) = done(releasing.counsellor("read", SLUG, CARLA, ref))["released"]
    assert (one["from"], two["text"]) == ("reporter", "Er gaat iets mis bij de inkoop.")
    assert STORY.strip("\n") not in json.dumps([one, two])
    refused = releasing.counsellor("reply", SLUG, CARLA, ref, *text(releasing))
    assert refused.json["error"] == "mute"


def test_a_reporter_releases_alone_and_a_refusal_is_respected(releasing: Office) -> None:
    secrets, ref = reported(releasing)
    done(releasing.counsellor("release", SLUG, VERA, ref, *text(releasing)))
    done(as_reporter(releasing, secrets, "refuse"))
    assert releasing.counsellor("rewrap", SLUG, VERA, ref).json["error"] == "consent"
    assert releasing.counsellor("read", SLUG, CARLA, ref).json["error"] == "unknown"
    done(as_reporter(releasing, secrets, "consent", "--release-to", CARLA.name, "--now"))
    assert done(releasing.counsellor("read", SLUG, CARLA, ref))["may_write"] is False
