"""The daily erasure: cases whose day has come go, one transaction each; then the file is swept (PROTOCOL 7.6, 7.7).

A case that cannot be erased stops no other: it comes up again tomorrow, and the application log says how many there
were and of which kind of fault, never which. After a leap of the clock nothing is erased for a day: a machine that
believes it is 2031 must not destroy what is to be kept until 2030 before anybody saw the message.
"""

from __future__ import annotations

import logging
from collections import Counter
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from app.services.erasure import erase_when_due
from app.services.logbook import erase_when_silent, silent_logbooks
from app.services.retention import due_cases
from app.services.statistics import count_years
from app.store.errors import StoreUnavailableError

if TYPE_CHECKING:
    from datetime import date

    from app.worker.desk import Desk

LEAP: Final = timedelta(days=31)
"""Longer since the last run, and the clock may be wrong, or the service was down: then nothing is erased that day."""
_log: Final = logging.getLogger("zegel")


def erase_due_cases(desk: Desk, today: date) -> bool:
    """Erase what is due, and say whether all of it is gone from the file too; False when the service stops.

    Raises:
        StoreUnavailableError: the database cannot be reached; what was committed stays erased.

    """
    before = desk.store.read(lambda work: work.job_runs.all().get("erasure"))
    if before is not None and today - before > LEAP:
        _log.error("It is more than a month later than yesterday's work says. If today is wrong, set the clock right.")
        _log.error("Cases whose day has come are not erased today; tomorrow they are.")
        return True
    faults: Counter[str] = Counter()
    for case_id in desk.store.read(lambda work: list(due_cases(work, today))):
        if desk.stopping.is_set():
            return False
        try:
            desk.store.write(partial(erase_when_due, case_id=case_id, today=today))
        except StoreUnavailableError:
            raise
        except Exception as fault:  # noqa: BLE001 - whatever is wrong with one case, the others go
            faults[type(fault).__name__] += 1
    for logbook_id in desk.store.read(lambda work: silent_logbooks(work, today)):
        desk.store.write(partial(erase_when_silent, logbook_id=logbook_id, today=today))
    for kind, count in sorted(faults.items()):
        _log.error("%d cases whose day has come could not be erased (%s). They come up again tomorrow.", count, kind)
    return desk.store.sweep()


def count_last_year(desk: Desk, today: date) -> bool:
    """Count the cases of a year that is over, for the yearly reports."""
    desk.store.write(partial(count_years, today=today))
    return True
