"""One case that cannot be looked at stops nobody else's duties; it is told by number and kind, never by name."""

import logging

import pytest

from app.domain.ids import CaseId
from app.services import case_log, deadline_watch
from app.store.errors import StoreUnavailableError
from app.worker.watch_round import watch_deadlines
from tests.worker.desks import ACK_DUE, DAY, desk_of, look_on, missed
from tests.world import Reporter, World


@pytest.fixture
def reporters(sqlite_world: World, monkeypatch: pytest.MonkeyPatch) -> list[Reporter]:
    """Seven reports, in pages of three; the fourth of them follows rules that are not there."""
    monkeypatch.setattr(deadline_watch, "PAGE", 3)
    made = [sqlite_world.report() for _ in range(7)]
    broken = CaseId(made[3].keys.case_id)
    sqlite_world.store.write(lambda work: work.cases._change(broken, policy_id="gone-2020"))
    sqlite_world.clock.day = ACK_DUE + DAY
    return made


def test_all_others_are_recorded(sqlite_world: World, reporters: list[Reporter]) -> None:
    assert watch_deadlines(desk_of(sqlite_world), sqlite_world.clock.day)
    assert [len(missed(sqlite_world, one)) for one in reporters] == [1, 1, 1, 0, 1, 1, 1]


def test_it_comes_up_again_and_is_recorded_when_it_can_be(sqlite_world: World, reporters: list[Reporter]) -> None:
    desk = desk_of(sqlite_world)
    watch_deadlines(desk, sqlite_world.clock.day)
    broken = reporters[3]
    assert look_on(sqlite_world, broken) is not None
    sqlite_world.store.write(lambda work: work.cases._change(broken.keys.case_id, policy_id=None))
    watch_deadlines(desk, sqlite_world.clock.day)
    assert [len(missed(sqlite_world, one)) for one in reporters] == [1] * 7


def test_the_log_says_how_many_and_never_which(
    sqlite_world: World, reporters: list[Reporter], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        watch_deadlines(desk_of(sqlite_world), sqlite_world.clock.day)
    assert "could not look at 1 cases (PolicyNotLoadedError)" in caplog.text
    for one in reporters:
        assert one.keys.case_id.hex() not in caplog.text
        assert one.keys.case_id.hex()[:8] not in caplog.text


def test_a_fault_of_the_database_in_one_case_stops_no_other(
    sqlite_world: World, reporters: list[Reporter], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = case_log.record

    def record(work: object, a_case: object, *rest: object, **named: object) -> object:
        if a_case.case_id == reporters[0].keys.case_id:  # type: ignore[attr-defined]
            raise ZeroDivisionError
        return whole(work, a_case, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr("app.services.case_days.record", record)
    assert watch_deadlines(desk_of(sqlite_world), sqlite_world.clock.day)
    assert [len(missed(sqlite_world, one)) for one in reporters] == [0, 1, 1, 0, 1, 1, 1]


def test_a_database_that_is_away_is_no_fault_of_a_case(
    sqlite_world: World, reporters: list[Reporter], monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise StoreUnavailableError

    with monkeypatch.context() as broken:
        broken.setattr(deadline_watch, "look_at", away)
        with pytest.raises(StoreUnavailableError):
            watch_deadlines(desk_of(sqlite_world), sqlite_world.clock.day)
    assert [len(missed(sqlite_world, one)) for one in reporters] == [0] * 7


def test_the_lock_is_free_after_a_fault(sqlite_world: World) -> None:
    with pytest.raises(ZeroDivisionError), sqlite_world.store.alone():
        raise ZeroDivisionError
    with sqlite_world.store.alone() as is_mine:
        assert is_mine
