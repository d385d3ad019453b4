"""The worklist says where the reporter said yes and nothing was done yet, and which former cases may be read."""

from datetime import timedelta
from typing import Any

import pytest

from tests.acts import path_of
from tests.going_outside import enrolled, prepare
from tests.handing_over import agree, hand_over, record_for
from tests.people import VINCENT
from tests.world import CounsellorKeys, World


@pytest.fixture
def vincent(world: World) -> CounsellorKeys:
    made = world.enrol(VINCENT)
    world.publish()
    return made


def worklist(world: World) -> dict[str, Any]:
    answer = world.as_counsellor("GET", "/w/v1/cases")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_a_yes_stands_on_the_row_until_it_is_carried_out(world: World, vincent: CounsellorKeys) -> None:
    first, second = world.report(), world.report()
    token = agree(world, first, vincent)
    rows = {row["id"]: row["allowed"] for row in worklist(world)["cases"]}
    assert rows == {first.keys.case_id.hex(): [1], second.keys.case_id.hex(): []}
    hand_over(world, first, token, record_for(world, first, vincent, token))
    assert [row["id"] for row in worklist(world)["cases"]] == [second.keys.case_id.hex()]
    assert worklist(world)["former"] == []


def test_a_yes_that_is_over_or_was_never_the_counsellors_does_not_stand_there(
    world: World, vincent: CounsellorKeys
) -> None:
    reporter = world.report()
    agree(world, reporter, vincent)
    other = world.report()
    prepare(world, other, enrolled(world))
    assert sorted(row["allowed"] for row in worklist(world)["cases"]) == [[], [1]]
    world.clock.day += timedelta(days=15)
    assert [row["allowed"] for row in worklist(world)["cases"]] == [[], []]


def test_who_may_read_on_finds_the_case_until_the_last_day(world: World, vincent: CounsellorKeys) -> None:
    reporter = world.report()
    token = agree(world, reporter, vincent, keepsAccess=True)
    hand_over(world, reporter, token, record_for(world, reporter, vincent, token))
    (former,) = worklist(world)["former"]
    assert former["id"] == reporter.keys.case_id.hex()
    assert former["until"] == (world.clock.day + timedelta(days=31)).isoformat()
    assert world.as_counsellor("GET", path_of(reporter)).json()["formerUntil"] == former["until"]
    world.clock.day += timedelta(days=32)
    assert worklist(world)["former"] == []
    assert world.as_counsellor("GET", path_of(reporter)).status_code == 404
