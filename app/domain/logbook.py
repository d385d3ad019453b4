"""Rules of a logbook: a sealed diary that nobody but its writer reads (PROTOCOL 3.5).

No counsellor, no clock, no register: what is here is how much fits, and when one that nobody opens is taken away.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from app.domain.errors import LogbookFullError, MessageGapError, TooLargeError
from app.domain.ids import BoxKid, LogbookId, OrganisationId
from app.domain.term_calendar import add_months

ENTRY_LIMIT: Final = 32 * 1024
"""Bytes of one sealed entry."""
ENTRIES_LIMIT: Final = 1000
LOGBOOK_QUOTA: Final = 4 * 1024 * 1024
"""Bytes of all entries of one logbook."""
SILENCE_MONTHS: Final = 24
"""A logbook that nobody opened for so long is erased; the page says so before the first entry."""


@dataclass(frozen=True, slots=True)
class Logbook:
    """Whose it is: ids and kid 16 bytes, key 32. `changed_on`: the day on which somebody last opened it."""

    logbook_id: LogbookId
    organisation_id: OrganisationId
    sign_pk: bytes
    self_kid: BoxKid
    opened_on: date
    changed_on: date


@dataclass(frozen=True, slots=True)
class LogbookEntry:
    """One sealed entry in its place, the day it came, and the signed receipt that says so."""

    position: int
    env_hash: bytes
    received_on: date
    envelope: bytes
    receipt: str


def check_entry_size(size: int) -> None:
    """Check the size of one sealed entry in bytes.

    Raises:
        TooLargeError: above `ENTRY_LIMIT`.

    """
    if size > ENTRY_LIMIT:
        raise TooLargeError


def check_room(position: int, stored: int, stored_bytes: int, size: int) -> None:
    """Check that an entry is the next one and that the logbook has room for it.

    Raises:
        MessageGapError: a number was skipped.
        LogbookFullError: `ENTRIES_LIMIT` entries or `LOGBOOK_QUOTA` bytes are there.

    """
    if position != stored:
        raise MessageGapError
    if stored >= ENTRIES_LIMIT or stored_bytes + size > LOGBOOK_QUOTA:
        raise LogbookFullError


def silent_until(changed_on: date) -> date:
    """Give the day on which a logbook is erased that was last opened on a day."""
    return add_months(changed_on, SILENCE_MONTHS)


def silent_since(today: date) -> date:
    """Give the last day of opening of logbooks that are erased today: on it or before it."""
    return add_months(today, -SILENCE_MONTHS)
