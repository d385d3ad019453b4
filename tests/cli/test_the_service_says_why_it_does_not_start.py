"""`zegel serve` with something wrong: one sentence that says what to do, an exit code, and no value that was set."""

import socket
import subprocess
from pathlib import Path

import pytest

from tests.running_service import ROOT, ZEGEL, RunningService


@pytest.fixture
def place(tmp_path: Path) -> RunningService:
    return RunningService(tmp_path / "data", ("serve",))


def refused(place: RunningService, command: str, **settings: str) -> str:
    """What it says on standard error."""
    done = subprocess.run(
        [str(ZEGEL), command],
        cwd=ROOT,
        env=place.environment | settings,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    return done.stderr


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_nonsense_is_told_by_its_name_and_never_by_its_value(place: RunningService, command: str) -> None:
    told = refused(place, command, ZEGEL_TIME_ZONE="Nergens/Huilend")
    assert "ZEGEL_TIME_ZONE" in told
    assert "Huilend" not in told


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_port_that_is_taken_is_told_before_anything_is_done(place: RunningService, command: str) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", place.port))
        other.listen()
        told = refused(place, command)
    assert f"port {place.port}" in told
    assert "ZEGEL_BIND" in told
    assert not place.data.exists()


def test_a_database_that_was_never_made_is_told(place: RunningService) -> None:
    place.data.mkdir()
    assert "zegel" in refused(place, "serve")
