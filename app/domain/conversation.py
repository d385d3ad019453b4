"""Rules of the conversation in a case: numbering, who speaks, how much may wait (PROTOCOL 3.4, 4.1, 4.5, 7.4)."""

from __future__ import annotations

from enum import IntEnum
from typing import Final

from app.domain.errors import CaseFullError, MessageGapError, TooLargeError, TooManyUnansweredError

ENVELOPE_LIMIT: Final = 300 * 1024
"""Bytes of one envelope."""
STATE_SIZE: Final = 4140
"""Bytes of a reporter's state WBN1."""
VAULT_LIMIT: Final = 512 * 1024
"""Bytes of a vault WBU1: pins of some thousands of cases."""
UNANSWERED_LIMIT: Final = 20
"""Messages of the reporter that may wait for an answer."""
CASE_QUOTA: Final = 8 * 1024 * 1024
"""Bytes of the reporter's envelopes in one case."""


class Direction(IntEnum):
    """Who wrote an envelope."""

    FROM_REPORTER = 0
    FROM_RECIPIENT = 1
    NOTE_TO_SELF = 2


COUNSELLOR_SPACE: Final = 0
"""The space in which the reporter has control."""
ORGANISATION_SPACE: Final = 1
"""The space of reporter and case officer; there is none before the reporter released the case."""


def check_next_index(index: int, stored: int) -> None:
    """Check that a message is the next one; `stored` is how many there are.

    Raises:
        MessageGapError: a number was skipped.

    """
    if index != stored:
        raise MessageGapError


def check_envelope_size(size: int) -> None:
    """Check the size of one envelope in bytes.

    Raises:
        TooLargeError: above `ENVELOPE_LIMIT`.

    """
    if size > ENVELOPE_LIMIT:
        raise TooLargeError


def check_room(unanswered: int, stored_bytes: int, size: int) -> None:
    """Check that a case may take one more message of its reporter.

    Raises:
        TooManyUnansweredError: `UNANSWERED_LIMIT` messages wait for an answer.
        CaseFullError: the case would hold more than `CASE_QUOTA` bytes.

    """
    if unanswered >= UNANSWERED_LIMIT:
        raise TooManyUnansweredError
    if stored_bytes + size > CASE_QUOTA:
        raise CaseFullError
