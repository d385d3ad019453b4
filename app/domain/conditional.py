"""What may be prepared for a missed duty or an absent counsellor, and what counts as unacknowledged (PROTOCOL 5.6)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from app.domain.consent import Purpose
from app.domain.errors import ConditionalError
from app.domain.track import has_clock

if TYPE_CHECKING:
    from collections.abc import Collection

    from app.domain.case import Case

EXTERNAL_LIMIT: Final = 4
"""So many items of purpose 6 may wait in one case, one for each duty and recipient."""
UNACKNOWLEDGED_DAYS: Final = 5
"""A prepared deputy may come in when receipt was not confirmed in so many days. No term of the law."""


class Item(NamedTuple):
    """What an item waits for, and whom it would open the case to (identity key, 32 bytes)."""

    purpose: Purpose
    duty: int
    recipient_pk: bytes


def check_may_prepare(a_case: Case, new: Item, waiting: Collection[Item]) -> None:
    """Check that a case may have one more item; `waiting` are those that are stored or suspended.

    Raises:
        ConditionalError: too many, this one is there, nothing is owed on this track, the deputy holds the case
            already, or the case is closed.

    """
    if a_case.closed_on is not None:
        raise ConditionalError
    same_kind = [item for item in waiting if item.purpose is new.purpose]
    if new.purpose is Purpose.PREPARED_DEPUTY:
        if same_kind or new.recipient_pk == a_case.assignee_pk:
            raise ConditionalError
        return
    if new.purpose is not Purpose.CONDITIONAL_EXTERNAL or not has_clock(a_case.track):
        raise ConditionalError
    if len(same_kind) >= EXTERNAL_LIMIT or new in same_kind:
        raise ConditionalError


def unacknowledged_due(a_case: Case, today: date) -> date | None:
    """Give the fifth day after receipt once it is over and nobody confirmed receipt; else None."""
    due = a_case.received_on + timedelta(days=UNACKNOWLEDGED_DAYS)
    said = a_case.acknowledged_on is not None or a_case.dismissed_on is not None
    return None if said or today <= due else due
