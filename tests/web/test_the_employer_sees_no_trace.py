"""Until a reporter releases a case, everything the employer can look at is the same, byte for byte, as without it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from app.services.statistics import count_years
from app.worker.erasure_round import erase_due_cases
from app.worker.watch_round import watch_deadlines
from crypto import codes
from crypto.encoding import b64
from tests.acts import ACK, CLOSED, FEEDBACK, NOT_A_REPORT, done
from tests.people import CARLA, VINCENT
from tests.services.closed_cases import handled, release
from tests.web.employer import all_that_is_seen, auditor, carla
from tests.worker.desks import desk_of
from tests.world import CounsellorKeys, World

LATER = (date(2026, 12, 1), date(2027, 1, 2), date(2027, 2, 1))
"""After the seven days; when the year is counted; when what was no report is erased."""


@pytest.fixture
def world(sqlite_world: World) -> World:
    """The service with two rooms to look from."""
    return sqlite_world


def test_case_officer_and_auditor_are_let_in_and_nobody_else(world: World) -> None:
    org = world.root.org_id.hex()
    assert world.as_counsellor("GET", f"/w/v1/organisation/{org}").status_code == 404
    for who, role in ((carla(world), 5), (auditor(world), 4)):
        answer = world.as_counsellor("GET", f"/w/v1/organisation/{org}", who=who)
        assert (answer.status_code, answer.json()["role"]) == (200, role)
        assert world.as_counsellor("GET", f"/w/v1/organisation/{'0' * 32}", who=who).status_code == 404
        assert world.as_counsellor("GET", "/w/v1/organisation/nothing", who=who).status_code == 404


def test_who_is_not_on_the_list_or_not_any_more_sees_nothing(world: World) -> None:
    waiting = world.enrol(CARLA, 5)
    world.sign_in(waiting)
    path = f"/w/v1/organisation/{world.root.org_id.hex()}"
    assert world.as_counsellor("GET", path, who=waiting).status_code == 404
    world.publish()
    assert world.as_counsellor("GET", path, who=waiting).status_code == 200
    world.set_state(waiting, "retired")
    assert world.as_counsellor("GET", path, who=waiting).status_code == 404


@pytest.mark.parametrize("who", [carla, auditor])
def test_a_case_in_the_counsellors_space_changes_no_byte(world: World, who: Callable[[World], CounsellorKeys]) -> None:
    looker = who(world)
    seen = all_that_is_seen(world, looker)
    assert len(seen) > 20
    reporter = world.report()
    assert all_that_is_seen(world, looker) == seen
    done(world, reporter, ACK)
    assert all_that_is_seen(world, looker) == seen
    world.write(reporter, "Nog iets.")
    done(world, reporter, FEEDBACK, CLOSED)
    world.report(track=1)
    assert all_that_is_seen(world, looker) == seen


@pytest.mark.parametrize("who", [carla, auditor])
def test_neither_a_missed_duty_nor_the_years_end_nor_erasure_shows_it(
    tmp_path: Path, who: Callable[[World], CounsellorKeys]
) -> None:
    pictures: list[list[dict[str, tuple[int, str]]]] = []
    for name, has_case in (("with", True), ("without", False)):
        with World(tmp_path / name) as world:
            looker = who(world)
            if has_case:
                handled(world)
                done(world, world.report(), NOT_A_REPORT, CLOSED)
                world.report()
                world.report(track=1)
            pictures.append([picture(world, looker, day) for day in LATER])
            left = world.store.read(lambda work: work.register.count())
            assert left == (2 if has_case else 0)
    for other, same in zip(*pictures, strict=True):
        assert {path: (seen, same[path]) for path, seen in other.items() if seen != same[path]} == {}
    assert sum(status == 200 for status, _ in pictures[0][-1].values()) > 8


def picture(world: World, looker: CounsellorKeys, day: date) -> dict[str, tuple[int, str]]:
    """Let the daily jobs of a later day run, and look at everything as it is then; the log has entries drawn anew."""
    world.clock.day, looker.cookie = day, ""
    world.sign_in(looker)
    world.store.write(lambda work: count_years(work, day))
    watch_deadlines(desk_of(world), day)
    erase_due_cases(desk_of(world), day)
    org = world.root.org_id
    own = {org.hex(): "org", b64(org): "org", codes.pin_encode(org): "pin"}
    seen = {}
    for path, (status, content) in all_that_is_seen(world, looker).items():
        if path != "/w/v1/organisations":
            words = content.decode()
            for mark, name in own.items():
                words = words.replace(mark, name)
            seen[path.replace(org.hex(), "org")] = (status, words)
    return seen


def test_a_released_case_is_seen_from_that_day_on_and_nothing_before(world: World) -> None:
    looker = carla(world)
    path = f"/w/v1/organisation/{world.root.org_id.hex()}/register"
    reporter = world.report()
    other = world.report()
    done(world, reporter, ACK)
    assert world.as_counsellor("GET", path, who=looker).json()["lines"] == []
    release(world, reporter)
    (line,) = world.as_counsellor("GET", path, who=looker).json()["lines"]
    assert (line["receivedOn"], line["releasedOn"], line["outcome"]) == ("2026-11-23", "2026-11-23", "in_progress")
    assert (line["acknowledgedOn"], line["feedbackOn"], line["destroyOn"]) == ("2026-11-23", None, None)
    told = world.as_counsellor("GET", path, who=looker).text
    assert not [mark for mark in (reporter, other) if mark.keys.case_id.hex() in told or b64(mark.keys.case_id) in told]


def test_five_cases_of_a_past_year_are_told_as_a_number_and_four_are_not(world: World) -> None:
    looker = carla(world)
    path = f"/w/v1/organisation/{world.root.org_id.hex()}"
    for _ in range(5):
        world.report()
    world.clock.day = date(2027, 1, 2)
    world.store.write(lambda work: count_years(work, world.clock.day))
    looker.cookie = ""
    newest = world.as_counsellor("GET", path, who=looker).json()["years"][0]
    assert (newest["year"], newest["isCounted"]) == (2026, True)
    told = {(one["handling"], one["punctuality"]): one["cases"] for one in newest["counsellors"]["groups"]}
    assert told.pop(("in_progress", "late")) == 5
    assert set(told.values()) == {None}
    assert (newest["counsellors"]["atLeast"], newest["counsellors"]["total"]) == (5, None)
    assert newest["released"]["atLeast"] == 0
    world.clock.day = date(2027, 1, 3)
    world.store.write(lambda work: count_years(work, world.clock.day))
    assert world.as_counsellor("GET", path, who=looker).json()["years"][0] == newest


def test_the_current_year_has_no_totals_at_all(world: World) -> None:
    looker = carla(world)
    for _ in range(6):
        world.report()
    years = world.as_counsellor("GET", f"/w/v1/organisation/{world.root.org_id.hex()}", who=looker).json()["years"]
    assert [one["year"] for one in years] == [2025, 2024, 2023]
    assert {one["counsellors"]["atLeast"] for one in years} == {0}


def test_a_counsellor_sees_every_number_of_this_year_and_only_of_own_cases(world: World) -> None:
    vincent = world.enrol(VINCENT)
    world.publish()
    world.report()
    world.report(track=1)
    path = f"/w/v1/organisations/{world.root.org_id.hex()}/years"
    mine = world.as_counsellor("GET", path).json()["years"][0]
    assert (mine["year"], mine["ownEyes"]["total"], mine["figures"]["atLeast"]) == (2026, 2, 0)
    assert world.as_counsellor("GET", path, who=vincent).json()["years"][0]["ownEyes"]["total"] == 0
