"""A missed duty is recorded once, on the day after its last day, however often and by whoever the watch is run."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest

from app.domain.ids import CaseId
from app.domain.policy_words import Stance
from app.services import deadline_watch, organisation_policy
from app.services.organisation_policy import all_policies
from app.store.database import open_store
from app.worker.watch_round import watch_deadlines
from tests.acts import FEEDBACK, NOT_A_REPORT, act
from tests.worker.desks import ACK_DUE, DAY, FEEDBACK_DUE, desk_of, look_on, missed
from tests.world import TODAY, Reporter, World


def watch_on(world: World, day: date) -> None:
    world.clock.day = day
    assert watch_deadlines(desk_of(world), day)


def test_nothing_is_missed_on_the_last_day_itself(world: World) -> None:
    anna = world.report()
    watch_on(world, ACK_DUE)
    assert missed(world, anna) == []
    watch_on(world, ACK_DUE + DAY)
    assert missed(world, anna) == [(2, ACK_DUE, ACK_DUE + DAY)]


def test_watching_again_records_nothing_again(world: World) -> None:
    anna = world.report()
    for day in (ACK_DUE + DAY, ACK_DUE + DAY, ACK_DUE + 2 * DAY, ACK_DUE + 30 * DAY):
        watch_on(world, day)
    assert missed(world, anna) == [(2, ACK_DUE, ACK_DUE + DAY)]


def test_both_duties_are_missed_each_on_its_own_day(world: World) -> None:
    anna = world.report()
    day = TODAY
    while day <= FEEDBACK_DUE + 2 * DAY:
        watch_on(world, day)
        day += DAY
    assert missed(world, anna) == [(2, ACK_DUE, ACK_DUE + DAY), (3, FEEDBACK_DUE, FEEDBACK_DUE + DAY)]
    assert look_on(world, anna) is None


def test_a_service_that_was_down_for_months_records_both(world: World) -> None:
    anna = world.report()
    watch_on(world, FEEDBACK_DUE + 40 * DAY)
    assert [duty for duty, _, _ in missed(world, anna)] == [2, 3]


def test_what_was_done_in_time_is_not_missed(world: World) -> None:
    anna = world.report()
    world.answer(anna, world.answer_body(anna, acknowledge=True))
    watch_on(world, ACK_DUE + DAY)
    assert missed(world, anna) == []
    assert look_on(world, anna) == date(2027, 2, 24)  # the day after three months after the acknowledgement


def test_asking_for_advice_has_no_duties(world: World) -> None:
    anna = world.report(track=1)
    watch_on(world, FEEDBACK_DUE + DAY)
    assert missed(world, anna) == []
    assert look_on(world, anna) is None


def test_what_was_said_to_be_no_report_is_not_missed(sqlite_world: World) -> None:
    anna = sqlite_world.report()
    assert act(sqlite_world, anna, NOT_A_REPORT, detail=1).status_code == 201
    watch_on(sqlite_world, FEEDBACK_DUE + DAY)
    assert missed(sqlite_world, anna) == []


def test_what_is_done_late_while_nobody_watched_is_recorded_all_the_same(sqlite_world: World) -> None:
    anna = sqlite_world.report()
    sqlite_world.clock.day = ACK_DUE + 3 * DAY
    sqlite_world.answer(anna, sqlite_world.answer_body(anna, acknowledge=True))
    watch_on(sqlite_world, ACK_DUE + 4 * DAY)
    assert [(duty, due) for duty, due, _ in missed(sqlite_world, anna)] == [(2, ACK_DUE)]


def test_a_changed_fact_brings_a_case_back_before_the_watch(world: World) -> None:
    anna = world.report()
    watch_on(world, ACK_DUE - 2 * DAY)
    assert look_on(world, anna) == ACK_DUE + DAY
    world.answer(anna, world.answer_body(anna, acknowledge=True))
    assert look_on(world, anna) == date.min
    watch_on(world, world.clock.day)
    later = look_on(world, anna)
    assert later is not None
    assert later > ACK_DUE + DAY


def test_a_case_answered_and_closed_is_looked_at_no_more(sqlite_world: World) -> None:
    anna = sqlite_world.report()
    sqlite_world.answer(anna, sqlite_world.answer_body(anna, acknowledge=True))
    assert act(sqlite_world, anna, FEEDBACK).status_code == 201
    watch_on(sqlite_world, TODAY)
    assert look_on(sqlite_world, anna) is None
    watch_on(sqlite_world, FEEDBACK_DUE + 90 * DAY)
    assert missed(sqlite_world, anna) == []


@pytest.mark.postgresql
def test_two_instances_at_once_record_it_once(postgresql_url: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    with World(tmp_path_factory.mktemp("two") / "data", postgresql_url) as world:
        reporters = [world.report() for _ in range(12)]
        world.clock.day = ACK_DUE + DAY
        other = open_store(postgresql_url)
        desks = [desk_of(world), desk_of(world, other)]
        with ThreadPoolExecutor(2) as both:
            assert list(both.map(lambda desk: watch_deadlines(desk, world.clock.day), desks)) == [True, True]
        other.close()
        assert [len(missed(world, reporter)) for reporter in reporters] == [1] * 12


def test_a_watch_that_ends_in_the_middle_is_taken_up_where_it_was(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deadline_watch, "PAGE", 2)
    reporters = [world.report() for _ in range(5)]
    world.clock.day = ACK_DUE + DAY
    first = world.store.read(lambda work: deadline_watch.page(work, None, world.clock.day))
    assert len(first) == 2
    world.store.write(lambda work: deadline_watch.look_at(work, first, world.clock.day, {}))
    assert count(world, reporters) == 2  # and here the service was killed
    watch_on(world, world.clock.day)
    assert count(world, reporters) == 5
    assert all(len(missed(world, reporter)) == 1 for reporter in reporters)


def count(world: World, reporters: list[Reporter]) -> int:
    return sum(len(missed(world, reporter)) for reporter in reporters)


def test_a_case_whose_clocks_wait_for_release_misses_nothing_before_it(
    sqlite_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits = replace(all_policies()[0], counsellor_is_designated_recipient=Stance.NO)
    monkeypatch.setattr(organisation_policy, "load_policies", lambda: (waits,))
    anna = sqlite_world.report()
    case_id = CaseId(anna.keys.case_id)
    sqlite_world.store.write(lambda work: work.cases._change(case_id, policy_id=waits.id))
    watch_on(sqlite_world, FEEDBACK_DUE + DAY)
    assert missed(sqlite_world, anna) == []
    sqlite_world.store.write(lambda work: work.cases._change(case_id, released_on=FEEDBACK_DUE))
    watch_on(sqlite_world, FEEDBACK_DUE + 7 * DAY)
    assert missed(sqlite_world, anna) == []
    watch_on(sqlite_world, FEEDBACK_DUE + 8 * DAY)
    assert missed(sqlite_world, anna) == [(2, FEEDBACK_DUE + 7 * DAY, FEEDBACK_DUE + 8 * DAY)]
