"""`zegel demo` makes the demo over HTTP; later starts keep everything and renew the lists."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.cli.demo_cases import CASES
from app.cli.demo_people import RUBEN, DemoCounsellor
from app.cli.demo_progress import Filling, read_filling
from tests.cli.office import Office
from tests.people import CARE_HOME, MUNICIPALITY, VERA, VINCENT, Person
from tests.running_service import RunningService
from tests.terminal import Told, zegel

pytestmark = pytest.mark.slow
DAY = date(2026, 11, 21)
LATER = DAY + timedelta(days=120)


@dataclass
class Demo:
    """A demo with a past: made, interrupted before the last step, taken up again, started much later, now running."""

    office: Office
    progress: list[dict[str, Any]]
    starts: list[Told]
    walked: list[dict[str, Any]]
    """Vincent's worklist two days later, when the last day of its one case has passed."""


@pytest.fixture(scope="module")
def demo_with_a_past(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    place = tmp_path_factory.mktemp("own-demo")
    office = Office(RunningService(place / "data", ("demo",), {"ZEGEL_DEMO_TODAY": DAY.isoformat()}), place)
    demo = Demo(office, [], [], [])
    _start(demo, DAY)
    progress = office.service.data / "demo.json"
    progress.write_text(json.dumps({**demo.progress[0], "is_done": False}), encoding="utf-8")
    _start(demo, DAY)
    _start(demo, LATER)
    moved = {"ZEGEL_DEMO_TODAY": (DAY + timedelta(days=2)).isoformat()}
    with RunningService(place / "data", ("demo",), moved) as service:
        demo.walked += _worklist(demo, VINCENT, service)
    with office.service:
        yield demo


def _start(demo: Demo, day: date) -> None:
    demo.starts.append(zegel("demo", "--only-fill", environment=_environment(demo.office, day)))
    assert demo.starts[-1].status == 0, demo.starts[-1].complaint
    demo.progress.append(json.loads((demo.office.service.data / "demo.json").read_text(encoding="utf-8")))


def _environment(office: Office, day: date) -> dict[str, str]:
    return {**office.environment, "ZEGEL_DEMO": "1", "ZEGEL_DEMO_TODAY": day.isoformat()}


def _worklist(
    demo: Demo, person: Person | DemoCounsellor, service: RunningService | None = None
) -> list[dict[str, Any]]:
    server = (service or demo.office.service).workplace_url
    told = zegel("worklist", "--server", server, "--name", person.sign_in_name, "--json", stdin=person.password)
    assert told.status == 0, told.complaint
    cases = told.json["cases"]
    assert isinstance(cases, list)
    return cases


def test_the_demo_has_cases_of_every_kind_and_each_once(demo_with_a_past: Demo) -> None:
    vera, vincent = _worklist(demo_with_a_past, VERA), _worklist(demo_with_a_past, VINCENT)
    assert sorted(case["track"] for case in vera) == [*["melding"] * 8, "sparren"]
    assert {case["organisation"] for case in vera} == {
        "Gemeente Voorbeeldstad (demo)",
        "Stichting Voorbeeldzorg (demo)",
        "InteraktContour (demo)",
        "De Connectie (demo)",
    }
    assert any(case["acknowledged_on"] for case in vera)
    (near,) = vincent
    assert near["acknowledged_on"] is None
    assert near["acknowledge_by"] == (DAY + timedelta(days=1)).isoformat()


def test_the_demo_shows_how_duties_end(demo_with_a_past: Demo) -> None:
    first = (DAY - timedelta(days=12)).isoformat()
    longest_ago = [case for case in _worklist(demo_with_a_past, VERA) if case["received_on"] == first]
    assert {case["organisation"]: case["standing"] for case in longest_ago} == {
        "Stichting Voorbeeldzorg (demo)": "missed",
        "Gemeente Voorbeeldstad (demo)": "closed",
        "InteraktContour (demo)": "open",  # its feedback was contested
    }
    (unacknowledged,) = [case for case in longest_ago if case["acknowledged_on"] is None]
    assert unacknowledged["missed"] == [{"duty": 2, "due": (DAY - timedelta(days=5)).isoformat()}]
    (ended,) = _worklist(demo_with_a_past, RUBEN)
    assert ended["standing"] == "answered"
    assert ended["dismissed_on"] is not None


def test_a_later_day_walks_a_case_to_a_missed_deadline(demo_with_a_past: Demo) -> None:
    (near,), (missed,) = _worklist(demo_with_a_past, VINCENT), demo_with_a_past.walked
    assert (near["standing"], near["missed"]) == ("near", [])
    assert (missed["standing"], missed["missed"]) == ("missed", [{"duty": 2, "due": near["acknowledge_by"]}])


def test_the_printed_code_opens_a_case_with_an_answer(demo_with_a_past: Demo) -> None:
    service = demo_with_a_past.office.service
    lines = [line.strip() for line in service.log().splitlines()]
    (code,) = {line.split()[1] for line in lines if line.startswith("code ")}
    (words,) = {line.partition(" ")[2].strip() for line in lines if line.startswith("words ")}
    told = demo_with_a_past.office.mailbox(MUNICIPALITY, {"case_code": code, "passphrase": words})
    assert told.status == 0, told.complaint
    assert [message["type"] for message in told.json["messages"]] == ["report", "acknowledgement", "message"]
    assert [duty["verified"] for duty in told.json["duties"]] == [True]


def test_a_demo_that_was_interrupted_is_finished_without_doing_anything_twice(demo_with_a_past: Demo) -> None:
    first, resumed, later = demo_with_a_past.progress
    assert first == resumed == later
    assert first["is_done"] is True


def test_a_demo_of_before_the_twins_keeps_its_cases_and_is_filled_further(new_place: Office) -> None:
    kept = {"cases": 5, "is_done": True, "case_code": "K7Q2", "passphrase": "zeven woorden"}
    new_place.service.data.mkdir()
    (new_place.service.data / "demo.json").write_text(json.dumps(kept), encoding="utf-8")
    with new_place.installation() as installation:
        assert read_filling(installation) == Filling((0, 1, 2, 3, 4), False, "K7Q2", "zeven woorden")  # noqa: FBT003
    assert {CASES[position].slug for position in range(5)} == {MUNICIPALITY, CARE_HOME}


def test_every_twin_has_the_counsellors_its_policy_expects(demo_with_a_past: Demo) -> None:
    environment = _environment(demo_with_a_past.office, DAY)
    shown = zegel("organisation", "show", "--json", environment=environment).json["organisations"]
    assert {one["organisation"]: one["policy_version"] for one in shown if one["policy"]} == {
        "interaktcontour": "interaktcontour-code",
        "werksaam": "werksaam-2020",
        "senzer": "senzer-2025",
        "de-connectie": "de-connectie-gedragscode",
    }
    assert [one["counsellors_missing"] for one in shown] == [[]] * len(shown)


def test_a_later_start_makes_nothing_and_renews_the_lists(demo_with_a_past: Demo) -> None:
    assert "Making the demo" in demo_with_a_past.starts[0].output
    assert "Making the demo" not in demo_with_a_past.starts[-1].output
    environment = _environment(demo_with_a_past.office, DAY)
    shown = zegel("organisation", "show", "--json", environment=environment).json["organisations"]
    # The running service renewed them once more, on its own day.
    assert {one["organisation"]: one["days_left"] for one in shown} == dict.fromkeys(
        (MUNICIPALITY, CARE_HOME, "interaktcontour", "werksaam", "senzer", "de-connectie"), 90
    )
    assert all(one["directory_version"] >= 4 for one in shown)


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
