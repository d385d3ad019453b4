"""The daily jobs, and one turn: whatever of today is due and has not run, in order, in one instance at a time.

A job that fails is logged by its name, without what it was about, and comes up again at the next turn.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date, time
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from app.services.daily_jobs import note_run, runs
from app.services.log_batch import run_batch
from app.worker.erasure_round import count_last_year, erase_due_cases
from app.worker.mail_round import send_reminders
from app.worker.release_round import release_items
from app.worker.watch_round import watch_deadlines

if TYPE_CHECKING:
    from app.worker.desk import Desk

_log: Final = logging.getLogger("zegel")


class Job(NamedTuple):
    """What is done once a day, from which local time on; `run` says whether it is done for today."""

    name: str
    at: time
    run: Callable[[Desk, date], bool]


class Turn(NamedTuple):
    """What a turn did: which jobs ran to their end, which failed or have more to do, and whether it had its turn."""

    done: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    is_elsewhere: bool = False
    """Another instance was at it."""


def lengthen_log(desk: Desk, today: date) -> bool:
    """Lengthen the log by what happened since yesterday's batch."""
    run_batch(desk.store, desk.notes, today)
    return True


DAILY: Final = (
    Job("count", time(1), count_last_year),
    Job("erasure", time(2), erase_due_cases),
    Job("log", time(3), lengthen_log),
    Job("watch", time(4), watch_deadlines),
    Job("release", time(5), release_items),
    Job("mail", time(7), send_reminders),
)


def take_turn(desk: Desk, jobs: tuple[Job, ...] = DAILY) -> Turn:
    """Run what is due.

    Raises:
        ClockWentBackError: today is a day before the last one; nothing was done.
        StoreUnavailableError: the database cannot be reached.

    """
    with desk.store.alone() as is_mine:
        if not is_mine:
            return Turn(is_elsewhere=True)
        today, now = desk.clock.today(), desk.clock.time_of_day()
        before = desk.store.read(partial(runs, today=today))
        due = [job for job in jobs if now >= job.at and before.get(job.name) != today]
        done = [job.name for job in due if _is_done(desk, job, before.get(job.name), today)]
        return Turn(tuple(done), tuple(job.name for job in due if job.name not in done))


def _is_done(desk: Desk, job: Job, before: date | None, today: date) -> bool:
    if desk.stopping.is_set():
        return False
    try:
        # The run is noted after the job: killed in the middle, it is done again, and each job can be.
        return job.run(desk, today) and desk.store.write(partial(note_run, job=job.name, before=before, today=today))
    except Exception:  # noqa: BLE001 - whatever is wrong with one job, the others run
        _log.exception("The daily job “%s” failed. It is tried again in a few minutes.", job.name)
        return False
