"""One pass of the deadline watch over every case whose day has come, in constant memory.

A case that cannot be looked at stops nobody else's: its page is done again case by case, it is left for tomorrow, and
the application log says how many there were and of which kind of fault, never which.
"""

from __future__ import annotations

import logging
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Final

from app.services import deadline_watch
from app.store.errors import StoreUnavailableError

if TYPE_CHECKING:
    from datetime import date

    from app.services.deadline_watch import Sights
    from app.store.looks import Look
    from app.worker.desk import Desk

_log: Final = logging.getLogger("zegel")


def watch_deadlines(desk: Desk, today: date) -> bool:
    """Look at every case whose day has come, and say whether all pages were done; False when the service stops.

    Raises:
        StoreUnavailableError: the database cannot be reached; what was committed stays.

    """
    after: Look | None = None
    sights: Sights = {}
    faults: Counter[str] = Counter()
    while looks := desk.store.read(partial(deadline_watch.page, after=after, today=today)):
        if desk.stopping.is_set():
            return False
        _look_at(desk, looks, today, sights, faults)
        after = looks[-1]
    for fault, count in sorted(faults.items()):
        _log.error("The deadline watch could not look at %d cases (%s). They come up again tomorrow.", count, fault)
    return True


def _look_at(desk: Desk, looks: list[Look], today: date, sights: Sights, faults: Counter[str]) -> None:
    try:
        desk.store.write(lambda work: deadline_watch.look_at(work, looks, today, sights))
    except StoreUnavailableError:
        raise
    except Exception as fault:  # noqa: BLE001 - whatever is wrong with one case, the others are looked at
        if len(looks) == 1:
            faults[type(fault).__name__] += 1
            return
        for look in looks:
            _look_at(desk, [look], today, sights, faults)
