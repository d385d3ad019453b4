"""When device and service disagree about the day, both days are named; only a demo may move the day."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.office import Office
from tests.people import VERA
from tests.running_service import RunningService
from tests.terminal import zegel


@pytest.fixture(scope="module")
def moved_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, str]]:
    """A service whose day is ten days ahead, with one organisation that is a demo and one that is not."""
    place = tmp_path_factory.mktemp("clock")
    drawer: Path = place / "drawer"
    drawer.mkdir()
    office = Office(RunningService(place / "data", ("serve",)), drawer)
    assert zegel("database", "upgrade", environment=office.environment).status == 0
    with office.service:
        office.open_for_reports("strak", VERA)
        office.add("proefdag", name="Proefdag (demo)")
        office.enrol("proefdag", VERA)
        assert office.publish("proefdag", VERA).status == 0
        office.mailboxes = {slug: office.report(slug, "Voor de sprong.").json for slug in ("strak", "proefdag")}
    day = (office.today() + timedelta(days=10)).isoformat()
    office.service = RunningService(place / "data", ("serve",), {"ZEGEL_DEMO": "1", "ZEGEL_DEMO_TODAY": day})
    with office.service:
        yield office, day


def test_a_report_is_refused_and_both_days_are_named(moved_office: tuple[Office, str]) -> None:
    office, day = moved_office
    told = office.report("strak", "Op welke dag?")
    assert told.status == 1
    assert told.json["error"] == "clock"
    assert day in told.complaint
    assert office.today().isoformat() in told.complaint


def test_a_case_stays_readable_and_both_days_are_named(moved_office: tuple[Office, str]) -> None:
    office, day = moved_office
    told = office.mailbox("strak", office.mailboxes["strak"])
    assert told.status == 0, told.complaint
    assert told.json["messages"][0]["text"] == "Voor de sprong."
    assert any(day in notice and office.today().isoformat() in notice for notice in told.json["notices"])


def test_nothing_is_acknowledged_on_a_day_the_device_does_not_know(moved_office: tuple[Office, str]) -> None:
    office, _ = moved_office
    text = str(office.file("tekst", "Ontvangen."))
    a_case = office.newest_case("strak", VERA)
    told = office.counsellor("acknowledge", "strak", VERA, a_case, "--text-file", text)
    assert told.status == 1
    assert told.json["error"] == "clock"


def test_a_demo_is_followed_to_its_own_day(moved_office: tuple[Office, str]) -> None:
    office, day = moved_office
    told = office.report("proefdag", "In de demo.")
    assert told.status == 0, told.complaint
    assert told.json["received_on"] == day
