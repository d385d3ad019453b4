"""A counsellor does everything from a terminal, and the reporter can prove what was signed."""

import pytest

from tests.cli.office import Office
from tests.people import RIK, STORY, VERA
from tests.terminal import zegel


@pytest.fixture(scope="module")
def busy_office(office: Office) -> Office:
    office.open_for_reports("werkplek", VERA)
    return office


def _text(office: Office, text: str) -> tuple[str, str]:
    return "--text-file", str(office.file("bericht", text))


def test_a_case_is_read_acknowledged_and_answered(busy_office: Office) -> None:
    busy_office.open_for_reports("werkplek-een", VERA)
    secrets = busy_office.report("werkplek-een", STORY).json
    (item,) = busy_office.counsellor("worklist", "werkplek-een", VERA).json["cases"]
    assert (item["track"], item["unread"], item["acknowledged_on"]) == ("melding", True, None)
    a_case = item["id"]
    busy_office.counsellor("read", "werkplek-een", VERA, a_case)
    (item,) = busy_office.counsellor("worklist", "werkplek-een", VERA).json["cases"]
    assert item["unread"] is False

    told = busy_office.counsellor("acknowledge", "werkplek-een", VERA, a_case, *_text(busy_office, "Ontvangen."))
    assert told.status == 0, told.complaint
    told = busy_office.counsellor("reply", "werkplek-een", VERA, a_case, *_text(busy_office, "Een vraag."))
    assert told.status == 0, told.complaint
    assert [message["from"] for message in told.json["messages"]] == ["reporter", "you", "you"]

    seen = busy_office.mailbox("werkplek-een", secrets).json
    assert seen["duties"] == [
        {
            "kind": "acknowledgement",
            "day": seen["today"],
            "due": item["acknowledge_by"],
            "verified": True,
            "problem": None,
            "contested": False,
        }
    ]
    assert seen["acknowledged_on"] == seen["today"]
    assert [message["type"] for message in seen["messages"]] == ["report", "acknowledgement", "message"]
    reply = str(busy_office.file("antwoord", "Het antwoord."))
    busy_office.mailbox("werkplek-een", secrets, "--reply-file", reply)
    read = busy_office.counsellor("read", "werkplek-een", VERA, a_case).json
    assert [message["text"] for message in read["messages"]][1:] == ["Ontvangen.", "Een vraag.", "Het antwoord."]
    assert not any("missing" in notice or "replaced" in notice for notice in read["notices"])


def test_a_report_is_acknowledged_once(busy_office: Office) -> None:
    secrets = busy_office.report("werkplek", "Nog een.").json
    ref = busy_office.mailbox("werkplek", secrets).json["case_ref"]
    cases = busy_office.counsellor("worklist", "werkplek", VERA).json["cases"]
    (a_case,) = [item["id"] for item in cases if item["case_ref"] == ref]
    assert busy_office.counsellor("acknowledge", "werkplek", VERA, a_case, *_text(busy_office, "Ja.")).status == 0
    again = busy_office.counsellor("acknowledge", "werkplek", VERA, a_case, *_text(busy_office, "Nog eens."))
    assert again.status == 1
    assert again.json["error"] == "acknowledged"


def test_advice_has_no_clock_and_can_be_acknowledged_too(busy_office: Office) -> None:
    secrets = busy_office.report("werkplek", "Even overleggen.", "--track", "sparren").json
    seen = busy_office.mailbox("werkplek", secrets).json
    assert (seen["acknowledge_by"], seen["feedback_by"]) == (None, None)
    cases = busy_office.counsellor("worklist", "werkplek", VERA).json["cases"]
    assert cases[-1]["case_ref"] == seen["case_ref"]
    told = busy_office.counsellor("acknowledge", "werkplek", VERA, cases[-1]["id"], *_text(busy_office, "Gelezen."))
    assert told.status == 0, told.complaint
    (duty,) = busy_office.mailbox("werkplek", secrets).json["duties"]
    assert (duty["verified"], duty["due"]) == (True, None)


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(busy_office: Office) -> None:
    wrong = zegel(
        "worklist",
        "--server",
        busy_office.service.workplace_url,
        "--name",
        "vera-werkplek",
        stdin="een ander wachtwoord dan dat van vera\n",
    )
    unknown = zegel(
        "worklist", "--server", busy_office.service.workplace_url, "--name", RIK.sign_in_name, stdin=RIK.password
    )
    assert wrong.status == 4
    assert wrong == unknown


def test_nobody_reads_the_case_of_another(busy_office: Office) -> None:
    busy_office.open_for_reports("werkplek-ander", VERA)
    busy_office.report("werkplek", "Alleen voor Vera van hier.")
    a_case = busy_office.counsellor("worklist", "werkplek", VERA).json["cases"][0]["id"]
    told = busy_office.counsellor("read", "werkplek-ander", VERA, a_case)
    assert told.status == 1
    assert told.json["error"] == "unknown"
