"""The line is cut right after the commit: the client finds out, and nothing is there twice."""

import pytest

from app.cli import reporter_client
from tests.cli.cutting_proxy import CuttingProxy
from tests.cli.office import Office
from tests.people import VERA


@pytest.fixture(scope="module")
def cut_office(office: Office) -> Office:
    office.open_for_reports("kabel", VERA)
    return office


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reporter_client, "_PAUSE_SECONDS", 0)


def test_a_report_whose_answer_was_lost_is_there_once(cut_office: Office) -> None:
    before = len(cut_office.counsellor("worklist", "kabel", VERA).json["cases"])
    with CuttingProxy(cut_office.service.port, "POST", "/r/v1/cases") as proxy:
        told = cut_office.report("kabel", "Doorgeknipt.", server=proxy.url)
    assert told.status == 0, told.complaint
    assert proxy.cuts_left == 0
    assert len(cut_office.counsellor("worklist", "kabel", VERA).json["cases"]) == before + 1
    assert cut_office.mailbox("kabel", told.json).json["messages"][0]["text"] == "Doorgeknipt."


def test_a_report_that_never_arrived_is_handed_in_again_with_the_same_bytes(cut_office: Office) -> None:
    before = len(cut_office.counsellor("worklist", "kabel", VERA).json["cases"])
    with CuttingProxy(cut_office.service.port, "POST", "/r/v1/challenge", times=2) as proxy:
        told = cut_office.report("kabel", "Nog niet aangekomen.", server=proxy.url)
    assert told.status == 0, told.complaint
    assert [line for line in proxy.requests if line == "POST /r/v1/cases"] == ["POST /r/v1/cases"]
    assert len(cut_office.counsellor("worklist", "kabel", VERA).json["cases"]) == before + 1


def test_when_nothing_can_be_known_code_and_words_are_kept(cut_office: Office) -> None:
    with CuttingProxy(cut_office.service.port, "POST", "/r/v1/", times=99) as proxy:
        told = cut_office.report("kabel", "Stilte.", server=proxy.url)
    assert told.status == 5
    assert told.json["arrived"] == "unknown"
    assert told.json["case_code"]
    assert len(told.json["passphrase"].split(" ")) == 7


def test_a_reporters_answer_whose_receipt_was_lost_is_there_once(cut_office: Office) -> None:
    secrets = cut_office.report("kabel", "Eerste bericht.").json
    reply = str(cut_office.file("antwoord", "Tweede bericht."))
    with CuttingProxy(cut_office.service.port, "POST", "/r/v1/messages") as proxy:
        told = cut_office.mailbox("kabel", secrets, "--reply-file", reply, server=proxy.url)
    assert told.status == 0, told.complaint
    assert [message["text"] for message in told.json["messages"]] == ["Eerste bericht.", "Tweede bericht."]


@pytest.mark.parametrize("command", ["acknowledge", "reply"])
def test_a_counsellors_message_whose_receipt_was_lost_is_there_once(cut_office: Office, command: str) -> None:
    secrets = cut_office.report("kabel", f"Voor {command}.").json
    (a_case,) = [
        str(item["id"])
        for item in cut_office.counsellor("worklist", "kabel", VERA).json["cases"]
        if item["case_ref"] == cut_office.mailbox("kabel", secrets).json["case_ref"]
    ]
    text = str(cut_office.file("tekst", "Ik heb het gelezen."))
    with CuttingProxy(cut_office.service.port, "POST", "/messages", host="localhost") as proxy:
        told = cut_office.counsellor(command, "kabel", VERA, a_case, "--text-file", text, server=proxy.url)
    assert told.status == 0, told.complaint
    assert proxy.cuts_left == 0
    seen = cut_office.mailbox("kabel", secrets).json
    assert [message["text"] for message in seen["messages"]] == [f"Voor {command}.", "Ik heb het gelezen."]
    assert len(seen["duties"]) == (1 if command == "acknowledge" else 0)


def test_an_enrolment_whose_answer_was_lost_is_complete(cut_office: Office) -> None:
    cut_office.add("kabel-nieuw")
    link = cut_office.invite("kabel-nieuw", VERA).json["link"]
    with CuttingProxy(cut_office.service.port, "POST", "/w/v1/enrolments", host="localhost") as proxy:
        told = cut_office.take_invitation(link, VERA.password, server=proxy.url)
    assert told.status == 0, told.complaint
    assert told.json["recovery_code"]
    assert cut_office.counsellor("worklist", "kabel-nieuw", VERA).status == 0


def test_without_a_connection_nothing_was_sent_and_it_is_said(cut_office: Office) -> None:
    with CuttingProxy(cut_office.service.port, "POST", "/") as proxy:
        nowhere = proxy.url
    told = cut_office.report("kabel", "Geen lijn.", server=nowhere)
    assert told.status == 5
    assert "Nothing was sent" in told.complaint
    assert "case_code" not in told.json
