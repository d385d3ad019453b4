"""Events of a case hang together, and are kept with the change they speak of (PROTOCOL 6.3)."""

from datetime import timedelta
from pathlib import Path

import pytest

from app.services.case_log import LOG, PRACTICE_LOG, record
from app.store.errors import StoreConflictError
from app.store.unit_of_work import UnitOfWork
from crypto.encoding import day_of
from crypto.primitives import kid_sign
from crypto.tree import EventType, commit, event_parse
from tests.world import TODAY, World


def test_receipt_is_the_first_event(world: World) -> None:
    reporter = world.report()
    (event,) = world.store.read(lambda work: work.events.of_case(reporter.keys.case_id))
    told = event_parse(event.event)
    assert (told.type, told.day, told.due) == (
        EventType.RECEIVED,
        day_of(TODAY),
        day_of(TODAY + timedelta(days=7)),
    )
    assert (told.actor, told.prev, told.track) == (bytes(16), bytes(32), 2)
    assert (event.position, event.log, event.leaf) == (0, LOG, None)


def test_advice_has_no_limit_in_its_event(sqlite_world: World) -> None:
    reporter = sqlite_world.report(track=1)
    (event,) = sqlite_world.store.read(lambda work: work.events.of_case(reporter.keys.case_id))
    assert (event.due_on, event_parse(event.event).due) == (None, 0)


def test_the_same_report_again_makes_no_second_event(world: World) -> None:
    reporter = world.report()
    again = world.as_reporter("POST", "/r/v1/cases", world.registration(reporter, reporter.sent[0]))
    assert again.status_code == 200
    assert len(world.store.read(lambda work: work.events.of_case(reporter.keys.case_id))) == 1


def test_every_event_names_the_one_before(world: World) -> None:
    reporter = world.report()

    def act(work: UnitOfWork) -> None:
        a_case = work.cases.by_id(reporter.keys.case_id)
        assert a_case is not None
        for kind in (EventType.ACK, EventType.FEEDBACK, EventType.CLOSED):
            record(work, a_case, kind, TODAY, actor_pk=world.vera.identity_pk, ref=b"\x09" * 32)

    world.store.write(act)
    events = world.store.read(lambda work: work.events.of_case(reporter.keys.case_id))
    assert [event.kind for event in events] == [1, 3, 4, 12]
    told = [event_parse(event.event) for event in events]
    assert [one.prev for one in told[1:]] == [event.commitment for event in events[:-1]]
    assert all(event.commitment == commit(event.salt, event.event) for event in events)
    assert {one.actor for one in told[1:]} == {kid_sign(world.vera.identity_pk)}


def test_a_miss_is_kept_once(world: World) -> None:
    reporter = world.report()
    due = TODAY + timedelta(days=7)

    def miss(work: UnitOfWork) -> None:
        a_case = work.cases.by_id(reporter.keys.case_id)
        assert a_case is not None
        record(work, a_case, EventType.DEADLINE_MISSED, due + timedelta(days=1), due=due, detail=2)

    world.store.write(miss)
    with pytest.raises(StoreConflictError):
        world.store.write(miss)
    events = world.store.read(lambda work: work.events.of_case(reporter.keys.case_id))
    assert [(event.kind, event.detail, event.due_on) for event in events[1:]] == [(5, 2, due)]


def test_practice_goes_to_a_log_of_its_own(tmp_path: Path) -> None:
    with World(tmp_path / "data", practice=True) as world:
        reporter = world.report()
        (event,) = world.store.read(lambda work: work.events.of_case(reporter.keys.case_id))
        assert event.log == PRACTICE_LOG
