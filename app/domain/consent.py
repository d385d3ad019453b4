"""What a reporter may be asked, what a reporter allowed, and what becomes of both (PROTOCOL 5.1, 5.3).

A request is open until the reporter agrees or refuses, or the counsellor takes it back. A consent is given until it is
used or taken back, or its last day has passed. A refusal stands: the same is asked again only with a new message.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from app.domain.conversation import COUNSELLOR_SPACE
from app.domain.errors import ConsentError, RequestError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

HASH_BYTES: Final = 32
OPEN_REQUESTS: Final = 8
"""So many requests may wait for the reporter in one case: a conversation is no pile of forms."""
KEPT_DAYS: Final = 31
"""A counsellor whom the reporter lets keep access after a hand-over keeps it so many days."""


class Purpose(IntEnum):
    """What a consent is for, by the number under which it is signed (WBT1)."""

    HAND_OVER = 1
    EXTERNAL = 2
    DEPUTY = 3
    IDENTITY = 4
    RELEASE = 5
    CONDITIONAL_EXTERNAL = 6
    PREPARED_DEPUTY = 7
    WITHDRAW = 127


ASKED_BY_COUNSELLOR: Final = frozenset(
    {Purpose.HAND_OVER, Purpose.EXTERNAL, Purpose.DEPUTY, Purpose.IDENTITY, Purpose.RELEASE}
)
"""What the counsellor may ask. What only waits for a miss (6, 7) nobody but the reporter thinks of."""
CONDITIONAL: Final = frozenset({Purpose.CONDITIONAL_EXTERNAL, Purpose.PREPARED_DEPUTY})
NEW_COUNSELLOR: Final = frozenset({Purpose.HAND_OVER, Purpose.DEPUTY, Purpose.PREPARED_DEPUTY})
"""What gives the counsellor's space to another counsellor."""


class RequestState(StrEnum):
    """How a request stands."""

    OPEN = "open"
    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class ConsentState(StrEnum):
    """How a consent stands; suspended and released only where it waits for a miss (PROTOCOL 5.6)."""

    GIVEN = "given"
    USED = "used"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    RELEASED = "released"


@dataclass(frozen=True, slots=True)
class Request:
    """A counsellor's proposal. Ids 16, keys and hashes 32 bytes; `wanted` are the messages it would open."""

    request_id: bytes
    case_id: bytes
    purpose: Purpose
    space: int
    recipient_pk: bytes
    recipient_kid: bytes
    message_hash: bytes
    wanted: tuple[bytes, ...]
    asked_on: date
    state: RequestState
    settled_on: date | None = None


@dataclass(frozen=True, slots=True)
class Consent:
    """A token (208 bytes) that the reporter signed, the messages in its scope, and how it stands."""

    token_id: bytes
    case_id: bytes
    purpose: Purpose
    space: int
    recipient_pk: bytes
    recipient_kid: bytes
    token: bytes
    scope: tuple[bytes, ...]
    former_keeps_access: bool
    given_on: date
    ends_on: date
    state: ConsentState
    settled_on: date | None = None

    def state_on(self, today: date) -> ConsentState:
        """Say how it stands on a day: what was given and not used is over after its last day."""
        if self.state is ConsentState.GIVEN and today > self.ends_on:
            return ConsentState.EXPIRED
        return self.state


def check_may_ask(purpose: int, waiting: Sequence[Request]) -> Purpose:
    """Say what a counsellor asks for; `waiting` are the open requests of the case.

    Raises:
        RequestError: nothing a counsellor may ask, or too many wait already.

    """
    if purpose not in ASKED_BY_COUNSELLOR or len(waiting) >= OPEN_REQUESTS:
        raise RequestError
    return Purpose(purpose)


def check_open(request: Request) -> None:
    """A request is settled once.

    Raises:
        RequestError: it was settled before.

    """
    if request.state is not RequestState.OPEN:
        raise RequestError


def check_stands(consent: Consent, today: date) -> None:
    """Something may happen on the ground of this consent today.

    Raises:
        ConsentError: it was used or taken back, or its last day has passed.

    """
    if consent.state_on(today) is not ConsentState.GIVEN:
        raise ConsentError


def check_transition(purpose: Purpose, space: int) -> None:
    """A deputy takes the place of a counsellor only; a case officer is followed by a release to the next one.

    Raises:
        ConsentError: purpose 3 in another space than the counsellor's, by which nothing could ever be carried out.

    """
    if purpose is Purpose.DEPUTY and space != COUNSELLOR_SPACE:
        raise ConsentError


def check_only_one(purpose: Purpose, others: Sequence[Consent], today: date) -> None:
    """One consent at a time for a new counsellor, and one for a release; an earlier one is taken back before another.

    Raises:
        ConsentError: one stands already.

    """
    if purpose in NEW_COUNSELLOR | {Purpose.RELEASE} and any(
        other.purpose is purpose and other.state_on(today) is ConsentState.GIVEN for other in others
    ):
        raise ConsentError


def check_scope(wanted: Sequence[bytes], there: Sequence[bytes]) -> None:
    """Check the messages of a scope against those of the case, both in (space, direction, index) order.

    Raises:
        ConsentError: nothing, something that is not there or may not go along, a message twice, or another order.

    """
    places = {env_hash: place for place, env_hash in enumerate(there)}
    found = [places.get(env_hash, -1) for env_hash in wanted]
    if not found or found[0] < 0 or any(later <= earlier for earlier, later in pairwise(found)):
        raise ConsentError
