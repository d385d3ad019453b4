"""Cases that are closed, released or long past, in the small world of the tests."""

from datetime import date
from typing import Any

from sqlalchemy import create_engine, text

from tests.acts import ACK, CLOSED, FEEDBACK, NOT_A_REPORT, done
from tests.world import Reporter, World


def handled(world: World, words: str = "Er klopt iets niet.") -> Reporter:
    """A report that was acknowledged, answered and closed today."""
    reporter = world.report(words)
    done(world, reporter, ACK, FEEDBACK, CLOSED)
    return reporter


def dismissed(world: World) -> Reporter:
    """What turned out to be no report, closed today."""
    reporter = world.report()
    done(world, reporter, NOT_A_REPORT, CLOSED)
    return reporter


def change(world: World, statement: str, **values: Any) -> None:
    """Change a row as no service can, in place of a step that is not built yet."""
    engine = create_engine(world.settings.database_address)
    with engine.begin() as connection:
        connection.execute(text(statement), values)
    engine.dispose()


def release(world: World, reporter: Reporter, day: date | None = None) -> None:
    """Let the organisation in, as the reporter would."""
    statement = "UPDATE cases SET released_on = :day WHERE case_id = :case_id"
    change(world, statement, day=(day or world.clock.day).isoformat(), case_id=reporter.keys.case_id)
