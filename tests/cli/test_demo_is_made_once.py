"""`zegel demo` makes the demo over HTTP, and a second start keeps everything and renews the lists."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cli.office import Office
from tests.cli.terminal import zegel
from tests.people import CARE_HOME, MUNICIPALITY, VERA, VINCENT, Person
from tests.running_service import RunningService

DAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def demo_place(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A demo that was made on a day of its own; nothing runs yet."""
    place = tmp_path_factory.mktemp("own-demo")
    made = Office(RunningService(place / "data", ("demo",), {"ZEGEL_DEMO_TODAY": DAY.isoformat()}), place)
    told = zegel("demo", "--only-fill", environment=_environment(made, DAY))
    assert told.status == 0, told.complaint
    return made


def _environment(demo: Office, day: date) -> dict[str, str]:
    return {**demo.environment, "ZEGEL_DEMO": "1", "ZEGEL_DEMO_TODAY": day.isoformat()}


def _worklist(demo: Office, person: Person) -> list[dict[str, object]]:
    told = zegel(
        "worklist",
        "--server",
        demo.service.workplace_url,
        "--name",
        person.sign_in_name,
        "--json",
        stdin=person.password,
    )
    assert told.status == 0, told.complaint
    cases = told.json["cases"]
    assert isinstance(cases, list)
    return cases


def test_the_demo_has_cases_of_every_kind(demo_place: Office) -> None:
    with demo_place.service:
        vera, vincent = _worklist(demo_place, VERA), _worklist(demo_place, VINCENT)
    assert {case["track"] for case in vera} == {"sparren", "melding"}
    assert {case["organisation"] for case in vera} == {
        "Gemeente Voorbeeldstad (demo)",
        "Stichting Voorbeeldzorg (demo)",
    }
    assert any(case["acknowledged_on"] for case in vera)
    (near,) = vincent
    assert near["acknowledged_on"] is None
    assert near["acknowledge_by"] == (DAY + timedelta(days=1)).isoformat()


def test_the_printed_code_opens_a_case_with_an_answer(demo_place: Office) -> None:
    with demo_place.service:
        log = demo_place.service.log()
        code = next(line.split()[1] for line in log.splitlines() if line.strip().startswith("code "))
        words = next(line.strip()[6:].strip() for line in log.splitlines() if line.strip().startswith("words "))
        told = demo_place.mailbox(MUNICIPALITY, {"case_code": code, "passphrase": words})
    assert told.status == 0, told.complaint
    assert [message["type"] for message in told.json["messages"]] == ["report", "acknowledgement", "message"]
    assert all(duty["verified"] for duty in told.json["duties"])


def test_a_second_start_keeps_the_cases_and_renews_the_lists(demo_place: Office) -> None:
    later = DAY + timedelta(days=120)
    told = zegel("demo", "--only-fill", environment=_environment(demo_place, later))
    assert told.status == 0, told.complaint
    assert "Making the demo" not in told.output
    shown = zegel("organisation", "show", "--json", environment=_environment(demo_place, later)).json["organisations"]
    assert {one["organisation"]: one["days_left"] for one in shown} == {MUNICIPALITY: 90, CARE_HOME: 90}
    with demo_place.service:
        assert len(_worklist(demo_place, VERA)) == 4


def test_a_demo_that_was_interrupted_is_finished(demo_place: Office) -> None:
    progress = demo_place.service.data / "demo.json"
    content = progress.read_text(encoding="utf-8")
    progress.write_text(json.dumps({**json.loads(content), "is_done": False}), encoding="utf-8")
    told = zegel("demo", "--only-fill", environment=_environment(demo_place, DAY))
    assert told.status == 0, told.complaint
    assert json.loads(progress.read_text(encoding="utf-8")) == json.loads(content)
    with demo_place.service:
        assert len(_worklist(demo_place, VERA)) == 4


def test_the_demo_stays_out_of_a_real_installation(new_place: Office) -> None:
    new_place.admin("database", "upgrade")
    new_place.add("echt")
    told = new_place.admin("demo", "--only-fill")
    assert told.status == 1
    assert "real organisations" in told.complaint


def test_the_demo_listens_on_this_machine_only(new_place: Office) -> None:
    told = new_place.admin("demo", "--only-fill", more={"ZEGEL_BIND": "0.0.0.0"})  # noqa: S104 - refused, that is the point
    assert told.status == 1
    assert not Path(new_place.service.data).exists()
