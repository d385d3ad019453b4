"""The daily release: what reporters prepared for a missed duty or an absence, after log and watch (PROTOCOL 5.6).

Each item is looked at in a transaction of its own. One that cannot be looked at stops no other: it comes up again
tomorrow, and the application log says how many there were and of which kind of fault, never which.
"""

from __future__ import annotations

import logging
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Final

from app.services.conditional_release import release_when_due
from app.services.conditional_route import note_unacknowledged
from app.store.errors import StoreUnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from app.store.conditional_items import WaitingItem
    from app.store.unit_of_work import UnitOfWork
    from app.worker.desk import Desk

_DEPUTY: Final = 7
_log: Final = logging.getLogger("zegel")


def release_items(desk: Desk, today: date) -> bool:
    """Log who was not acknowledged in five days, and release what may be; False when the service stops.

    Raises:
        StoreUnavailableError: the database cannot be reached; what was committed stays.

    """
    faults: Counter[str] = Counter()
    after = b""
    while items := desk.store.read(partial(_page, after=after)):
        for item in items:
            if desk.stopping.is_set():
                return False
            if item.purpose == _DEPUTY:
                _try(desk, partial(note_unacknowledged, case_id=item.case_id, today=today), faults)
            _try(desk, partial(release_when_due, token_id=item.token_id, keys=desk.notes, today=today), faults)
        after = items[-1].token_id
    for fault, count in sorted(faults.items()):
        _log.error("%d prepared items could not be looked at (%s). They come up again tomorrow.", count, fault)
    return True


def _page(work: UnitOfWork, after: bytes) -> list[WaitingItem]:
    return work.conditional_items.waiting(after)


def _try(desk: Desk, step: Callable[[UnitOfWork], bool], faults: Counter[str]) -> None:
    try:
        desk.store.write(step)
    except StoreUnavailableError:
        raise
    except Exception as fault:  # noqa: BLE001 - whatever is wrong with one item, the others are looked at
        faults[type(fault).__name__] += 1
