"""A disk that refuses to keep a report: the reporter hears of a failure, and later the same report is taken in."""

import resource
import shutil
from pathlib import Path

import pytest

from tests.event_loops import run
from tests.faults.burst import sealed, send_all
from tests.faults.kept import is_sound, kept_cases
from tests.running_service import RunningService

pytestmark = pytest.mark.slow


def refuse_to_grow(service: RunningService, *, yes: bool) -> None:
    """Let no file of the service grow, as on a full disk; or let them grow again."""
    for pid in service.pids:
        _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (1 if yes else hard, hard))


def test_a_report_that_cannot_be_kept_is_refused_and_can_be_sent_again(tmp_path: Path, filled: Path) -> None:
    with RunningService(shutil.copytree(filled, tmp_path / "data")) as service:
        reports = sealed(service, 12)
        refuse_to_grow(service, yes=True)
        refused = run(send_all(service.port, reports, 4))
        assert len(refused.statuses) == 12
        assert set(refused.statuses.values()) <= {500, 503}
        assert not refused.statuses.keys() & kept_cases(service).keys()

        refuse_to_grow(service, yes=False)
        taken = run(send_all(service.port, reports, 4))
        assert set(taken.statuses.values()) == {201}
        assert taken.statuses.keys() <= kept_cases(service).keys()
        assert "Traceback" not in service.log()
        service.stop()
        assert is_sound(service)
