"""Making the drills of a month: sealed here, in a process of its own, because the service holds nothing that seals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.drills import month_of
from app.services.drills import forget_old_drills, keep_drill, keys_to_drill
from crypto import drill

if TYPE_CHECKING:
    from datetime import date

    from app.store.database import Store
    from app.store.unit_of_work import UnitOfWork


def make_drills(store: Store, today: date) -> int:
    """Make this month's drill for every key that has none; return how many. The answers are forgotten at once.

    Raises:
        StoreConflictError: somebody else makes them at this very moment; nothing of ours is kept.

    """
    wanted = store.read(lambda work: keys_to_drill(work, today))
    made = [(key.kid_box, drill.make(key.organisation_id, key.box_pk, month_of(today))) for key in wanted]

    def keep(work: UnitOfWork) -> None:
        for kid_box, one in made:
            keep_drill(work, kid_box, one.sealed, one.kept, today)
        forget_old_drills(work, today)

    store.write(keep)
    return len(made)
