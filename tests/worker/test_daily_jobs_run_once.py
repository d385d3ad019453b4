"""Every daily job runs once a day, by local time, in one instance; what failed or was missed is taken up again."""

import asyncio
import logging
from datetime import date, time

import pytest

from app.domain.errors import ClockWentBackError
from app.services import daily_jobs
from app.store.database import open_store
from app.worker import loop
from app.worker.desk import Desk
from app.worker.jobs import DAILY, Job, Turn, take_turn
from tests.worker.desks import ACK_DUE, DAY, desk_of, missed
from tests.world import TODAY, World


class Counted:
    """A job that counts its runs, and at first fails or has more to do when it is told so."""

    def __init__(self, fault: Exception | None = None, *, unfinished: int = 0) -> None:
        self.runs: list[date] = []
        self._fault = fault
        self._unfinished = unfinished

    def __call__(self, _desk: Desk, today: date) -> bool:
        self.runs.append(today)
        fault, self._fault = self._fault, None
        if fault is not None:
            raise fault
        self._unfinished -= 1
        return self._unfinished < 0


def job(counted: Counted, name: str = "count", at: time = time(4)) -> Job:
    return Job(name, at, counted)


def test_a_job_runs_once_a_day_and_again_the_next(world: World) -> None:
    counted = Counted()
    desk = desk_of(world)
    turns = [take_turn(desk, (job(counted),)) for _ in range(3)]
    assert turns == [Turn(("count",)), Turn(), Turn()]
    world.clock.day += DAY
    take_turn(desk, (job(counted),))
    assert counted.runs == [TODAY, TODAY + DAY]


def test_a_job_waits_for_its_hour(sqlite_world: World) -> None:
    counted = Counted()
    desk = desk_of(sqlite_world)
    sqlite_world.clock.time = time(3, 59)
    take_turn(desk, (job(counted),))
    assert counted.runs == []
    sqlite_world.clock.time = time(4)
    take_turn(desk, (job(counted),))
    assert counted.runs == [TODAY]


def test_a_service_that_starts_late_in_the_day_runs_what_has_not_run(sqlite_world: World) -> None:
    sqlite_world.clock.time = time(23)
    assert take_turn(desk_of(sqlite_world)).done == ("count", "erasure", "log", "watch", "release", "mail")
    assert take_turn(desk_of(sqlite_world)) == Turn()


def test_the_jobs_have_their_hours() -> None:
    assert [(one.name, one.at.hour) for one in DAILY] == [
        ("count", 1),
        ("erasure", 2),
        ("log", 3),
        ("watch", 4),
        ("release", 5),
        ("mail", 7),
    ]


def test_a_failing_job_is_told_by_name_and_tried_again_at_the_next_turn(
    sqlite_world: World, caplog: pytest.LogCaptureFixture
) -> None:
    failing, other = Counted(ValueError("Anna Zegelmelder")), Counted()
    jobs = (job(failing, "first"), job(other, "second"))
    desk = desk_of(sqlite_world)
    assert take_turn(desk, jobs) == Turn(("second",), ("first",))
    assert [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR] == [
        "The daily job “first” failed. It is tried again in a few minutes."
    ]
    assert take_turn(desk, jobs) == Turn(("first",))
    assert (len(failing.runs), len(other.runs)) == (2, 1)


def test_a_job_that_has_more_to_do_comes_up_again(sqlite_world: World) -> None:
    counted = Counted(unfinished=1)
    desk = desk_of(sqlite_world)
    assert take_turn(desk, (job(counted),)) == Turn((), ("count",))
    assert take_turn(desk, (job(counted),)) == Turn(("count",))


def test_while_one_instance_is_at_it_another_leaves_it(world: World) -> None:
    other = open_store(world.settings.database_address)
    inner: list[Turn] = []
    counted = Counted()

    def meanwhile(_desk: Desk, _today: date) -> bool:
        inner.append(take_turn(desk_of(world, other), (job(counted),)))
        return True

    assert take_turn(desk_of(world), (Job("count", time(4), meanwhile),)) == Turn(("count",))
    assert inner == [Turn(is_elsewhere=True)]
    assert take_turn(desk_of(world, other), (job(counted),)) == Turn()
    assert counted.runs == []
    other.close()


def test_a_run_is_noted_by_compare_and_set(world: World) -> None:
    note = daily_jobs.note_run
    assert world.store.write(lambda work: note(work, "count", None, TODAY))
    assert world.store.write(lambda work: note(work, "count", TODAY, TODAY + DAY))
    assert not world.store.write(lambda work: note(work, "count", TODAY, TODAY + DAY))


def test_a_clock_that_goes_back_is_refused_and_no_duty_is_missed_by_it(world: World) -> None:
    anna = world.report()
    desk = desk_of(world)
    world.clock.day = ACK_DUE + 9 * DAY
    world.store.write(lambda work: daily_jobs.note_run(work, "mail", None, world.clock.day))
    world.clock.day = ACK_DUE + DAY
    with pytest.raises(ClockWentBackError):
        take_turn(desk)
    assert missed(world, anna) == []
    assert world.store.read(lambda work: work.job_runs.all()) == {"mail": ACK_DUE + 9 * DAY}


def test_whoever_says_that_today_is_right_can_go_on(sqlite_world: World) -> None:
    desk = desk_of(sqlite_world)
    sqlite_world.clock.day = date(2031, 1, 1)
    take_turn(desk)
    sqlite_world.clock.day = TODAY
    assert sqlite_world.store.write(lambda work: daily_jobs.accept_day(work, TODAY)) == 6
    assert take_turn(desk).done == ("count", "erasure", "log", "watch", "release", "mail")


def test_the_loop_says_once_that_the_clock_went_back(sqlite_world: World, caplog: pytest.LogCaptureFixture) -> None:
    sqlite_world.store.write(lambda work: daily_jobs.note_run(work, "log", None, TODAY + DAY))
    worker = loop.Worker(desk_of(sqlite_world))
    worker._turn()
    worker._turn()
    assert [record.getMessage() for record in caplog.records] == [loop.CLOCK_WENT_BACK]


def test_the_loop_takes_a_turn_at_the_start_and_ends_when_it_is_asked(sqlite_world: World) -> None:
    desk = desk_of(sqlite_world)

    async def live() -> None:
        worker = loop.Worker(desk)
        await worker.start()
        while len(sqlite_world.store.read(lambda work: work.job_runs.all())) < len(DAILY):  # noqa: ASYNC110 - the loop tells nobody
            await asyncio.sleep(0.01)
        await worker.stop()

    sqlite_world.run(live())
    assert set(sqlite_world.store.read(lambda work: work.job_runs.all()).values()) == {TODAY}


def test_a_stopping_service_begins_no_job(sqlite_world: World) -> None:
    desk = desk_of(sqlite_world)
    desk.stopping.set()
    counted = Counted()
    assert take_turn(desk, (job(counted),)) == Turn((), ("count",))
    assert counted.runs == []
