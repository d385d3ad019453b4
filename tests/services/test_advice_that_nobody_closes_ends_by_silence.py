"""Advice that was answered and left open is destroyed after half a year of silence, told beforehand to both sides."""

from datetime import date, timedelta
from typing import Any

from app.services.erasure import erase_when_due
from app.services.retention import due_cases
from app.worker.erasure_round import erase_due_cases
from tests.acts import ACK, CLOSED, FEEDBACK, NOT_A_REPORT, done, file_of
from tests.services.closed_cases import release
from tests.services.test_erased_is_gone import rows_with, sealed_bytes
from tests.worker.desks import DAY, desk_of
from tests.world import TODAY, Reporter, World

END = date(2027, 5, 23)
"""Half a year after an answer of today."""


def answer(world: World, reporter: Reporter, index: int = 0) -> None:
    assert world.answer(reporter, world.answer_body(reporter, "Ik denk met je mee.", index=index)).status_code == 201


def due(world: World, day: date) -> list[bytes]:
    return world.store.read(lambda work: list(due_cases(work, day)))


def told(world: World, reporter: Reporter) -> tuple[Any, Any]:
    """What both sides are told of the day."""
    mailbox = world.as_reporter("GET", "/r/v1/case", token=world.open(reporter)).json()
    seen = file_of(world, reporter)
    assert mailbox["destroyGround"] == seen["destroyGround"]
    return mailbox["destroyOn"], seen["destroyOn"]


def test_half_a_year_after_the_answer_it_is_gone_from_every_table(world: World) -> None:
    reporter = world.report(track=1)
    answer(world, reporter)
    traces = sealed_bytes(world, reporter)
    assert told(world, reporter) == (END.isoformat(), END.isoformat())
    assert due(world, END - DAY) == []
    assert due(world, END) == [reporter.keys.case_id]
    assert erase_due_cases(desk_of(world), END)
    assert [table for trace in traces for table in rows_with(world, trace)] == []
    assert world.store.read(lambda work: work.register.destructions(world.root.org_id)) == []


def test_what_waits_for_an_answer_is_never_destroyed(world: World) -> None:
    asked = world.report(track=1)
    later = world.report(track=1)
    answer(world, later)
    world.open(later)
    assert world.write(later, "Nog een vraag.").status_code == 201
    for reporter in (asked, later):
        assert told(world, reporter) == (None, None)
    assert due(world, date(2099, 1, 1)) == []
    assert not world.store.write(lambda work: erase_when_due(work, later.keys.case_id, date(2099, 1, 1)))


def test_each_message_begins_the_half_year_anew(sqlite_world: World) -> None:
    world = sqlite_world
    reporter = world.report(track=1)
    answer(world, reporter)
    world.clock.day = TODAY + timedelta(days=2)
    world.vera.cookie = ""
    answer(world, reporter, 1)
    assert told(world, reporter)[0] == "2027-05-25"
    assert due(world, date(2027, 5, 24)) == []
    assert due(world, date(2027, 5, 25)) == [reporter.keys.case_id]


def test_a_report_is_not_ended_by_silence(world: World) -> None:
    reporter = world.report()
    done(world, reporter, ACK, FEEDBACK)
    assert told(world, reporter) == (None, None)
    assert due(world, date(2099, 1, 1)) == []


def test_both_sides_see_the_day_of_a_closed_case(sqlite_world: World) -> None:
    world = sqlite_world
    handled, dismissed, advice = world.report(), world.report(), world.report(track=1)
    done(world, handled, ACK, FEEDBACK, CLOSED)
    done(world, dismissed, NOT_A_REPORT, CLOSED)
    done(world, advice, CLOSED)
    release(world, handled)
    assert [told(world, one)[0] for one in (handled, dismissed, advice)] == ["2028-11-23", "2027-01-23", "2027-01-23"]
    entry = world.store.read(lambda work: work.register.of_case(handled.keys.case_id))
    assert entry is not None
    world.store.write(lambda work: work.register.extend(entry.register_id, date(2030, 1, 1), "Er loopt een zaak."))
    assert told(world, handled) == ("2030-01-01", "2030-01-01")
