"""Drills of the demo: earlier months are written down, this month's is real and opened by whoever signs in."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from app.cli.demo_people import KARIM, NOOR
from app.cli.drill_making import make_drills
from app.domain.drills import month_before, week_of
from app.services.drills import KeyToDrill, keys_to_drill
from crypto import drill

if TYPE_CHECKING:
    from app.store.database import Store
    from app.store.unit_of_work import UnitOfWork

_MONTHS: Final = (1, 2, 3)
_SILENT: Final = KARIM.name
"""Opened a drill three months ago, and missed two since."""
_NEW: Final = NOOR.name
"""Has had no drill before."""
_DAYS_APART: Final = 4
_LAST_DAY: Final = 28


def fill_drills(store: Store, today: date) -> None:
    """Write down three months of drills, once, and make this month's."""
    wanted = store.read(lambda work: keys_to_drill(work, today))
    store.write(lambda work: _write_down(work, wanted, today))
    make_drills(store, today)


def _write_down(work: UnitOfWork, wanted: list[KeyToDrill], today: date) -> None:
    for position, key in enumerate(wanted):
        record = work.records.by_kid(key.kid_box)
        name = record.name.partition(";")[0] if record is not None else ""
        for months in _MONTHS if name != _NEW else ():
            month = month_before(today, months)
            made = drill.make(key.organisation_id, key.box_pk, month)
            work.drills.add(key.kid_box, month, made.sealed, made.kept)
            if name != _SILENT or months == _MONTHS[-1]:
                first = date.fromisoformat(f"{month}-01")
                day = first + timedelta(days=position * _DAYS_APART % _LAST_DAY)
                work.drills.open_(key.kid_box, month, week_of(day))
