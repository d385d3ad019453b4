"""The running service runs its daily jobs itself, catches up after a stop, and does nothing on a day that is over."""

import shutil
import sqlite3
import time
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.running_service import START_SECONDS, RunningService
from tests.today import today

JOBS = {"log", "watch", "mail"}


def on_day(filled: Path, folder: Path, day: date) -> RunningService:
    data = folder / "data"
    if not data.exists():
        shutil.copytree(filled, data)
    return RunningService(data, ("serve",), {"ZEGEL_DEMO": "true", "ZEGEL_DEMO_TODAY": day.isoformat()})


def ask(data: Path, query: str) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(data / "zegel.db")) as connection:
        return connection.execute(query).fetchall()


def wait_for_jobs(service: RunningService, day: date) -> None:
    end = time.monotonic() + START_SECONDS
    while True:
        if {job for job, ran_on in ask(service.data, "SELECT job, ran_on FROM job_runs") if ran_on == f"{day}"} >= JOBS:
            return
        assert time.monotonic() < end, service.log()
        time.sleep(0.1)


def misses(data: Path) -> int:
    (count,) = ask(data, "SELECT count(*) FROM events WHERE kind = 5")[0]
    return int(count)


@pytest.mark.slow
def test_on_another_day_duties_are_missed_once_and_a_day_before_is_refused(filled: Path, tmp_path: Path) -> None:
    later = today() + timedelta(days=200)
    with on_day(filled, tmp_path, later) as service:
        wait_for_jobs(service, later)
        found = misses(service.data)
        assert found > 0
    with on_day(filled, tmp_path, later + timedelta(days=1)) as service:
        wait_for_jobs(service, later + timedelta(days=1))
        assert misses(service.data) == found
    with on_day(filled, tmp_path, later) as service:
        end = time.monotonic() + START_SECONDS
        while "The clock of this machine went back" not in service.log():
            assert time.monotonic() < end
            time.sleep(0.1)
        assert misses(service.data) == found
        log = service.log()
    for case_id in (row[0] for row in ask(service.data, "SELECT lower(hex(case_id)) FROM cases")):
        assert case_id not in log
