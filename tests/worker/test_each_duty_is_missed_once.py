"""A contest moves the last day of the feedback, and makes no second miss of one that was recorded; a new track does."""

from datetime import date

from app.domain.ids import CaseId
from crypto.track import Track
from tests.acts import ACK, contest, contest_of
from tests.web.test_the_reporter_changes_the_track import change, signed
from tests.worker.desks import ACK_DUE, DAY, FEEDBACK_DUE, missed
from tests.worker.test_a_missed_duty_is_recorded_once import watch_on
from tests.world import Reporter, World

FEEDBACK_DUE_AFTER_ACK = date(2027, 2, 23)
"""Three months after an acknowledgement of today."""


def acknowledged(world: World) -> Reporter:
    anna = world.report()
    assert world.answer(anna, world.answer_body(anna, acknowledge=True)).status_code == 201
    return anna


def contested(world: World, anna: Reporter, day: date) -> None:
    world.clock.day = day
    anna.token = ""
    assert contest(world, anna, contest_of(world, anna, ACK)).status_code == 201


def test_a_contest_after_the_miss_adds_none_of_the_same_duty(world: World) -> None:
    anna = acknowledged(world)
    watch_on(world, FEEDBACK_DUE_AFTER_ACK + DAY)
    assert missed(world, anna) == [(3, FEEDBACK_DUE_AFTER_ACK, FEEDBACK_DUE_AFTER_ACK + DAY)]
    contested(world, anna, FEEDBACK_DUE + 3 * DAY)
    watch_on(world, FEEDBACK_DUE + 60 * DAY)
    assert [(duty, due) for duty, due, _ in missed(world, anna)] == [(3, FEEDBACK_DUE_AFTER_ACK), (2, ACK_DUE)]


def test_a_contest_before_it_moves_the_day_and_the_miss_comes_once(sqlite_world: World) -> None:
    world = sqlite_world
    anna = acknowledged(world)
    contested(world, anna, ACK_DUE + 2 * DAY)
    for day in (ACK_DUE + 3 * DAY, FEEDBACK_DUE, FEEDBACK_DUE + DAY, FEEDBACK_DUE + 30 * DAY):
        watch_on(world, day)
    assert [(duty, due) for duty, due, _ in missed(world, anna)] == [(2, ACK_DUE), (3, FEEDBACK_DUE)]


def test_a_new_track_owes_anew_and_is_missed_anew(sqlite_world: World) -> None:
    world = sqlite_world
    anna = world.report()
    case_id = CaseId(anna.keys.case_id)
    world.store.write(lambda work: work.cases._change(case_id, policy_id="werksaam-2020"))
    watch_on(world, ACK_DUE + DAY)
    assert change(world, anna, signed(world, anna, Track.KLACHT)).status_code == 201
    watch_on(world, ACK_DUE + 30 * DAY)
    days = [(duty, due) for duty, due, _ in missed(world, anna)]
    assert days == [(2, ACK_DUE), (2, ACK_DUE + 8 * DAY)]
