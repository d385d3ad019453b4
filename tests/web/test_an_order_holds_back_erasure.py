"""While an order to disclose is open nothing of its case is destroyed, whoever asks; it is dropped with a reason."""

from datetime import date, timedelta
from typing import Any

import pytest

from app.domain.errors import OrderOpenError
from app.domain.ids import AccountId
from app.services.erasure import erase_when_due
from app.services.register import destroy_as_keeper
from app.services.retention import due_cases
from tests.acts import file_of, mailbox_of
from tests.people import VINCENT
from tests.releasing import owner_of
from tests.services.closed_cases import handled
from tests.web.test_a_legal_demand_needs_notice import demand, notice, step
from tests.web.test_the_reporter_stops import destroy
from tests.world import CounsellorKeys, Reporter, World

DAY = date(2028, 11, 23)
"""The day on which a case that was closed on the first day is destroyed."""


@pytest.fixture
def vincent(world: World) -> CounsellorKeys:
    made = world.enrol(VINCENT)
    world.publish()
    return made


def is_erased(world: World, reporter: Reporter, on: date) -> bool:
    """Do what the daily erasure does for one case, and say whether it went."""
    assert reporter.keys.case_id in set(world.store.read(lambda work: list(due_cases(work, on))))
    return world.store.write(lambda work: erase_when_due(work, reporter.keys.case_id, on))


def drop(
    world: World, one: dict[str, Any], reason: str = "withdrawn", who: CounsellorKeys | None = None
) -> dict[str, Any]:
    answer = world.as_counsellor("POST", f"/w/v1/demands/{one['id']}/drop", {"reason": reason}, who=who)
    found = answer.json()
    assert isinstance(found, dict)
    return found


def test_the_term_waits_until_the_order_is_dropped(world: World) -> None:
    reporter = handled(world)
    assert file_of(world, reporter)["destroyOn"] == DAY.isoformat()
    one = demand(world, reporter)
    assert one["isOpen"] is True
    assert file_of(world, reporter)["destroyOn"] is mailbox_of(world, reporter)["destroyOn"] is None
    assert is_erased(world, reporter, DAY) is False
    dropped = drop(world, one)
    assert (dropped["state"], dropped["reason"], dropped["isOpen"]) == ("dropped", "withdrawn", False)
    (seen,) = mailbox_of(world, reporter)["demands"]
    assert (seen["state"], seen["reason"]) == ("dropped", "withdrawn")
    assert mailbox_of(world, reporter)["destroyOn"] == DAY.isoformat()
    assert is_erased(world, reporter, DAY) is True


def test_a_disclosure_of_which_the_reporter_was_told_ends_the_order(sqlite_world: World) -> None:
    reporter = sqlite_world.report()
    one = demand(sqlite_world, reporter)
    notice(sqlite_world, reporter, one)
    assert step(sqlite_world, one, "disclosure") == 201
    assert file_of(sqlite_world, reporter)["demands"][0]["isOpen"] is False
    assert drop(sqlite_world, one) == {"error": "policy"}


def test_a_disclosure_that_was_kept_from_the_reporter_stays_open_until_the_notice(
    world: World, vincent: CounsellorKeys
) -> None:
    reporter = world.report()
    one = demand(world, reporter, without_notice=True)
    assert step(world, one, "confirmation", who=vincent) == 201
    assert step(world, one, "disclosure") == 201
    assert file_of(world, reporter)["demands"][0]["isOpen"] is True
    notice(world, reporter, one)
    assert file_of(world, reporter)["demands"][0]["isOpen"] is False


def test_an_order_the_reporter_does_not_know_of_is_dropped_by_two(world: World, vincent: CounsellorKeys) -> None:
    reporter = handled(world)
    one = demand(world, reporter, without_notice=True)
    assert (drop(world, one, "not-owed")["state"], is_erased(world, reporter, DAY)) == ("drop-asked", False)
    assert step(world, one, "confirmation") == 404
    (waiting,) = world.as_counsellor("GET", "/w/v1/demands", who=vincent).json()["demands"]
    assert (waiting["state"], waiting["reason"]) == ("drop-asked", "not-owed")
    assert step(world, one, "confirmation", who=vincent) == 201
    assert world.as_counsellor("GET", "/w/v1/demands", who=vincent).json()["demands"] == []
    assert mailbox_of(world, reporter)["demands"] == []
    assert is_erased(world, reporter, DAY) is True


def test_nothing_the_reporter_reads_tells_of_an_order_that_is_kept_from_them(world: World) -> None:
    reporter = handled(world)
    before = mailbox_of(world, reporter)
    demand(world, reporter, without_notice=True)
    after = mailbox_of(world, reporter)
    assert after["destroyOn"] == DAY.isoformat()
    # Noise fills the answer; the rest is as it was.
    assert {name: after[name] for name in after if name != "pad"} == {n: before[n] for n in before if n != "pad"}
    assert "order" not in destroy(world, reporter)["stays"]


def test_once_the_reporter_knows_one_person_drops_it(sqlite_world: World) -> None:
    reporter = sqlite_world.report()
    one = demand(sqlite_world, reporter, without_notice=True)
    assert drop(sqlite_world, one, "mistaken")["state"] == "drop-asked"
    assert notice(sqlite_world, reporter, one) == 201
    assert file_of(sqlite_world, reporter)["demands"][0]["state"] == "notified"
    assert drop(sqlite_world, one, "mistaken")["state"] == "dropped"


def test_a_drop_that_nobody_agrees_to_stops_no_agreed_disclosure(world: World, vincent: CounsellorKeys) -> None:
    reporter = world.report()
    one = demand(world, reporter, without_notice=True)
    drop(world, one)
    assert step(world, one, "disclosure") == 400
    other = demand(world, reporter, without_notice=True)
    step(world, other, "confirmation", who=vincent)
    drop(world, other)
    assert step(world, other, "disclosure") == 201


@pytest.mark.parametrize("track", [1, 2])
def test_the_reporter_is_told_why_nothing_goes(world: World, track: int) -> None:
    reporter = world.report(track=track)
    one = demand(world, reporter)
    told = destroy(world, reporter)
    assert (told["outcome"], told["until"], told["stays"][0]) == ("kept", None, "order")
    drop(world, one)
    assert destroy(world, reporter)["outcome"] == "erased"


def test_the_register_destroys_nothing_then(world: World) -> None:
    reporter = handled(world)
    account = AccountId(owner_of(world, world.vera))
    entry = world.store.read(lambda work: work.register.of_case(reporter.keys.case_id))
    assert entry is not None

    def destroyed(on: date) -> date:
        made = world.store.write(
            lambda work: destroy_as_keeper(work, account, entry.register_id, "Niet meer nodig.", on)
        )
        return made.destroyed_on

    one = demand(world, reporter)
    with pytest.raises(OrderOpenError):
        destroyed(world.clock.day)
    drop(world, one)
    assert destroyed(world.clock.day) == world.clock.day


@pytest.mark.parametrize("reason", ["", "bored", "drop:withdrawn"])
def test_a_reason_is_one_of_three(sqlite_world: World, reason: str) -> None:
    one = demand(sqlite_world, sqlite_world.report())
    assert drop(sqlite_world, one, reason) == {"error": "policy"}


def test_nobody_else_drops_it(world: World, vincent: CounsellorKeys) -> None:
    one = demand(world, world.report())
    world.clock.day += timedelta(days=1)
    assert drop(world, one, who=vincent) == {"error": "unknown"}
