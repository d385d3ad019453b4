"""From a terminal, over moved days: a miss is disputed with the message that came in time, and with no other."""

from pathlib import Path

from tests.cli.office import Office
from tests.cli.test_a_silent_employer_opens_the_route import moved
from tests.people import STORY, VERA

SLUG = "betwist"


def _reported(office: Office) -> str:
    office.add(SLUG, name="Trage Werkgever (demo)")
    office.enrol(SLUG, VERA)
    assert office.publish(SLUG, VERA).status == 0
    office.report(SLUG, STORY, "--track", "melding")
    (a_case,) = office.counsellor("worklist", SLUG, VERA).json["cases"]
    return str(a_case["case_ref"])


def _write(office: Office, command: str, ref: str, text: str) -> None:
    told = office.counsellor(command, SLUG, VERA, ref, "--text-file", str(office.file("bericht", text)))
    assert told.status == 0, told.complaint


def test_a_miss_is_disputed_with_a_message_of_that_time(tmp_path: Path) -> None:
    office = moved(tmp_path, 0)
    assert office.admin("database", "upgrade").status == 0
    with office.service:
        ref = _reported(office)
        nothing = office.counsellor("dispute", SLUG, VERA, ref)
        assert (nothing.status, nothing.json["error"]) == (1, "nothing")
        _write(office, "reply", ref, "Ik lees het.")
    later = moved(tmp_path, 8)
    assert later.admin("watch", "--json").status == 0
    with later.service:
        refused = later.counsellor("dispute", SLUG, VERA, ref)
        assert (refused.status, refused.json["error"]) == (1, "message")
        _write(later, "reply", ref, "Dit kwam te laat.")
        refused = later.counsellor("dispute", SLUG, VERA, ref, "--message", "1")
        assert (refused.status, refused.json["error"]) == (1, "message")
        told = later.counsellor("dispute", SLUG, VERA, ref, "--message", "0")
        assert told.status == 0, told.complaint
        assert [duty["kind"] for duty in told.json["duties"]] == ["dispute"]
        assert [late["duty"] for late in told.json["missed"]] == [2]


def test_after_two_days_the_service_takes_no_dispute(tmp_path: Path) -> None:
    office = moved(tmp_path, 0)
    assert office.admin("database", "upgrade").status == 0
    with office.service:
        ref = _reported(office)
        _write(office, "reply", ref, "Ik lees het.")
    assert moved(tmp_path, 8).admin("watch", "--json").status == 0
    later = moved(tmp_path, 11)
    with later.service:
        told = later.counsellor("dispute", SLUG, VERA, ref, "--message", "0")
        assert (told.status, told.json["error"]) == (1, "nothing")
