"""Every change of a case becomes an event, in the transaction that makes the change (PROTOCOL 6.3).

Events of a case hang together: each names the commitment of the one before. Only salted commitments reach the public
log, with the next batch (`log_batch`); what happened, and when, stays with the case and its parties.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.domain.conversation import COUNSELLOR_SPACE
from app.store.events import CaseEvent
from crypto.encoding import day_of
from crypto.primitives import kid_sign
from crypto.tree import EventType, commit, event_make, new_salt

if TYPE_CHECKING:
    from datetime import date

    from app.domain.case import Case
    from app.store.unit_of_work import UnitOfWork

LOG: Final = 0
"""The log of this installation."""
PRACTICE_LOG: Final = 1
"""The log of the organisations that practise; nothing of theirs stands in the other (PROTOCOL 3.3)."""
_SERVICE: Final = bytes(16)
_NO_HASH: Final = bytes(32)


@dataclass(frozen=True, slots=True)
class RecordedEvent:
    """An event (WBV1, 128 bytes), the salt (32) that opens its commitment, and the log it goes to."""

    event: bytes
    salt: bytes
    log: int


def record(
    work: UnitOfWork,
    a_case: Case,
    kind: EventType,
    day: date,
    *,
    actor_pk: bytes | None = None,
    ref: bytes = _NO_HASH,
    due: date | None = None,
    detail: int = 0,
    space: int = COUNSELLOR_SPACE,
) -> RecordedEvent:
    """Keep the next event of a case; it reaches the log with the next batch.

    `actor_pk`: identity key (32) of who did it, None for the service itself. `ref`: hash (32) of the envelope or
    statement it speaks of. `due`: the nominal limit of the duty it speaks of. `RECEIVED` is the first of its case and
    asks the database nothing; every other event first reads the one before.

    Raises:
        FormatError: a detail that this kind cannot have.
        StoreConflictError: when this very miss was kept before, at the latest with the commit.

    """
    last = None if kind is EventType.RECEIVED else work.events.last(a_case.case_id)
    position, prev = (last[0] + 1, last[1]) if last is not None else (0, _NO_HASH)
    event = event_make(
        kind,
        int(a_case.track),
        space,
        a_case.organisation_id,
        a_case.case_id,
        day_of(day),
        detail=detail,
        actor=kid_sign(actor_pk) if actor_pk is not None else _SERVICE,
        ref=ref,
        due=day_of(due) if due is not None else 0,
        prev=prev,
    )
    salt, log = new_salt(), log_of(work, a_case.organisation_id)
    work.events.add(
        CaseEvent(
            case_id=a_case.case_id,
            position=position,
            log=log,
            kind=int(kind),
            detail=detail,
            happened_on=day,
            due_on=due,
            event=event,
            salt=salt,
            commitment=commit(salt, event),
        )
    )
    return RecordedEvent(event, salt, log)


def log_of(work: UnitOfWork, organisation_id: bytes) -> int:
    """Give the log to which an organisation's events go; whether it practises never changes."""
    key = ("organisation", organisation_id, 0)
    organisation = work.kept(key, lambda: work.organisations.by_id(organisation_id))
    return PRACTICE_LOG if organisation is not None and organisation.is_practice else LOG
