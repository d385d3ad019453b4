"""Drills: made for active keys only, answered by their own account in their own month, told to reporters in weeks."""

from datetime import date, timedelta
from functools import partial
from typing import Any

import httpx
import pytest

from app.cli.drill_making import make_drills as drills_of_the_month
from app.services.drills import forget_old_drills
from crypto import drill
from crypto.codes import fingerprint
from crypto.encoding import b64, unb64
from tests.people import OMAR, VINCENT
from tests.web.employer import employer
from tests.world import SLUG, TODAY, CounsellorKeys, World


def make_drills(world: World) -> int:
    return drills_of_the_month(world.store, world.clock.day)


def waiting(world: World, who: CounsellorKeys) -> list[dict[str, str]]:
    found: list[dict[str, str]] = world.as_counsellor("GET", "/w/v1/drills", who=who).json()["drills"]
    return found


def answer_to(given: dict[str, str], who: CounsellorKeys) -> dict[str, str]:
    opened = drill.open_(unb64(given["sealed"]), who.box, unb64(given["orgId"]), given["month"])
    return {"kid": given["kid"], "month": given["month"], "answer": b64(opened)}


def tell(world: World, body: Any, who: CounsellorKeys) -> httpx.Response:
    return world.as_counsellor("POST", "/w/v1/drills", body, who=who)


def told(world: World) -> dict[str, Any]:
    answer: dict[str, Any] = world.as_reporter("GET", f"/r/v1/organisations/{SLUG}").json()
    return {name: answer[name] for name in ("lastOpened", "missedDrills")}


def test_a_drill_is_opened_and_told_in_weeks(world: World) -> None:
    assert make_drills(world) == 1
    assert make_drills(world) == 0
    [given] = waiting(world, world.vera)
    assert given["orgId"] == b64(world.root.org_id)
    assert told(world) == {"lastOpened": {}, "missedDrills": []}
    body = answer_to(given, world.vera)
    assert [tell(world, body, world.vera).status_code for _ in range(2)] == [204, 204]
    assert waiting(world, world.vera) == []
    opened = world.as_counsellor("GET", "/w/v1/drills").json()["opened"]
    assert opened == [{"orgId": given["orgId"], "kid": given["kid"], "month": "2026-11"}]
    assert told(world) == {"lastOpened": {}, "missedDrills": []}
    world.clock.day = TODAY + timedelta(days=7)
    assert told(world)["lastOpened"] == {fingerprint(world.vera.identity_pk): 1}


def test_the_day_is_not_even_kept(sqlite_world: World) -> None:
    world = sqlite_world
    world.clock.day = TODAY + timedelta(days=3)
    make_drills(world)
    [given] = waiting(world, world.vera)
    tell(world, answer_to(given, world.vera), world.vera)
    kept = world.store.read(lambda work: work.drills.of_keys([world.vera.box.kid]))
    assert [one.opened_week for one in kept] == [TODAY]


def test_a_wrong_answer_is_refused_and_counts_for_nothing(sqlite_world: World) -> None:
    world = sqlite_world
    make_drills(world)
    [given] = waiting(world, world.vera)
    right = answer_to(given, world.vera)
    kept = world.store.read(lambda work: work.drills.find(world.vera.box.kid, "2026-11"))
    assert kept is not None
    for wrong in (bytes(32), kept.answer_hash):
        refused = tell(world, right | {"answer": b64(wrong)}, world.vera)
        assert (refused.status_code, refused.json()) == (400, {"error": "policy"})
    assert waiting(world, world.vera) == [given]


@pytest.mark.parametrize("month", ["2026-13", "2026-1", "november", "2026-11-23", ""])
def test_what_is_no_month_is_refused(sqlite_world: World, month: str) -> None:
    make_drills(sqlite_world)
    body = {"kid": b64(sqlite_world.vera.box.kid), "month": month, "answer": b64(bytes(32))}
    assert tell(sqlite_world, body, sqlite_world.vera).json() == {"error": "format"}


def test_another_persons_drill_is_not_there(sqlite_world: World) -> None:
    world = sqlite_world
    vincent = world.enrol(VINCENT, role=2)
    world.publish()
    assert make_drills(world) == 2
    [given] = waiting(world, world.vera)
    refused = tell(world, answer_to(given, world.vera), vincent)
    assert (refused.status_code, refused.json()) == (404, {"error": "unknown"})
    assert [one["kid"] for one in waiting(world, vincent)] == [b64(vincent.box.kid)]
    without = world.ask("GET", "http://localhost:8000/w/v1/drills")
    assert without.status_code == 403


def test_a_drill_is_answered_in_its_own_month(sqlite_world: World) -> None:
    world = sqlite_world
    make_drills(world)
    [given] = waiting(world, world.vera)
    world.clock.day = date(2026, 12, 1)
    assert waiting(world, world.vera) == []
    late = tell(world, answer_to(given, world.vera), world.vera)
    assert (late.status_code, late.json()) == (400, {"error": "policy"})
    assert make_drills(world) == 1
    assert waiting(world, world.vera)[0]["month"] == "2026-12"


@pytest.mark.parametrize("state", ["retired", "revoked"])
def test_who_is_retired_or_revoked_gets_none_and_is_not_told_of(sqlite_world: World, state: str) -> None:
    world = sqlite_world
    vincent = world.enrol(VINCENT, role=2)
    world.publish()
    world.clock.day = TODAY + timedelta(days=7)
    make_drills(world)
    tell(world, answer_to(waiting(world, vincent)[0], vincent), vincent)
    world.clock.day += timedelta(days=7)
    assert fingerprint(vincent.identity_pk) in told(world)["lastOpened"]
    world.set_state(vincent, state)
    world.clock.day += timedelta(days=30)
    assert make_drills(world) == 1
    assert waiting(world, vincent) == []
    assert fingerprint(vincent.identity_pk) not in told(world)["lastOpened"]


def test_two_missed_drills_are_told(sqlite_world: World) -> None:
    world = sqlite_world
    for day in (date(2026, 11, 23), date(2026, 12, 1)):
        world.clock.day = day
        make_drills(world)
        assert told(world)["missedDrills"] == []
    world.clock.day = date(2027, 1, 4)
    assert told(world)["missedDrills"] == [fingerprint(world.vera.identity_pk)]
    assert told(world)["lastOpened"] == {}


def test_a_practice_organisation_has_drills_too(tmp_path: Any) -> None:
    with World(tmp_path / "data", practice=True) as world:
        assert make_drills(world) == 1
        [given] = waiting(world, world.vera)
        assert tell(world, answer_to(given, world.vera), world.vera).status_code == 204


def test_a_drill_has_nothing_to_do_with_cases(sqlite_world: World) -> None:
    world = sqlite_world
    make_drills(world)
    before = told(world), len(waiting(world, world.vera))
    world.report()
    assert (told(world), len(waiting(world, world.vera))) == before


def test_what_is_older_than_a_year_is_forgotten(sqlite_world: World) -> None:
    world = sqlite_world
    make_drills(world)
    kid = world.vera.box.kid
    for day, left in ((date(2027, 11, 30), 1), (date(2027, 12, 1), 0)):
        world.store.write(partial(forget_old_drills, today=day))
        assert len(world.store.read(lambda work: work.drills.of_keys([kid]))) == left


@pytest.mark.parametrize("role", [4, 5])
def test_auditor_and_case_officer_see_the_month_in_which_keys_still_opened(sqlite_world: World, role: int) -> None:
    world = sqlite_world
    looker = employer(world, OMAR, role)
    path = f"/w/v1/organisation/{world.root.org_id.hex()}"
    vera = {"name": "Vera Jansen", "month": None, "missedTwo": False}
    assert world.as_counsellor("GET", path, who=looker).json()["opens"] == [vera]
    make_drills(world)
    (given,) = waiting(world, world.vera)
    assert tell(world, answer_to(given, world.vera), world.vera).status_code == 204
    assert world.as_counsellor("GET", path, who=looker).json()["opens"] == [vera | {"month": "2026-11"}]
    for day in (date(2026, 12, 1), date(2027, 1, 2)):
        world.clock.day = day
        make_drills(world)
    world.clock.day, looker.cookie = date(2027, 2, 1), ""
    seen = world.as_counsellor("GET", path, who=looker).json()["opens"]
    assert seen == [vera | {"month": "2026-11", "missedTwo": True}]
