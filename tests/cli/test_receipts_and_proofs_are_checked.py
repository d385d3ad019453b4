"""A terminal says "received" only with a receipt whose every line holds, and tells which proofs do not."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from app.cli.service_link import ServiceLink
from app.services.log_batch import run_batch
from app.services.note_keys import load_note_keys
from crypto.encoding import b64, unb64
from tests.cli.office import Office
from tests.people import VERA
from tests.terminal import Told

Lie = Callable[[dict[str, Any]], None]


def a_day_of_the_log(office: Office) -> None:
    """Run the daily batch."""
    with office.installation() as installation, installation.store() as store:
        run_batch(store, load_note_keys(installation.settings.keys_dir), installation.today())


@pytest.fixture(scope="module")
def office_with_case(office: Office) -> Office:
    """A case that stands in the log, and an acknowledgement that waits for it."""
    if "bon" not in office.mailboxes:
        office.open_for_reports("bon", VERA)
        office.mailboxes["bon"] = office.report("bon", "Met bon.").json
        a_day_of_the_log(office)
    return office


@pytest.fixture
def lied_to(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str, Lie], None]:
    """Change what the service answers to one verb and path."""

    def change(verb: str, path: str, lie: Lie) -> None:
        honest = getattr(ServiceLink, verb)

        def lying(link: ServiceLink, asked: str, *given: Any, **query: Any) -> dict[str, Any]:
            answer: dict[str, Any] = honest(link, asked, *given, **query)
            if asked.startswith(path):
                lie(answer)
            return answer

        monkeypatch.setattr(ServiceLink, verb, lying)

    return change


def mailbox(office: Office) -> dict[str, Any]:
    told = office.mailbox("bon", office.mailboxes["bon"])
    assert told.status == 0, told.complaint
    return told.json


def without_receipt(answer: dict[str, Any]) -> None:
    answer["receipt"] = None


def another_day(answer: dict[str, Any]) -> None:
    answer["receipt"] = answer["receipt"].replace("\nmerge-by 2", "\nmerge-by 3")


def another_signature(answer: dict[str, Any]) -> None:
    text, _, line = answer["receipt"].rpartition(" ")
    raw = bytearray(unb64(line.strip()))
    raw[-1] ^= 1
    answer["receipt"] = f"{text} {b64(bytes(raw))}\n"


@pytest.mark.parametrize("lie", [without_receipt, another_day, another_signature])
def test_a_report_without_a_good_receipt_is_not_called_received(
    office_with_case: Office, lied_to: Callable[[str, str, Lie], None], lie: Lie
) -> None:
    lied_to("post", "/r/v1/cases", lie)
    told = office_with_case.report("bon", "Zonder bon.")
    assert told.status == 3
    assert told.json["error"] == "receipt"
    assert told.json["arrived"] == "yes"
    assert len(told.json["case_code"]) == 19
    assert "received_on" not in told.json


def test_the_receipt_of_another_report_is_not_taken(
    office_with_case: Office, lied_to: Callable[[str, str, Lie], None]
) -> None:
    other = mailbox(office_with_case)["receipt"]
    lied_to("post", "/r/v1/cases", lambda answer: answer.update(receipt=other))
    assert office_with_case.report("bon", "Een andere bon.").json["error"] == "receipt"


def test_nothing_of_the_receipt_is_printed_when_reporting(office_with_case: Office) -> None:
    told = office_with_case.report("bon", "Stil.")
    assert told.status == 0, told.complaint
    assert "wbp/1/receipt" not in told.output + told.complaint
    assert "receipt" not in told.json


def test_the_mailbox_shows_receipt_and_log(office_with_case: Office) -> None:
    told = mailbox(office_with_case)
    assert told["receipt"].startswith("wbp/1/receipt\n")
    assert [(event["kind"], event["in_log"]) for event in told["events"]] == [("received", True)]
    assert told["notices"] == ["One person controls this organisation's list of keys."]


def waits_too_long(answer: dict[str, Any]) -> None:
    answer["events"][0]["proof"] = None


def proof_is_false(answer: dict[str, Any]) -> None:
    head, gap, tail = answer["events"][0]["proof"].partition("\nindex ")
    number, rest = tail.split("\n", 1)
    answer["events"][0]["proof"] = f"{head}{gap}{(int(number) + 1) % 16}\n{rest}"


def salt_is_another(answer: dict[str, Any]) -> None:
    answer["events"][0]["salt"] = b64(bytes(32))


def beginning_is_gone(answer: dict[str, Any]) -> None:
    answer["events"] = []


def event_is_changed(answer: dict[str, Any]) -> None:
    raw = bytearray(unb64(answer["events"][0]["event"]))
    raw[40:44] = (int.from_bytes(raw[40:44], "big") - 1).to_bytes(4, "big")
    answer["events"][0]["event"] = b64(bytes(raw))


def event_is_noise(answer: dict[str, Any]) -> None:
    answer["events"][0]["event"] = "AAAA"


@pytest.mark.parametrize(
    ("lie", "part"),
    [
        (proof_is_false, "A proof that your case stands in the public log does not hold."),
        (salt_is_another, "A proof that your case stands in the public log does not hold."),
        (beginning_is_gone, "another beginning of your case"),
        (event_is_changed, "another beginning of your case"),
        (event_is_noise, "An event of your case cannot be read."),
        (without_receipt, "The service gave no receipt."),
        (another_signature, "The receipt of the service does not hold."),
    ],
)
def test_what_does_not_hold_is_told_and_hides_nothing(
    office_with_case: Office, lied_to: Callable[[str, str, Lie], None], lie: Lie, part: str
) -> None:
    lied_to("get", "/r/v1/case", lie)
    told = mailbox(office_with_case)
    assert any(part in notice for notice in told["notices"])
    assert told["messages"][0]["text"] == "Met bon."


def test_a_log_that_keeps_something_back_is_told_when_its_time_is_over(
    office_with_case: Office, lied_to: Callable[[str, str, Lie], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def day(after: int) -> None:
        moved = office_with_case.today() + timedelta(days=after)
        monkeypatch.setattr("app.cli.verified_organisation.device_day", lambda: moved)

    lied_to("get", "/r/v1/case", waits_too_long)
    assert not any("public log" in notice for notice in mailbox(office_with_case)["notices"])
    day(2)
    assert not any("should stand in the public log" in notice for notice in mailbox(office_with_case)["notices"])
    day(3)
    assert any("should stand in the public log" in notice for notice in mailbox(office_with_case)["notices"])


def test_a_false_proof_of_the_list_takes_no_report(
    office_with_case: Office, lied_to: Callable[[str, str, Lie], None]
) -> None:
    def lie(answer: dict[str, Any]) -> None:
        lines = answer["proof"].split("\n")
        lines[2], lines[3] = lines[3], lines[2]
        answer["proof"] = "\n".join(lines)

    lied_to("get", "/r/v1/organisations/", lie)
    told: Told = office_with_case.report("bon", "Niet versturen.")
    assert (told.status, told.json["error"]) == (3, "proof")
    assert "Nothing was sent" in told.json["sentence"]


def test_a_list_without_a_proof_is_told_and_can_be_used(
    office_with_case: Office, lied_to: Callable[[str, str, Lie], None]
) -> None:
    lied_to("get", "/r/v1/organisations/", lambda answer: answer.update(proof=None))
    told = office_with_case.report("bon", "Met een melding erbij.")
    assert told.status == 0, told.complaint
    assert any(notice.startswith("No proof that this list") for notice in told.json["notices"])
