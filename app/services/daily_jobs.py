"""Which daily jobs have run, and that no day comes twice (a clock that jumps backwards is refused and reported)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import ClockWentBackError

if TYPE_CHECKING:
    from datetime import date

    from app.store.unit_of_work import UnitOfWork


def runs(work: UnitOfWork, today: date) -> dict[str, date]:
    """Give the last day of every job.

    Raises:
        ClockWentBackError: one of them ran on a day that has yet to come.

    """
    found = work.job_runs.all()
    if any(ran_on > today for ran_on in found.values()):
        raise ClockWentBackError
    return found


def note_run(work: UnitOfWork, job: str, before: date | None, today: date) -> bool:
    """Note that a job ran today; False when another instance noted something since `before` was read."""
    return work.job_runs.note(job, before, today)


def accept_day(work: UnitOfWork, today: date) -> int:
    """Say that today is right although jobs ran on a later day, and give how many; they run again today."""
    later = {job: ran_on for job, ran_on in work.job_runs.all().items() if ran_on > today}
    for job, ran_on in later.items():
        work.job_runs.note(job, ran_on, today - today.resolution)
    return len(later)
