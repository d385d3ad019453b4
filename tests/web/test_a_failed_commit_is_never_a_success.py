"""An answer leaves only after the commit; a database that fails is told, and nothing is confirmed."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from tests.world import World


@contextmanager
def commits_fail(world: World) -> Iterator[None]:
    surface = next(iter(world.app._apps.values()))
    engine = surface.state.parts.store._writer  # type: ignore[attr-defined]

    def fail(_connection: object) -> None:
        raise OperationalError("COMMIT", None, Exception("disk full, SENTINEL"))

    event.listen(engine, "commit", fail)
    try:
        yield
    finally:
        event.remove(engine, "commit", fail)


def test_a_report_whose_commit_fails_is_not_confirmed(world: World) -> None:
    reporter = world.new_reporter()
    envelope = world.seal_from_reporter(reporter, "melding", kind=1, track=2)
    with commits_fail(world):
        response = world.as_reporter("POST", "/r/v1/cases", world.registration(reporter, envelope))
    assert (response.status_code, response.json()) == (503, {"error": "busy"})
    again = world.as_reporter("POST", "/r/v1/cases", world.registration(reporter, envelope))
    assert again.status_code == 201


def test_a_failed_commit_is_logged_without_its_message(sqlite_world: World, capfd: pytest.CaptureFixture[str]) -> None:
    reporter = sqlite_world.new_reporter()
    envelope = sqlite_world.seal_from_reporter(reporter, "melding", kind=1, track=2)
    body = sqlite_world.registration(reporter, envelope)
    with commits_fail(sqlite_world):
        sqlite_world.as_reporter("POST", "/r/v1/cases", body)
    out, err = capfd.readouterr()
    assert "SENTINEL" not in out + err
