"""A counsellor who is gone: the reporter's own client passes the case on, without a token (PROTOCOL 5.2, 5.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from app.domain.consent import Purpose
from app.domain.conversation import COUNSELLOR_SPACE, STATE_SIZE
from app.domain.errors import ConsentError, MalformedError, StateChangedError, UnknownError
from app.services.consent_recipient import check_recipient, new_counsellor, recipient_entry
from app.services.counsellor_keys import keys_of_assignee
from app.services.directory_view import directory_in_force, entry_of
from app.services.hand_over import WITHOUT_TOKEN, give_to
from app.services.intake import Received
from app.services.scope import check_scope_of_case
from app.store.consents import KeptRewrap
from crypto.directory import ACTIVE
from crypto.encoding import day_of
from crypto.primitives import blob_hash
from crypto.rewrap_record import parse_rewrap, verify_rewrap

if TYPE_CHECKING:
    from datetime import date

    from app.domain.case import Case
    from app.domain.ids import CaseId
    from app.store.unit_of_work import UnitOfWork

SILENT_DAYS: Final = 5
"""After so many days without any signed word to a report its counsellor counts as absent."""
ACTOR_AT: Final = 40
ACTOR_SIZE: Final = 32
"""Where a statement names who signed it (PROTOCOL 6.2)."""


@dataclass(frozen=True, slots=True)
class OwnRewrap:
    """A record WBR1 made by the reporter, without a token, and the state (4140) that goes with it."""

    rewrap: bytes
    state: bytes
    previous_state: bytes


def rewrap_as_reporter(work: UnitOfWork, case_id: CaseId, own: OwnRewrap, today: date) -> Received:
    """Give the case to the successor whom the reporter wrapped for; the same record again changes nothing.

    Raises:
        UnknownError: the case is gone.
        StateChangedError: another window wrote first.
        ConsentError: the counsellor is there, or the record leaves the report out or names what is not there.
        NoDirectoryError, WrongReaderError: this person cannot take it.
        FormatError, SenderError, SignatureError, PolicyError: the record is no good.

    """
    if len(own.state) != STATE_SIZE:
        raise MalformedError
    info = parse_rewrap(own.rewrap)
    a_case = work.cases.by_id(case_id)
    if a_case is None:
        raise UnknownError
    kept = work.consents.rewrap(info.hash)
    if kept is not None and kept.case_id == case_id:
        return Received(kept.made_on, is_new=False)
    if not work.cases.replace_state(case_id, own.state, blob_hash(own.state), own.previous_state):
        raise StateChangedError
    if not is_absent(work, a_case, today):
        raise ConsentError
    verify_rewrap(own.rewrap, a_case.organisation_id, case_id, None, a_case.sign_pk, a_case.sign_pk)
    successor = new_counsellor(work, a_case, info.kid)
    entry = recipient_entry(work, a_case, info.kid, today)
    check_recipient(entry, successor.identity_pk, Purpose.HAND_OVER, COUNSELLOR_SPACE, today)
    check_scope_of_case(work, a_case, Purpose.HAND_OVER, info.env_hashes)
    work.consents.add_rewrap(KeptRewrap(info.hash, case_id, None, own.rewrap, today))
    give_to(work, a_case, successor, info, today, detail=WITHOUT_TOKEN)
    return Received(today, is_new=True)


def is_absent(work: UnitOfWork, a_case: Case, today: date) -> bool:
    """Say whether nobody can be expected to hand this case over: gone, revoked, unable, or silent for five days."""
    if a_case.unable_on is not None:
        return True
    is_silent = a_case.acknowledged_on is None and not _spoke(work, a_case)
    if is_silent and today > a_case.received_on + timedelta(days=SILENT_DAYS):
        return True
    directory = directory_in_force(work, a_case.organisation_id, today, existing=True)
    entries = [entry_of(directory, record.kid_box) for record in keys_of_assignee(work, a_case)]
    return not any(
        entry is not None and entry.state == ACTIVE and entry.record.is_valid_on(day_of(today)) for entry in entries
    )


def _spoke(work: UnitOfWork, a_case: Case) -> bool:
    """What the reporter signed, such as having gone outside, is no word of a counsellor."""
    return any(_actor(kept.statement) != a_case.sign_pk for kept in work.duties.kept(a_case.case_id))


def _actor(statement: bytes) -> bytes:
    return statement[ACTOR_AT : ACTOR_AT + ACTOR_SIZE]
