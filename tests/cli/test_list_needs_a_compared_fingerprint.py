"""A key that was enrolled receives nothing until the administrator compared its fingerprint with the person's card."""

from tests.cli.office import Office
from tests.people import VERA, VINCENT


def test_a_key_that_waits_is_not_offered_to_reporters(office: Office) -> None:
    office.open_for_reports("wacht", VERA)
    office.enrol("wacht", VINCENT)
    assert office.report("wacht", "Aan wie wacht.", "--counsellor", VINCENT.name).status == 1
    (shown,) = office.admin("organisation", "show", "wacht", "--json").json["organisations"]
    assert [row["name"] for row in shown["waiting"]] == [VINCENT.display_name]
    assert office.publish("wacht", VINCENT).status == 0
    assert office.report("wacht", "Nu wel.", "--counsellor", VINCENT.name).status == 0


def test_the_fingerprint_of_a_key_that_waits_is_not_shown(office: Office) -> None:
    office.add("verborgen")
    office.enrol("verborgen", VERA)
    mark = office.fingerprints["verborgen", VERA.name]
    for told in (
        office.admin("organisation", "show", "verborgen"),
        office.admin("organisation", "show", "verborgen", "--json"),
    ):
        assert VERA.name in told.output
        assert mark not in told.output


def test_a_fingerprint_that_fits_nobody_publishes_nothing(office: Office) -> None:
    office.add("vreemd")
    office.enrol("vreemd", VERA)
    office.fingerprints["vreemd", VERA.name] = "0000-0000-0000-0000-0000"
    told = office.publish("vreemd", VERA)
    assert told.status == 1
    assert "counsellor's own card" in told.complaint
    (shown,) = office.admin("organisation", "show", "vreemd", "--json").json["organisations"]
    assert shown["directory_version"] is None


def test_publishing_without_a_confirmed_fingerprint_is_refused(office: Office) -> None:
    office.add("zonder")
    office.enrol("zonder", VERA)
    assert office.publish("zonder").status == 1


def test_renewing_gives_new_dates_and_lets_nobody_in(office: Office) -> None:
    office.open_for_reports("vernieuwd", VERA)
    office.enrol("vernieuwd", VINCENT)
    office.publish_days_ago("vernieuwd", 80)
    told = office.admin("organisation", "renew", "vernieuwd", "--signer", office.signer("vernieuwd"), "--json")
    assert told.status == 0, told.complaint
    assert told.json["days_left"] == 90
    assert [entry["name"] for entry in told.json["counsellors"]] == [VERA.display_name]
    assert [row["name"] for row in told.json["waiting"]] == [VINCENT.display_name]


def test_the_signer_of_another_organisation_cannot_publish(office: Office) -> None:
    office.open_for_reports("eigen", VERA)
    office.add("vreemde")
    told = office.admin("organisation", "renew", "eigen", "--signer", office.signer("vreemde"), "--json")
    assert told.status == 1
    assert told.json["error"] == "signer"
