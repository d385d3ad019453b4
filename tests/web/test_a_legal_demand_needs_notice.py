"""An order to disclose: the reporter is told first; without that a second person agrees, and the notice comes later."""

from typing import Any

import pytest

from crypto.encoding import b64, unb64
from crypto.envelope_inspect import env_hash
from tests.acts import mailbox_of, path_of
from tests.people import VINCENT
from tests.releasing import file_of as released_file
from tests.releasing import officer, released
from tests.web.employer import auditor
from tests.world import CounsellorKeys, Reporter, World


@pytest.fixture
def reporter(world: World) -> Reporter:
    return world.report()


def demand(world: World, reporter: Reporter, *, without_notice: bool = False) -> dict[str, Any]:
    body = {"demandedBy": "Rechtbank Den Haag", "basis": "art. 843a Rv", "withoutNotice": without_notice}
    answer = world.as_counsellor("POST", f"{path_of(reporter)}/demands", body)
    assert answer.status_code == 201, answer.text
    found = answer.json()
    assert isinstance(found, dict)
    return found


def step(world: World, one: dict[str, Any], name: str, body: Any = None, who: CounsellorKeys | None = None) -> int:
    return world.as_counsellor("POST", f"/w/v1/demands/{one['id']}/{name}", body, who=who).status_code


def notice(world: World, reporter: Reporter, one: dict[str, Any]) -> int:
    body = world.answer_body(reporter, "De rechtbank vraagt stukken, omdat …")
    assert world.answer(reporter, body).status_code == 201
    return step(world, one, "notice", {"notice": b64(env_hash(unb64(body["envelope"])))})


def test_nothing_is_disclosed_before_the_reporter_was_told(world: World, reporter: Reporter) -> None:
    one = demand(world, reporter)
    assert one["state"] == "recorded"
    assert step(world, one, "disclosure") == 400
    assert step(world, one, "notice", {"notice": b64(bytes(32))}) == 400
    assert notice(world, reporter, one) == 201
    assert step(world, one, "disclosure") == 201
    seen = mailbox_of(world, reporter)["demands"]
    assert [(it["demandedBy"], it["basis"], it["state"]) for it in seen] == [
        ("Rechtbank Den Haag", "art. 843a Rv", "disclosed")
    ]
    assert seen[0]["notice"] is not None


def test_a_message_of_the_reporter_is_no_notice(world: World, reporter: Reporter) -> None:
    one = demand(world, reporter)
    assert step(world, one, "notice", {"notice": b64(env_hash(reporter.sent[0]))}) == 400


def test_the_exception_needs_a_second_person_and_a_later_notice(world: World, reporter: Reporter) -> None:
    vincent = world.enrol(VINCENT)
    world.publish()
    one = demand(world, reporter, without_notice=True)
    assert mailbox_of(world, reporter)["demands"] == []
    assert step(world, one, "disclosure") == 400
    assert step(world, one, "confirmation") == 404
    waiting = world.as_counsellor("GET", "/w/v1/demands", who=vincent).json()["demands"]
    assert [it["id"] for it in waiting] == [one["id"]]
    assert step(world, one, "confirmation", who=vincent) == 201
    assert step(world, one, "confirmation", who=vincent) == 400
    assert world.as_counsellor("GET", "/w/v1/demands", who=vincent).json()["demands"] == []
    assert step(world, one, "disclosure") == 201
    assert mailbox_of(world, reporter)["demands"] == []
    assert notice(world, reporter, one) == 201
    assert [it["state"] for it in mailbox_of(world, reporter)["demands"]] == ["disclosed"]


def test_the_employer_confirms_nothing_in_a_case_that_is_not_released(world: World, reporter: Reporter) -> None:
    omar = auditor(world)
    one = demand(world, reporter, without_notice=True)
    assert world.as_counsellor("GET", "/w/v1/demands", who=omar).json()["demands"] == []
    assert step(world, one, "confirmation", who=omar) == 404


def test_a_demand_is_its_recorders_alone(world: World, reporter: Reporter) -> None:
    vincent = world.enrol(VINCENT)
    world.publish()
    one = demand(world, reporter)
    assert step(world, one, "disclosure", who=vincent) == 404
    body = {"demandedBy": "Iemand", "basis": "Iets", "withoutNotice": False}
    assert world.as_counsellor("POST", f"{path_of(reporter)}/demands", body, who=vincent).status_code == 404


def test_the_case_officer_sees_the_orders_put_to_officers_and_no_other(sqlite_world: World) -> None:
    world, carla = sqlite_world, officer(sqlite_world)
    reporter = released(world, carla)
    demand(world, reporter)
    assert released_file(world, reporter, carla)["demands"] == []
    body = {"demandedBy": "Politie", "basis": "art. 126nd Sv", "withoutNotice": False}
    made = world.as_counsellor("POST", f"{path_of(reporter)}/demands", body, who=carla).json()
    (seen,) = released_file(world, reporter, carla)["demands"]
    assert (seen["id"], seen["demandedBy"], seen["isOpen"]) == (made["id"], "Politie", True)
    dropped = world.as_counsellor("POST", f"/w/v1/demands/{made['id']}/drop", {"reason": "withdrawn"}, who=carla)
    assert dropped.json()["state"] == "dropped"


@pytest.mark.parametrize("wrong", [{"demandedBy": ""}, {"basis": "x" * 201}, {"demandedBy": "a\nb"}])
def test_who_and_on_which_ground_are_one_line_each(sqlite_world: World, wrong: dict[str, str]) -> None:
    body = {"demandedBy": "Politie", "basis": "art. 126nd Sv", "withoutNotice": False} | wrong
    answer = sqlite_world.as_counsellor("POST", f"{path_of(sqlite_world.report())}/demands", body)
    assert answer.json() == {"error": "policy"}
