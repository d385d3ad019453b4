"""The terminal clients believe nothing that they can check: what a service changes, leaves out or makes up is told."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from app.cli.service_link import ServiceLink
from crypto.duty import sign_duty
from crypto.encoding import b64, day_of, unb64
from tests.cli.office import Office
from tests.people import VERA
from tests.terminal import Told

Lie = Callable[[dict[str, Any]], None]


@pytest.fixture(scope="module")
def told_truth(office: Office) -> Office:
    """A case with an acknowledgement and an answer; both sides wrote."""
    if "leugen" in office.mailboxes:
        return office
    office.open_for_reports("leugen", VERA)
    secrets = office.report("leugen", "Het begin.").json
    office.mailboxes["leugen"] = secrets
    a_case = office.newest_case("leugen", VERA)
    for command, text in (("acknowledge", "Ontvangen."), ("reply", "Een vraag.")):
        path = str(office.file("tekst", text))
        assert office.counsellor(command, "leugen", VERA, a_case, "--text-file", path).status == 0
    reply = str(office.file("antwoord", "Een antwoord."))
    assert office.mailbox("leugen", secrets, "--reply-file", reply).status == 0
    return office


@pytest.fixture
def mailbox_with(told_truth: Office, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Lie], Told]:
    """The mailbox as it looks when the answers to one path were changed."""

    def look(path: str, lie: Lie) -> Told:
        honest = ServiceLink.get

        def lying(link: ServiceLink, asked: str, **query: str) -> dict[str, Any]:
            answer = honest(link, asked, **query)
            if asked.startswith(path):
                lie(answer)
            return answer

        monkeypatch.setattr(ServiceLink, "get", lying)
        return told_truth.mailbox("leugen", told_truth.mailboxes["leugen"])

    return look


def test_the_truth_raises_no_notice(mailbox_with: Callable[[str, Lie], Told]) -> None:
    told = mailbox_with("/r/v1/case", lambda _: None)
    assert told.json["notices"] == ["One person controls this organisation's list of keys."]
    assert [duty["verified"] for duty in told.json["duties"]] == [True]


@pytest.mark.parametrize("left_out", [(1, 0), (1, 1), (0, 1)])
def test_a_message_that_is_left_out_is_missed(
    mailbox_with: Callable[[str, Lie], Told], left_out: tuple[int, int]
) -> None:
    def lie(answer: dict[str, Any]) -> None:
        answer["envelopes"] = [e for e in answer["envelopes"] if (e["direction"], e["index"]) != left_out]

    notices = mailbox_with("/r/v1/case", lie).json["notices"]
    assert any("missing" in notice or "gone" in notice or "not here" in notice for notice in notices)


def test_messages_that_change_places_do_not_open(mailbox_with: Callable[[str, Lie], Told]) -> None:
    def lie(answer: dict[str, Any]) -> None:
        one, two = [e for e in answer["envelopes"] if e["direction"] == 1]
        one["envelope"], two["envelope"] = two["envelope"], one["envelope"]

    messages = mailbox_with("/r/v1/case", lie).json["messages"]
    assert [m["problem"] for m in messages if m["from"] == "counsellor"] == ["could not be opened (decrypt)"] * 2


def test_another_track_or_day_of_receipt_is_told(mailbox_with: Callable[[str, Lie], Told]) -> None:
    def lie(answer: dict[str, Any]) -> None:
        answer["track"] = 1
        answer["receivedOn"] = (date.fromisoformat(answer["receivedOn"]) - timedelta(days=9)).isoformat()

    told = mailbox_with("/r/v1/case", lie).json
    assert any("another track" in notice for notice in told["notices"])
    assert any("another day of receipt" in notice for notice in told["notices"])
    assert [duty["verified"] for duty in told["duties"]] == [False]


def test_a_statement_that_somebody_else_signed_does_not_hold(
    told_truth: Office, mailbox_with: Callable[[str, Lie], Told]
) -> None:
    def lie(answer: dict[str, Any]) -> None:
        raw = unb64(answer["duties"][0])
        day = day_of(told_truth.today())
        answer["duties"] = [b64(sign_duty(2, 0, 0, raw[8:24], raw[24:40], bytes(32), raw[72:104], day, day + 7))]

    told = mailbox_with("/r/v1/case", lie).json
    assert [(duty["verified"], duty["problem"]) for duty in told["duties"]] == [(False, "its check failed (sender)")]
    assert told["acknowledged_on"] is None


def test_a_changed_memory_of_the_client_is_refused(mailbox_with: Callable[[str, Lie], Told]) -> None:
    def lie(answer: dict[str, Any]) -> None:
        state = bytearray(unb64(answer["state"]))
        state[100] ^= 1
        answer["state"] = b64(bytes(state))

    told = mailbox_with("/r/v1/case", lie)
    assert told.status == 3
    assert "changed" in told.complaint


def test_an_older_list_than_seen_before_is_told(
    told_truth: Office, mailbox_with: Callable[[str, Lie], Told], monkeypatch: pytest.MonkeyPatch
) -> None:
    old: list[str] = []
    mailbox_with("/r/v1/organisations/", lambda answer: old.append(answer["directory"]))
    monkeypatch.undo()
    renew = ("organisation", "renew", "leugen", "--signer", told_truth.signer("leugen"))
    assert told_truth.admin(*renew).status == 0
    reply = str(told_truth.file("antwoord", "Met de nieuwe lijst."))
    assert told_truth.mailbox("leugen", told_truth.mailboxes["leugen"], "--reply-file", reply).status == 0

    notices = mailbox_with("/r/v1/organisations/", lambda answer: answer.update(directory=old[0])).json["notices"]
    assert any("older than one seen before" in notice for notice in notices)


def test_an_organisation_that_does_not_hold_leaves_the_others_readable(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.open_for_reports("half-heel", VERA)
    office.add("half-stuk")
    invited = office.invite("half-stuk", VERA).json
    told = office.take_invitation(invited["link"], VERA.password, "--existing", "--name", "vera-half-heel")
    assert told.status == 0, told.complaint
    office.report("half-heel", "Deze blijft leesbaar.")
    honest = ServiceLink.get

    def lying(link: ServiceLink, asked: str, **query: str) -> dict[str, Any]:
        answer = honest(link, asked, **query)
        if asked == "/w/v1/organisations":
            (broken,) = [one for one in answer["organisations"] if one["slug"] == "half-stuk"]
            broken["root"] = [one["root"][0] for one in answer["organisations"] if one["slug"] == "half-heel"]
        return answer

    monkeypatch.setattr(ServiceLink, "get", lying)
    told = office.counsellor("worklist", "half-heel", VERA)
    assert told.status == 0, told.complaint
    assert len(told.json["cases"]) == 1
    assert any(notice.startswith("half-stuk:") for notice in told.json["notices"])


def test_a_list_that_another_signed_takes_no_report(
    told_truth: Office, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.add("leugenaar")
    honest = ServiceLink.get

    def lying(link: ServiceLink, asked: str, **query: str) -> dict[str, Any]:
        answer = honest(link, asked, **query)
        if asked.startswith("/r/v1/organisations/"):
            answer["directory"] = office.signed("leugenaar", answer["directory"].rpartition("\n\n")[0] + "\n")
        return answer

    monkeypatch.setattr(ServiceLink, "get", lying)
    told = told_truth.report("leugen", "Aan wie eigenlijk?")
    assert told.status == 3
    assert told.json["error"] == "signature"
