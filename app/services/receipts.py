"""Receipts: the service's signed word that a report arrived on a day (PROTOCOL 6.5).

A receipt is no acknowledgement: that comes from a person. It is made anew from event and salt whenever it is asked
for, byte for byte the same, so it needs no place in the database and goes when the case goes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from crypto.receipt import MERGE_DAYS_MAX, issue
from crypto.tree import event_parse

if TYPE_CHECKING:
    from app.services.case_log import RecordedEvent
    from app.services.note_keys import NoteKeys

MERGE_DAYS: Final = MERGE_DAYS_MAX
"""The log holds an event at the latest so many days after it; batches come every day."""


def issue_receipt(event: RecordedEvent, keys: NoteKeys) -> str:
    """Sign the receipt of an event RECEIVED or TRACK; the same event and salt give the same text.

    Raises:
        PolicyError: no event of that kind.

    """
    merge_by = event_parse(event.event).day + MERGE_DAYS
    return issue(event.event, event.salt, keys.of_log(event.log).name, merge_by, keys.receipt)
