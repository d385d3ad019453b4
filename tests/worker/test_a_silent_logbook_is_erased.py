"""A logbook that nobody opened for two years goes with the daily erasure; opening it begins the two years anew."""

from datetime import date, timedelta

from app.domain.logbook import silent_until
from app.services.logbook import erase_when_silent, silent_logbooks
from app.worker.erasure_round import erase_due_cases
from tests.keeping_a_logbook import begin, new_diary, open_diary
from tests.worker.desks import desk_of
from tests.world import TODAY, World


def _silent(world: World, day: date) -> list[bytes]:
    return world.store.read(lambda work: silent_logbooks(work, day))


def test_two_years_of_silence_and_not_a_day_less(world: World) -> None:
    diary = new_diary(world)
    begin(world, diary)
    last = silent_until(TODAY)
    assert last == date(2028, 11, 23)
    assert _silent(world, last - timedelta(days=1)) == []
    assert _silent(world, last) == [diary.keys.case_id]
    assert world.store.write(lambda work: erase_when_silent(work, diary.keys.case_id, last))
    world.clock.day = last
    assert open_diary(world, diary).status_code == 403


def test_who_opens_it_keeps_it(world: World) -> None:
    diary = new_diary(world)
    begin(world, diary)
    world.clock.day = TODAY + timedelta(days=300)
    open_diary(world, diary)
    told = world.as_reporter("GET", "/r/v1/logbook", token=diary.token).json()
    assert told["silentUntil"] == "2029-09-19"
    assert _silent(world, silent_until(TODAY)) == []
    assert not world.store.write(lambda work: erase_when_silent(work, diary.keys.case_id, silent_until(TODAY)))


def test_the_daily_erasure_takes_it(sqlite_world: World) -> None:
    diary = new_diary(sqlite_world)
    begin(sqlite_world, diary)
    assert erase_due_cases(desk_of(sqlite_world), silent_until(TODAY))
    assert sqlite_world.store.read(lambda work: work.logbooks.view(diary.keys.case_id)) is None
