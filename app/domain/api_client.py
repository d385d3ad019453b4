"""Authorities' own systems at the API: what they may ask for, and which of their keys count on a day."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from app.domain.errors import ClientError, ScopeMissingError

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

OVERLAP_DAYS: Final = 14
"""A replaced key goes on for so many days, so that no system stands still while its key is changed."""
KEYS_LIMIT: Final = 2
"""Keys of one client that count at the same time: the one of now and its successor."""
ANSWER_DAYS: Final = 2
"""For so many days a repeated write gets the answer of the first one."""


class Scope(StrEnum):
    """What a client may ask for. Grammar: `resource:action`."""

    PACKAGES_READ = "packages:read"
    """Packages, the messages that belong to them, open duties, organisations."""
    PACKAGES_WRITE = "packages:write"
    """Messages to the reporter, and questions whether something may go on."""
    STATEMENTS_WRITE = "statements:write"
    """Signed statements about packages."""
    WEBHOOKS_READ = "webhooks:read"
    """Its webhooks, and what was delivered there."""
    WEBHOOKS_WRITE = "webhooks:write"
    """Adding, changing and removing webhooks, and sending an event again."""


def read_scopes(text: str) -> frozenset[Scope]:
    """Read scopes that are separated by a space.

    Raises:
        ScopeMissingError: one of them does not exist.

    """
    try:
        return frozenset(Scope(word) for word in text.split())
    except ValueError:
        raise ScopeMissingError from None


def write_scopes(scopes: Collection[Scope]) -> str:
    """Write scopes in one order, separated by a space."""
    return " ".join(scope.value for scope in Scope if scope in scopes)


def counts_on(today: date, until_on: date | None, revoked_on: date | None) -> bool:
    """Say whether a key counts on a day; a revoked one never does again."""
    return revoked_on is None and (until_on is None or today <= until_on)


def check_room_for_key(counting: int) -> None:
    """Check that a client may have one more key.

    Raises:
        ClientError: two count already.

    """
    if counting >= KEYS_LIMIT:
        raise ClientError
