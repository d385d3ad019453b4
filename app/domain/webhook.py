"""Webhooks: what an authority's system hears of, how long a failing one is tried, and when it is turned off.

The series of attempts of one event: at once, then 5 s, 20 s, 80 s, 5 min, 21 min, 1½ h, 5½ h, 23 h after the one
before, then once a day, each give or take a quarter, so that many that failed together do not come back together.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from app.domain.errors import TooManyWebhooksError

if TYPE_CHECKING:
    from datetime import date

WEBHOOKS_LIMIT: Final = 5
"""Webhooks of one client."""
URL_LIMIT: Final = 500
"""Characters of an address."""
FIRST_DELAY_SECONDS: Final = 5.0
DELAY_FACTOR: Final = 4
LONGEST_DELAY_SECONDS: Final = 86_400.0
JITTER: Final = 0.25
FAILURES_LIMIT: Final = 10
FAILING_DAYS: Final = 3
"""A webhook is turned off after ten failures in a row, if the first of them was three days ago or more."""
KEPT_DAYS: Final = 30
"""So long a delivered event can be seen and sent again."""


class EventKind(StrEnum):
    """What happened to a package of an authority; the type of its CloudEvent (crypto/PROTOCOL.md 5.5)."""

    PACKAGE_WAITING = "nl.zegel.package-waiting"
    """A reporter let it go, or what was prepared for a missed duty was released."""
    PACKAGE_WITHDRAWN = "nl.zegel.package-withdrawn"
    """The reporter took it back: what nobody fetched is gone; otherwise the space that is shared ends."""
    MESSAGE_RECEIVED = "nl.zegel.message-received"
    """The reporter wrote."""
    FORWARDING_ANSWERED = "nl.zegel.forwarding-answered"
    """The reporter answered whether it may go on to another authority."""


class WebhookState(StrEnum):
    """Whether events are delivered."""

    ON = "on"
    OFF = "off"


class OffReason(StrEnum):
    """Why a webhook is off."""

    CLIENT = "client"
    """Its own client said so."""
    GONE = "gone"
    """The receiver answered 410."""
    FAILURES = "failures"
    """The series of attempts ran out."""


class DeliveryState(StrEnum):
    """How far an event came."""

    WAITING = "waiting"
    DELIVERED = "delivered"


class Outcome(StrEnum):
    """How one attempt ended."""

    TAKEN = "taken"
    GONE = "gone"
    FAILED = "failed"


def delay_after(tries: int, chance: float) -> float:
    """Give the seconds to wait after so many failed tries; `chance`, from 0 to 1, spreads them by a quarter."""
    plain = FIRST_DELAY_SECONDS
    for _ in range(1, min(tries, FAILURES_LIMIT)):
        plain = min(plain * DELAY_FACTOR, LONGEST_DELAY_SECONDS)
    return plain * (1 - JITTER + 2 * JITTER * chance)


def is_given_up(failures: int, failing_since_on: date, today: date) -> bool:
    """Say whether a webhook that failed so often in a row is turned off."""
    return failures >= FAILURES_LIMIT and (today - failing_since_on).days >= FAILING_DAYS


def check_room_for_webhook(count: int) -> None:
    """Check that a client may have one more.

    Raises:
        TooManyWebhooksError: it has five.

    """
    if count >= WEBHOOKS_LIMIT:
        raise TooManyWebhooksError
