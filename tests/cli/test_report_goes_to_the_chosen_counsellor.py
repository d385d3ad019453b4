"""`zegel report` seals to the person the reporter chose, whom it verified itself, and to nobody else."""

import pytest

from tests.cli.office import Office
from tests.people import STORY, VERA, VINCENT


@pytest.fixture(scope="module")
def open_office(office: Office) -> Office:
    office.open_for_reports("keuze")
    return office


def test_a_report_is_sealed_to_the_counsellor_with_this_name(open_office: Office) -> None:
    open_office.open_for_reports("keuze-naam")
    told = open_office.report("keuze-naam", STORY, "--counsellor", "vincent de boer")
    assert told.status == 0, told.complaint
    assert told.json["counsellor"] == "Vincent de Boer"
    assert told.json["fingerprint"] == open_office.fingerprints["keuze-naam", VINCENT.name]
    a_case = open_office.newest_case("keuze-naam", VINCENT)
    read = open_office.counsellor("read", "keuze-naam", VINCENT, a_case).json
    assert read["messages"][0]["text"] == STORY.strip("\n")


def test_a_fingerprint_chooses_however_it_is_typed(open_office: Office) -> None:
    mark = open_office.fingerprints["keuze", VINCENT.name].lower().replace("-", " ").replace("0", "o").replace("1", "l")
    told = open_office.report("keuze", "Met vingerafdruk.", "--counsellor", mark)
    assert told.json["counsellor"] == "Vincent de Boer"


def test_without_a_choice_the_first_eligible_counsellor_is_named(open_office: Office) -> None:
    assert open_office.report("keuze", "Zonder keuze.").json["counsellor"] == "Vera Jansen"


def test_an_unknown_counsellor_is_refused_and_the_others_are_named(open_office: Office) -> None:
    told = open_office.report("keuze", "Tekst.", "--counsellor", "Rik Mulder")
    assert told.status == 1
    assert told.json["error"] == "counsellor"
    assert "Vera Jansen, Vincent de Boer" in told.complaint


def test_the_answer_has_all_that_is_needed_to_come_back(open_office: Office) -> None:
    told = open_office.report("keuze", "Tekst.", "--track", "sparren")
    assert set(told.json) == {
        "case_code", "passphrase", "counsellor", "role", "fingerprint", "track", "received_on", "organisation", "pin",
        "pinned", "root_version", "directory_version", "directory_expires", "notices",
    }  # fmt: skip
    assert told.json["track"] == "sparren"
    assert told.json["role"] == VERA.role_words
    assert len(told.json["passphrase"].split(" ")) == 7


def test_the_right_pin_is_accepted_and_a_report_without_one_is_flagged(open_office: Office) -> None:
    pin = open_office.report("keuze", "Tekst.").json["pin"]
    pinned = open_office.report("keuze", "Tekst.", "--pin", pin).json
    assert pinned["pinned"] is True
    assert not any("pinned" in notice for notice in pinned["notices"])
    unpinned = open_office.report("keuze", "Tekst.").json
    assert unpinned["pinned"] is False
    assert any("Not pinned" in notice for notice in unpinned["notices"])


def test_the_pin_of_another_organisation_sends_nothing(open_office: Office) -> None:
    other = open_office.add("keuze-ander")["pin"]
    before = len(open_office.counsellor("worklist", "keuze", VERA).json["cases"])
    told = open_office.report("keuze", "Tekst.", "--pin", other)
    assert told.status == 3
    assert told.json["error"] == "policy"
    assert "Huis voor Klokkenluiders" in told.complaint
    assert len(open_office.counsellor("worklist", "keuze", VERA).json["cases"]) == before


@pytest.mark.parametrize("track", ["klacht", "extern", "iets"])
def test_a_track_that_is_not_offered_is_refused_with_other_desks(open_office: Office, track: str) -> None:
    told = open_office.report("keuze", "Tekst.", "--track", track)
    assert told.status == 1
    assert "Huis voor Klokkenluiders" in told.complaint


@pytest.mark.parametrize(("text", "code"), [("  \n", "text"), ("é" * 140_000, "size")])
def test_an_unusable_text_sends_nothing(open_office: Office, text: str, code: str) -> None:
    told = open_office.report("keuze", text)
    assert told.status == 1
    assert told.json["error"] == code


def test_an_organisation_without_a_list_refuses_and_names_other_desks(office: Office) -> None:
    office.add("zonder-lijst")
    told = office.report("zonder-lijst", "Tekst.")
    assert told.status == 3
    assert "Huis voor Klokkenluiders" in told.complaint


def test_an_expired_list_refuses_new_reports_but_an_old_case_stays_readable(office: Office) -> None:
    office.open_for_reports("verlopen", VERA)
    secrets = office.report("verlopen", "Nog net op tijd.").json
    office.publish_days_ago("verlopen", 95)
    told = office.report("verlopen", "Te laat.")
    assert told.status == 3
    assert "expired" in told.complaint
    assert "Huis voor Klokkenluiders" in told.complaint
    mailbox = office.mailbox("verlopen", secrets)
    assert mailbox.status == 0, mailbox.complaint
    assert mailbox.json["messages"][0]["text"] == "Nog net op tijd."
    assert any("out of date" in notice for notice in mailbox.json["notices"])


def test_an_address_without_https_is_refused_outside_this_machine(office: Office) -> None:
    told = office.report("keuze", "Tekst.", server="http://meld.example.org")
    assert told.status == 1
    assert "https" in told.complaint
