"""Who left keeps the old cases; a key in other hands is never used again."""

from tests.cli.office import Office
from tests.people import VERA, VINCENT, Person
from tests.terminal import Told


def _change(office: Office, command: str, slug: str, person: Person) -> Told:
    mark = office.fingerprints[slug, person.name]
    return office.admin("organisation", command, slug, mark, "--signer", office.signer(slug), "--json")


def test_a_retired_counsellor_gets_no_new_reports_and_answers_the_old(office: Office) -> None:
    office.open_for_reports("vertrokken")
    secrets = office.report("vertrokken", "Voor het vertrek.", "--counsellor", VINCENT.name).json
    assert _change(office, "retire", "vertrokken", VINCENT).status == 0
    told = office.report("vertrokken", "Na het vertrek.", "--counsellor", VINCENT.name)
    assert told.status == 1
    assert "left" in told.complaint
    a_case = office.newest_case("vertrokken", VINCENT)
    text = str(office.file("tekst", "Ik antwoord nog."))
    told = office.counsellor("reply", "vertrokken", VINCENT, a_case, "--text-file", text)
    assert told.status == 0, told.complaint
    reply = str(office.file("antwoord", "En ik ook."))
    mailbox = office.mailbox("vertrokken", secrets, "--reply-file", reply)
    assert mailbox.status == 0, mailbox.complaint
    assert any("left" in notice for notice in mailbox.json["notices"])


def test_nothing_is_sealed_to_a_revoked_key_and_the_case_says_so(office: Office) -> None:
    office.open_for_reports("gelekt")
    secrets = office.report("gelekt", "Voor het lek.", "--counsellor", VINCENT.name).json
    assert _change(office, "revoke", "gelekt", VINCENT).status == 0
    told = office.report("gelekt", "Na het lek.", "--counsellor", VINCENT.name)
    assert told.status == 1
    assert "revoked" in told.complaint
    mailbox = office.mailbox("gelekt", secrets)
    assert mailbox.json["messages"][0]["text"] == "Voor het lek."
    assert any("revoked" in notice for notice in mailbox.json["notices"])
    reply = str(office.file("antwoord", "Niet versturen."))
    told = office.mailbox("gelekt", secrets, "--reply-file", reply)
    assert told.status == 1
    assert told.json["error"] == "revoked"
    assert len(office.mailbox("gelekt", secrets).json["messages"]) == 1


def test_a_revoked_counsellor_cannot_answer_any_more(office: Office) -> None:
    office.open_for_reports("gelekt-antwoord")
    office.report("gelekt-antwoord", "Tekst.", "--counsellor", VINCENT.name)
    a_case = office.newest_case("gelekt-antwoord", VINCENT)
    assert _change(office, "revoke", "gelekt-antwoord", VINCENT).status == 0
    text = str(office.file("tekst", "Van een ander?"))
    told = office.counsellor("reply", "gelekt-antwoord", VINCENT, a_case, "--text-file", text)
    assert told.status == 1


def test_a_revoked_key_never_comes_back(office: Office) -> None:
    office.open_for_reports("nooit-terug")
    assert _change(office, "revoke", "nooit-terug", VINCENT).status == 0
    assert _change(office, "retire", "nooit-terug", VINCENT).status == 1
    assert office.publish("nooit-terug", VINCENT).status == 1
    told = office.admin("organisation", "renew", "nooit-terug", "--signer", office.signer("nooit-terug"), "--json")
    assert {entry["state"] for entry in told.json["counsellors"] if entry["name"] == VINCENT.display_name} == {
        "revoked"
    }


def test_a_signed_list_that_brings_a_revoked_key_back_or_drops_one_is_refused(office: Office) -> None:
    office.open_for_reports("gesmokkeld")
    assert _change(office, "revoke", "gesmokkeld", VINCENT).status == 0
    draft = office.drawer / "lijst.txt"
    office.admin("organisation", "renew", "gesmokkeld", "--unsigned", str(draft))
    text = draft.read_text(encoding="utf-8")
    dropped = "".join(line for line in text.splitlines(keepends=True) if " revoked " not in line)
    for forged in (text.replace(" revoked ", " active "), dropped):
        signed = office.file("lijst.signed", office.signed("gesmokkeld", forged))
        told = office.admin("organisation", "renew", "gesmokkeld", "--signed", str(signed), "--json")
        assert told.status == 1
        assert told.json["error"] == "publish"


def test_retiring_somebody_who_is_not_on_the_list_changes_nothing(office: Office) -> None:
    office.open_for_reports("niemand", VERA)
    office.fingerprints["niemand", VINCENT.name] = "1111-1111-1111-1111-1111"
    assert _change(office, "retire", "niemand", VINCENT).status == 1
