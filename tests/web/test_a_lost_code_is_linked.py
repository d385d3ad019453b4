"""Who lost code or words reports again; the counsellor links the two after asking, and the dates run from the first."""

from datetime import timedelta

import pytest

from tests.acts import ACK, FEEDBACK, done, file_of, mailbox_of, path_of
from tests.people import VINCENT
from tests.world import Reporter, World


def asked_and_answered(world: World, reporter: Reporter) -> None:
    world.vera.cookie = ""
    assert world.answer(reporter, world.answer_body(reporter, "Wat weet alleen jij?")).status_code == 201
    reporter.token = ""
    assert world.write(reporter, "Dat het dossier groen was.").status_code == 201


def link(world: World, later: Reporter, earlier: Reporter, **more: object) -> tuple[int, dict[str, str]]:
    body = {"earlier": earlier.keys.case_id.hex()}
    answer = world.as_counsellor("POST", f"{path_of(later)}/link", body, **more)  # type: ignore[arg-type]
    return answer.status_code, answer.json()


@pytest.fixture
def two(world: World) -> tuple[Reporter, Reporter]:
    earlier = world.report()
    world.clock.day += timedelta(days=20)
    return earlier, world.report("Ik ben mijn woorden kwijt.")


def test_the_dates_run_from_the_first_report(world: World, two: tuple[Reporter, Reporter]) -> None:
    earlier, later = two
    asked_and_answered(world, later)
    assert link(world, later, earlier) == (201, {"firstReceivedOn": "2026-11-23", "linkedOn": "2026-12-13"})
    seen = mailbox_of(world, later)
    assert seen["receivedOn"] == "2026-11-23"
    assert seen["firstReceivedOn"] == "2026-12-13"
    days = {"firstReceivedOn": "2026-11-23", "linkedOn": "2026-12-13"}
    assert seen["link"] == days | {"acknowledgedOn": None, "feedbackOn": None}
    assert seen["missed"] == [{"duty": 2, "due": "2026-11-30"}]
    assert file_of(world, later)["link"]["earlier"] == earlier.keys.case_id.hex()
    assert file_of(world, earlier)["followedBy"] == [{"linkedOn": "2026-12-13", "later": later.keys.case_id.hex()}]


def test_what_the_earlier_case_fulfilled_stays_fulfilled(world: World) -> None:
    earlier = world.report()
    done(world, earlier, ACK, FEEDBACK)
    world.clock.day += timedelta(days=20)
    later = world.report("Ik ben mijn woorden kwijt.")
    asked_and_answered(world, later)
    assert link(world, later, earlier)[0] == 201
    seen = file_of(world, later)
    assert seen["missed"] == []
    assert seen["feedbackOn"] == "2026-11-23"
    assert (seen["link"]["acknowledgedOn"], seen["link"]["feedbackOn"]) == ("2026-11-23", "2026-11-23")


def test_it_is_linked_once_and_the_same_again_changes_nothing(world: World, two: tuple[Reporter, Reporter]) -> None:
    earlier, later = two
    asked_and_answered(world, later)
    assert [link(world, later, earlier)[0] for _ in range(2)] == [201, 201]
    assert link(world, later, world.report())[0] == 400
    assert link(world, earlier, later)[0] == 400


def test_nobody_is_linked_unasked(world: World, two: tuple[Reporter, Reporter]) -> None:
    earlier, later = two
    world.vera.cookie = ""
    assert link(world, later, earlier)[0] == 400
    assert link(world, later, later)[0] == 400


def test_a_case_of_another_counsellor_is_unknown(sqlite_world: World) -> None:
    world = sqlite_world
    vincent = world.enrol(VINCENT)
    world.publish()
    earlier, later = world.report(), world.report()
    asked_and_answered(world, later)
    assert link(world, later, earlier, who=vincent)[0] == 404


def test_advice_is_no_first_report(sqlite_world: World) -> None:
    earlier, later = sqlite_world.report(track=1), sqlite_world.report()
    asked_and_answered(sqlite_world, later)
    assert link(sqlite_world, later, earlier)[0] == 400
