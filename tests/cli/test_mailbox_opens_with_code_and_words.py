"""`zegel mailbox`: only code and words together open a case, and every way of being wrong looks alike."""

import json

import pytest

from crypto.codes import new_case_code, new_passphrase
from tests.cli.office import Office
from tests.people import VERA
from tests.terminal import zegel


@pytest.fixture(scope="module")
def postbox(office: Office) -> Office:
    office.open_for_reports("brievenbus", VERA)
    return office


@pytest.fixture(scope="module")
def secrets(postbox: Office) -> dict[str, object]:
    return postbox.report("brievenbus", "Wat staat er in de bus?").json


def test_code_and_words_open_the_case(postbox: Office, secrets: dict[str, object]) -> None:
    told = postbox.mailbox("brievenbus", secrets).json
    assert told["messages"] == [
        {
            "from": "you",
            "index": 0,
            "type": "report",
            "day": secrets["received_on"],
            "text": "Wat staat er in de bus?",
            "fields": {},
            "problem": None,
        }
    ]
    assert told["counsellor"] == "Vera Jansen"
    assert told["fingerprint"] == postbox.fingerprints["brievenbus", VERA.name]
    assert told["acknowledged_on"] is None
    assert told["duties"] == []


def test_what_report_printed_can_be_given_to_mailbox_as_it_is(postbox: Office, secrets: dict[str, object]) -> None:
    told = zegel(
        "mailbox",
        "--server",
        postbox.service.reporter_url,
        "--organisation",
        "brievenbus",
        "--json",
        stdin=json.dumps(secrets),
    )
    assert told.status == 0, told.complaint


def test_code_and_words_on_two_lines_are_read_however_they_are_typed(
    postbox: Office, secrets: dict[str, object]
) -> None:
    typed = f"{str(secrets['case_code']).lower().replace('-', ' ')}\n{str(secrets['passphrase']).upper()}\n"
    told = zegel("mailbox", "--server", postbox.service.reporter_url, "--organisation", "brievenbus", stdin=typed)
    assert told.status == 0, told.complaint
    assert "Wat staat er in de bus?" in told.output


def test_wrong_words_and_an_unknown_code_get_the_same_answer(postbox: Office, secrets: dict[str, object]) -> None:
    wrong_words = postbox.mailbox("brievenbus", {**secrets, "passphrase": new_passphrase("nl").text})
    unknown = postbox.mailbox("brievenbus", {"case_code": new_case_code().printed, "passphrase": secrets["passphrase"]})
    assert wrong_words.status == unknown.status == 4
    assert wrong_words == unknown


def test_a_typing_mistake_in_the_code_is_found_before_anything_is_sent(secrets: dict[str, object]) -> None:
    code = str(secrets["case_code"])
    mistyped = code[:-1] + ("2" if code[-1] != "2" else "3")
    told = zegel(
        "mailbox",
        "--server",
        "http://127.0.0.1:9",
        "--organisation",
        "x",
        stdin=f"{mistyped}\n{secrets['passphrase']}\n",
    )
    assert told.status == 1
    assert "typing mistake in the case code" in told.complaint


@pytest.mark.parametrize("words", ["een twee drie", "een twee drie vier vijf zes zeven acht"])
def test_another_number_of_words_than_seven_is_told(secrets: dict[str, object], words: str) -> None:
    told = zegel(
        "mailbox",
        "--server",
        "http://127.0.0.1:9",
        "--organisation",
        "x",
        stdin=f"{secrets['case_code']}\n{words}\n",
    )
    assert told.status == 1
    assert "seven words" in told.complaint


def test_words_from_neither_list_are_warned_about_without_repeating_them(
    postbox: Office, secrets: dict[str, object]
) -> None:
    words = "xqxqxq " + str(secrets["passphrase"]).partition(" ")[2]
    told = postbox.mailbox("brievenbus", {**secrets, "passphrase": words})
    assert told.status == 4
    assert "1 of the seven words" in told.complaint
    assert "xqxqxq" not in told.complaint


def test_a_case_opens_at_its_own_organisation_only(postbox: Office, secrets: dict[str, object]) -> None:
    postbox.open_for_reports("brievenbus-ander", VERA)
    assert postbox.mailbox("brievenbus-ander", secrets).status == 4


def test_answers_follow_each_other_in_order(postbox: Office) -> None:
    secrets = postbox.report("brievenbus", "Bericht 0.").json
    for number in (1, 2):
        reply = str(postbox.file("antwoord", f"Bericht {number}."))
        told = postbox.mailbox("brievenbus", secrets, "--reply-file", reply)
        assert told.status == 0, told.complaint
    assert [message["text"] for message in told.json["messages"]] == ["Bericht 0.", "Bericht 1.", "Bericht 2."]
    assert [message["index"] for message in told.json["messages"]] == [0, 1, 2]
