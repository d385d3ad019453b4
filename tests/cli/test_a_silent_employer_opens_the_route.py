"""From terminals, over moved days: the reporter prepares, nobody acknowledges, and the helper opens with the proof."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.cli.office import Office
from tests.going_outside import HILDE
from tests.people import STORY, VERA, VINCENT
from tests.running_service import RunningService
from tests.terminal import Told, zegel
from tests.today import today

SLUG = "stilte"


def moved(place: Path, days: int) -> Office:
    """The same installation on a later day; only an organisation of a demo lets its day be moved."""
    demo = {"ZEGEL_DEMO": "true", "ZEGEL_DEMO_TODAY": (today() + timedelta(days=days)).isoformat()}
    drawer = place / "drawer"
    drawer.mkdir(exist_ok=True)
    return Office(RunningService(place / "data", ("serve",), demo), drawer, settings=demo)


def opened_for_reports(office: Office) -> None:
    office.add(SLUG, name="Stille Werkgever (demo)")
    office.enrol(SLUG, VERA)
    told = office.admin("organisation", "invite", SLUG, "--name", HILDE.name, "--role", "helper",
                        "--sign-in", f"{HILDE.sign_in_name}-{SLUG}", "--json")  # fmt: skip
    taken = office.take_invitation(told.json["link"], HILDE.password)
    office.fingerprints[SLUG, HILDE.name] = taken.json["fingerprint"]
    assert office.publish(SLUG, VERA, HILDE).status == 0


def outside(office: Office, secrets: dict[str, Any], *words: str) -> Told:
    stdin = json.dumps({name: secrets[name] for name in ("case_code", "passphrase")})
    server = ("--server", office.service.reporter_url, "--organisation", SLUG, "--json")
    return zegel("outside", *words, *server, stdin=stdin)


def test_the_way_opens_by_itself_and_proves_why(tmp_path: Path) -> None:
    office = moved(tmp_path, 0)
    assert office.admin("database", "upgrade").status == 0
    with office.service:
        opened_for_reports(office)
        secrets = office.report(SLUG, STORY, "--track", "melding").json
        stored = outside(office, secrets, "prepare", "--to", HILDE.name, "--duty", "acknowledgement")
        assert stored.status == 0, stored.complaint
    for days in range(1, 11):
        done = moved(tmp_path, days).admin("watch", "--json")
        assert (done.status, done.json["open"]) == (0, []), done.complaint
    later = moved(tmp_path, 10)
    with later.service:
        (listed,) = later.counsellor("package", SLUG, HILDE, "list").json["packages"]
        assert listed["wasReleased"]
        opened = later.counsellor("package", SLUG, HILDE, "open", listed["id"])
        assert opened.status == 0, opened.complaint
        assert opened.json["messages"][0]["text"] == STORY.strip("\n")
        assert "Receipt was not acknowledged by" in opened.json["released_because"]
        assert not [notice for notice in opened.json["notices"] if "without a recorded miss" in notice]
        seen = later.mailbox(SLUG, secrets).json
        assert [(one["state"], one["released"]) for one in seen["packages"]] == [("fetched", True)]
        assert [one["state"] for one in seen["consents"]] == ["released"]
        assert not [notice for notice in seen["notices"] if "nothing proves" in notice]
        assert [one["duty"] for one in seen["missed"]] == [2]


def test_a_deputy_takes_over_from_a_silent_counsellor_and_reads_the_case(tmp_path: Path) -> None:
    office = moved(tmp_path, 0)
    assert office.admin("database", "upgrade").status == 0
    with office.service:
        office.add(SLUG, name="Stille Werkgever (demo)")
        for person in (VERA, VINCENT):
            office.enrol(SLUG, person)
        assert office.publish(SLUG, VERA, VINCENT).status == 0
        secrets = office.report(SLUG, STORY, "--counsellor", VERA.name).json
        stored = outside(office, secrets, "deputy", "--to", VINCENT.name)
        assert stored.status == 0, stored.complaint
    for days in range(1, 8):
        done = moved(tmp_path, days).admin("watch", "--json")
        assert (done.status, done.json["open"]) == (0, []), done.complaint
    later = moved(tmp_path, 7)
    with later.service:
        (a_case,) = later.counsellor("worklist", SLUG, VINCENT).json["cases"]
        told = later.counsellor("read", SLUG, VINCENT, str(a_case["id"]))
        assert told.status == 0, told.complaint
        assert told.json["messages"][0]["text"] == STORY.strip("\n")
        assert later.counsellor("worklist", SLUG, VERA).json["cases"] == []
        (listed,) = later.counsellor("package", SLUG, VINCENT, "list").json["packages"]
        opened = later.counsellor("package", SLUG, VINCENT, "open", listed["id"])
        assert "which is no term of the law" in opened.json["released_because"]
        seen = later.mailbox(SLUG, secrets).json
        assert (seen["counsellor"], seen["missed"]) == (VINCENT.name, [])
