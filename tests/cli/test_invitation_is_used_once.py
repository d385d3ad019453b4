"""An invitation is for one use within seven days, and what it makes waits until somebody compared the card."""

from tests.cli.office import Office
from tests.people import VERA, VINCENT
from tests.terminal import zegel


def test_an_invitation_cannot_be_used_twice(office: Office) -> None:
    office.add("uitnodiging")
    link = office.invite("uitnodiging", VERA).json["link"]
    assert office.take_invitation(link, VERA.password).status == 0
    told = office.take_invitation(link, VERA.password)
    assert told.status == 1
    assert "used before" in told.complaint


def test_an_invitation_ends_after_seven_days(office: Office) -> None:
    office.add("oude-uitnodiging")
    last_day = office.invite_days_ago("oude-uitnodiging", VERA, 7)
    too_late = office.invite_days_ago("oude-uitnodiging", VINCENT, 8)
    told = office.take_invitation(too_late, VINCENT.password)
    assert told.status == 1
    assert "seven days" in told.complaint
    assert office.take_invitation(last_day, VERA.password).status == 0


def test_the_token_travels_in_the_fragment_only(office: Office) -> None:
    office.add("fragment")
    told = office.invite("fragment", VERA)
    address, _, token = told.json["link"].partition("#")
    assert address == f"{office.service.workplace_url}/workplace/enrol"
    assert len(token) == 43
    assert token not in office.service.log()


def test_the_invitation_of_another_organisation_than_pinned_is_refused(office: Office) -> None:
    pin = office.add("pin-een")["pin"]
    office.add("pin-twee")
    link = office.invite("pin-twee", VERA).json["link"]
    told = office.take_invitation(link, VERA.password, "--pin", pin)
    assert told.status == 1
    assert told.json["error"] == "pin"


def test_a_short_password_is_refused_and_the_invitation_stays(office: Office) -> None:
    office.add("kort")
    link = office.invite("kort", VERA).json["link"]
    told = office.take_invitation(link, "te kort")
    assert told.json["error"] == "password"
    assert office.take_invitation(link, VERA.password).status == 0


def test_what_is_no_invitation_is_told_without_repeating_it(office: Office) -> None:
    told = office.take_invitation("https://meld.example.org/workplace/enrol#geen-uitnodiging", VERA.password)
    assert told.status == 1
    assert "geen-uitnodiging" not in told.complaint + told.output


def test_one_account_serves_several_organisations(office: Office) -> None:
    office.open_for_reports("eerste", VERA)
    office.add("tweede")
    invited = office.invite("tweede", VERA, "vera-eerste").json
    assert invited["account_exists"] is True
    told = office.take_invitation(invited["link"], VERA.password, "--existing")
    assert told.status == 0, told.complaint
    assert told.json["recovery_code"] is None
    assert told.json["fingerprint"] == office.fingerprints["eerste", VERA.name]
    office.fingerprints["tweede", VERA.name] = told.json["fingerprint"]
    assert office.publish("tweede", VERA).status == 0
    office.report("eerste", "Bij de eerste.")
    office.report("tweede", "Bij de tweede.")
    cases = office.counsellor("worklist", "eerste", VERA).json["cases"]
    assert {item["organisation"] for item in cases} == {"Organisatie eerste", "Organisatie tweede"}


def test_names_that_break_the_role_words_are_refused(office: Office) -> None:
    office.add("namen")
    for name in ("Vera; internal; IS", "", "V" * 81):
        told = zegel(
            "counsellor",
            "invite",
            "namen",
            "--name",
            name,
            "--kind",
            "internal",
            "--subjects",
            "OO",
            "--sign-in",
            "iemand",
            environment=office.environment,
        )
        assert told.status == 1, name


def test_a_sign_in_name_that_is_taken_is_told_with_what_to_do(office: Office) -> None:
    office.open_for_reports("bezet", VERA)
    office.add("bezet-twee")
    link = office.invite("bezet-twee", VINCENT, "vera-bezet").json["link"]
    told = office.take_invitation(link, VINCENT.password)
    assert told.status == 1
    assert "--existing" in told.complaint


def test_a_new_key_for_the_same_person_is_used_after_it_was_published(office: Office) -> None:
    office.open_for_reports("sleutelwissel", VERA)
    before = office.report("sleutelwissel", "Met de oude sleutel.").json
    link = office.invite("sleutelwissel", VERA).json["link"]
    assert office.take_invitation(link, VERA.password, "--existing").status == 0
    assert office.publish("sleutelwissel", VERA).status == 0
    (shown,) = office.admin("organisation", "show", "sleutelwissel", "--json").json["organisations"]
    assert {entry["epoch"] for entry in shown["counsellors"]} == {1, 2}
    after = office.report("sleutelwissel", "Met de nieuwe sleutel.").json
    assert after["fingerprint"] == before["fingerprint"]
    texts = set()
    for item in office.counsellor("worklist", "sleutelwissel", VERA).json["cases"]:
        read = office.counsellor("read", "sleutelwissel", VERA, item["case_ref"]).json
        texts |= {message["text"] for message in read["messages"]}
    assert texts == {"Met de oude sleutel.", "Met de nieuwe sleutel."}
    reply = str(office.file("antwoord", "Nog een bericht."))
    assert office.mailbox("sleutelwissel", before, "--reply-file", reply).status == 0
