"""A counsellor disputes a recorded miss by naming the message that was there in time (PROTOCOL 5.6 c)."""

from datetime import timedelta

from crypto.encoding import unb64
from crypto.envelope_inspect import inspect
from crypto.tree import EventType
from tests.acts import ACK, DISPUTE, PLAN, ZEROS, alone, done, events_of, file_of, signed
from tests.world import Reporter, World


def late(world: World) -> tuple[Reporter, bytes]:
    """Give a case with a message in time, a miss that was recorded with a plan the day after, and that message."""
    reporter = world.report()
    world.answer(reporter, world.answer_body(reporter, "Ik lees het."))
    world.clock.day += timedelta(days=8)
    done(world, reporter, PLAN)
    assert (EventType.DEADLINE_MISSED, ACK) in events_of(world, reporter)
    envelopes = [one for one in file_of(world, reporter)["envelopes"] if one["direction"] == 1]
    return reporter, inspect(unb64(envelopes[0]["envelope"])).env_hash


def test_a_miss_is_disputed_once(world: World) -> None:
    reporter, named = late(world)
    statement = signed(world, reporter, DISPUTE, named)
    assert [alone(world, reporter, statement).status_code for _ in range(2)] == [201, 200]
    assert events_of(world, reporter)[-1] == (EventType.DISPUTE, 0)
    assert file_of(world, reporter)["missed"] != []


def test_a_dispute_names_a_message_of_that_time(sqlite_world: World) -> None:
    reporter, _ = late(sqlite_world)
    envelopes = file_of(sqlite_world, reporter)["envelopes"]
    report, plan = (next(one for one in envelopes if (one["direction"], one["index"]) == at) for at in ((0, 0), (1, 1)))
    for ref in (ZEROS, *(inspect(unb64(one["envelope"])).env_hash for one in (report, plan))):
        statement = signed(sqlite_world, reporter, DISPUTE, ref)
        assert alone(sqlite_world, reporter, statement).json() == {"error": "policy"}


def test_after_two_days_nothing_is_disputed(sqlite_world: World) -> None:
    reporter, named = late(sqlite_world)
    sqlite_world.clock.day += timedelta(days=3)
    statement = signed(sqlite_world, reporter, DISPUTE, named)
    assert alone(sqlite_world, reporter, statement).json() == {"error": "policy"}
    sqlite_world.clock.day -= timedelta(days=1)
    statement = signed(sqlite_world, reporter, DISPUTE, named)
    assert alone(sqlite_world, reporter, statement).status_code == 201


def test_without_a_miss_there_is_nothing_to_dispute(sqlite_world: World) -> None:
    reporter = sqlite_world.report()
    sqlite_world.answer(reporter, sqlite_world.answer_body(reporter, "Ik lees het."))
    (answer,) = [one for one in file_of(sqlite_world, reporter)["envelopes"] if one["direction"] == 1]
    statement = signed(sqlite_world, reporter, DISPUTE, inspect(unb64(answer["envelope"])).env_hash)
    assert alone(sqlite_world, reporter, statement).json() == {"error": "policy"}
