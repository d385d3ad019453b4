"""`zegel doctor` looks at everything and says what to do."""

from tests.cli.office import Office
from tests.people import VERA
from tests.terminal import Told


def _findings(told: Told, what: str) -> list[dict[str, str]]:
    return [finding for finding in told.json["findings"] if finding["what"] == what]


def test_a_new_installation_has_no_faults(new_place: Office) -> None:
    new_place.admin("database", "upgrade")
    told = new_place.admin("doctor", "--json")
    assert told.status == 0, told.output
    assert {finding["level"] for finding in told.json["findings"]} <= {"ok", "warning"}


def test_nothing_made_yet_is_a_fault_with_the_command_to_run(new_place: Office) -> None:
    told = new_place.admin("doctor", "--json")
    assert told.status == 1
    (finding,) = _findings(told, "database")
    assert finding["level"] == "fault"
    assert "zegel database upgrade" in finding["sentence"]


def test_keys_that_others_can_read_are_a_fault(new_place: Office) -> None:
    new_place.admin("database", "upgrade")
    (new_place.service.data / "keys" / "k_auth").chmod(0o644)
    told = new_place.admin("doctor", "--json")
    assert told.status == 1
    (finding,) = _findings(told, "permissions")
    assert "k_auth" in finding["sentence"]


def test_an_unusable_setting_is_named_and_its_value_is_not(new_place: Office) -> None:
    told = new_place.admin("doctor", more={"ZEGEL_DATABASE_URL": "mysql://geheim@ergens"})
    assert told.status == 1
    assert "ZEGEL_DATABASE_URL" in told.complaint
    assert "geheim" not in told.complaint + told.output


def test_an_unknown_setting_is_named(new_place: Office) -> None:
    told = new_place.admin("doctor", more={"ZEGEL_DATADIR": "x"})
    assert told.status == 1
    assert "ZEGEL_DATADIR" in told.complaint


def test_a_list_is_warned_about_from_fourteen_days_before_it_expires(office: Office) -> None:
    office.open_for_reports("dokter", VERA)
    office.publish_days_ago("dokter", 75)
    assert not _about(office, "dokter")
    office.publish_days_ago("dokter", 76)
    (finding,) = _about(office, "dokter")
    assert finding["level"] == "warning"
    assert "zegel organisation renew" in finding["sentence"]
    notices = office.counsellor("worklist", "dokter", VERA).json["notices"]
    assert any("expires on" in notice for notice in notices)
    office.publish_days_ago("dokter", 91)
    (finding,) = _about(office, "dokter")
    assert finding["level"] == "fault"


def _about(office: Office, slug: str) -> list[dict[str, str]]:
    told = office.admin("doctor", "--json")
    return [found for found in _findings(told, "list of counsellors") if found["sentence"].startswith(f"{slug}:")]
