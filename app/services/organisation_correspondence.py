"""Messages both ways in the organisation's space: reporter and case officer (PROTOCOL 3.4, 4.5, 5).

The order of the checks is that of the counsellor's space. Numbers are counted from what is kept, so that nothing here
touches the counts of the counsellor's conversation, and nobody in one space learns of the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.domain.case import Case, Envelope
from app.domain.conversation import (
    ORGANISATION_SPACE,
    STATE_SIZE,
    UNANSWERED_LIMIT,
    Direction,
    check_envelope_size,
    check_next_index,
    check_room,
)
from app.domain.errors import (
    ConsentError,
    MalformedError,
    MessageTakenError,
    StateChangedError,
    UnknownError,
    WrongReaderError,
)
from app.services.correspondence import CounsellorMessage, ReporterMessage, replace_vault
from app.services.directory_view import directory_in_force
from app.services.intake import Received
from app.services.officer_acts import officer_act_with_message
from app.services.organisation_space import check_officer_stands, holding, may_write, officer_of
from crypto.directory import check_report_policy
from crypto.encoding import day_of
from crypto.envelope_inspect import EnvelopeInfo, inspect
from crypto.primitives import blob_hash

if TYPE_CHECKING:
    from datetime import date

    from app.domain.ids import AccountId, CaseId
    from app.store.holders import Holder
    from app.store.unit_of_work import UnitOfWork

_FROM_REPORTER: Final = Direction.FROM_REPORTER
_FROM_OFFICER: Final = Direction.FROM_RECIPIENT


def write_to_officer(work: UnitOfWork, case_id: CaseId, message: ReporterMessage, today: date) -> Received:
    """Keep a reporter's message to the case officer, and the state that goes with it.

    Raises:
        UnknownError: the case is gone, or was not released.
        MessageTakenError: this number holds another message.
        StateChangedError: another window wrote first.
        MessageGapError, TooManyUnansweredError, CaseFullError, PolicyError, WrongReaderError: a rule says no.
        TooLargeError, FormatError, MalformedError: it cannot be taken at all.

    """
    check_envelope_size(len(message.envelope))
    if len(message.state) != STATE_SIZE:
        raise MalformedError
    info = inspect(message.envelope)
    a_case = work.cases.by_id(case_id)
    officer = officer_of(work, case_id) if a_case is not None else None
    if a_case is None or officer is None:
        raise UnknownError
    repeated = _stored(work, a_case, _FROM_REPORTER, message.index, info)
    if repeated is not None:
        return repeated
    if not work.cases.replace_state(case_id, message.state, blob_hash(message.state), message.previous_state):
        raise StateChangedError
    sent, answered = _count(work, a_case, _FROM_REPORTER), _count(work, a_case, _FROM_OFFICER)
    check_next_index(message.index, sent)
    # Each answer makes room for as many messages as may wait.
    check_room(sent - UNANSWERED_LIMIT * answered, a_case.reporter_bytes, len(message.envelope))
    _check_sealed_to(work, a_case, officer, info, today)
    work.cases.note_bytes(a_case, len(message.envelope))
    _keep(work, a_case, _FROM_REPORTER, message.index, message.envelope, info, today)
    return Received(today, is_new=True)


def write_as_officer(
    work: UnitOfWork, account_id: AccountId, case_id: CaseId, message: CounsellorMessage, today: date
) -> Received:
    """Keep a case officer's message, its statement and the vault in one transaction.

    Raises:
        UnknownError: not released to this account.
        MessageTakenError: this number holds another message.
        VaultChangedError: another window wrote first.
        ConsentError: the reporter does not let the officer write.
        MessageGapError, CounsellorRevokedError, WrongReaderError: a rule says no.
        DutyError: the case does not allow what the statement says was done.
        TooLargeError, FormatError: it cannot be taken at all.

    """
    check_envelope_size(len(message.envelope))
    info = inspect(message.envelope)
    held = holding(work, account_id, case_id, locked=True)
    repeated = _stored(work, held.case, _FROM_OFFICER, message.index, info)
    if repeated is not None:
        return repeated
    replace_vault(work, account_id, message.vault, message.previous_vault)
    check_next_index(message.index, _count(work, held.case, _FROM_OFFICER))
    if not may_write(work, held):
        raise ConsentError
    organisation_id = held.case.organisation_id
    records = work.records.of_account(account_id)
    own = {record.kid_box for record in records if record.organisation_id == organisation_id}
    if info.kids[0] != held.case.self_kid or not own.issuperset(info.kids[1:]):
        raise WrongReaderError
    check_officer_stands(work, held, today)
    _keep(work, held.case, _FROM_OFFICER, message.index, message.envelope, info, today)
    if message.duty is not None:
        officer_pk = held.holder.identity_pk
        officer_act_with_message(work, held.case, officer_pk, message.duty, info.env_hash, today)
    return Received(today, is_new=True)


def _count(work: UnitOfWork, a_case: Case, direction: Direction) -> int:
    places = work.envelopes.hashes(a_case.case_id)
    return sum((place.space, place.direction) == (ORGANISATION_SPACE, direction) for place in places)


def _stored(work: UnitOfWork, a_case: Case, direction: Direction, index: int, info: EnvelopeInfo) -> Received | None:
    """Give the receipt of exactly this message when it is kept already."""
    stored = work.envelopes.hash_at(a_case.case_id, ORGANISATION_SPACE, direction, index)
    if stored is None:
        return None
    if stored[0] != info.env_hash:
        raise MessageTakenError
    return Received(stored[1], is_new=False)


def _keep(
    work: UnitOfWork, a_case: Case, direction: Direction, index: int, raw: bytes, info: EnvelopeInfo, today: date
) -> None:
    envelope = Envelope(direction, ORGANISATION_SPACE, index, raw)
    work.envelopes.add(a_case.case_id, envelope, info.env_hash, today)


def _check_sealed_to(work: UnitOfWork, a_case: Case, officer: Holder, info: EnvelopeInfo, today: date) -> None:
    directory = directory_in_force(work, a_case.organisation_id, today, existing=True)
    kid = check_report_policy(info, directory, a_case.self_kid, ORGANISATION_SPACE, day_of(today), existing=True)
    record = work.records.by_kid(kid)
    if record is None or record.identity_pk != officer.identity_pk:
        raise WrongReaderError
