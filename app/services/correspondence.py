"""Messages both ways in the counsellor's space (PROTOCOL 3.4, 4.5).

The order of the checks is the protocol's: a message that is there already is confirmed again, a number that holds
another message is told, then a changed state or vault, then the rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.case import Case, Envelope
from app.domain.conversation import (
    COUNSELLOR_SPACE,
    STATE_SIZE,
    VAULT_LIMIT,
    Direction,
    check_envelope_size,
    check_next_index,
    check_room,
)
from app.domain.errors import (
    MalformedError,
    MessageTakenError,
    StateChangedError,
    TooLargeError,
    UnknownError,
    VaultChangedError,
    WrongReaderError,
)
from app.services.acts import act_with_message
from app.services.counsellor_keys import check_not_revoked, keys_of_assignee
from app.services.directory_view import directory_in_force
from app.services.intake import Received
from crypto.directory import check_report_policy
from crypto.encoding import day_of
from crypto.envelope_inspect import EnvelopeInfo, inspect
from crypto.primitives import blob_hash

if TYPE_CHECKING:
    from datetime import date

    from app.domain.ids import AccountId, CaseId
    from app.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class ReporterMessage:
    """A message of the reporter with the state that goes with it: state 4140 bytes, previous state's hash 32."""

    envelope: bytes
    index: int
    state: bytes
    previous_state: bytes


@dataclass(frozen=True, slots=True)
class CounsellorMessage:
    """A message of the counsellor, a signed statement of 176 bytes or none, and the vault that goes with it."""

    envelope: bytes
    index: int
    duty: bytes | None
    vault: bytes
    previous_vault: bytes


def write_as_reporter(work: UnitOfWork, case_id: CaseId, message: ReporterMessage, today: date) -> Received:
    """Keep a reporter's message and state in one transaction.

    Raises:
        UnknownError: the case is gone.
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
    if a_case is None:
        raise UnknownError
    repeated = _stored(work, a_case, Direction.FROM_REPORTER, message.index, info)
    if repeated is not None:
        return repeated
    if not work.cases.replace_state(case_id, message.state, blob_hash(message.state), message.previous_state):
        raise StateChangedError
    check_next_index(message.index, a_case.reporter_messages)
    check_room(a_case.unanswered, a_case.reporter_bytes, len(message.envelope))
    _check_sealed_to_assignee(work, a_case, info, today)
    envelope = Envelope(Direction.FROM_REPORTER, COUNSELLOR_SPACE, message.index, message.envelope)
    work.envelopes.add(case_id, envelope, info.env_hash, today)
    work.cases.note_reporter_message(a_case, len(message.envelope))
    return Received(today, is_new=True)


def write_as_counsellor(
    work: UnitOfWork, account_id: AccountId, case_id: CaseId, message: CounsellorMessage, today: date
) -> Received:
    """Keep a counsellor's message, its statement and the vault in one transaction.

    Raises:
        UnknownError: not a case of this account.
        MessageTakenError: this number holds another message.
        VaultChangedError: another window wrote first.
        MessageGapError, CounsellorRevokedError, WrongReaderError: a rule says no.
        DutyError: the case does not allow what the statement says was done.
        TooLargeError, FormatError: it cannot be taken at all.

    """
    check_envelope_size(len(message.envelope))
    info = inspect(message.envelope)
    a_case = work.cases.by_id(case_id)
    if a_case is None or a_case.assignee_account_id != account_id:
        raise UnknownError
    repeated = _stored(work, a_case, Direction.FROM_RECIPIENT, message.index, info)
    if repeated is not None:
        return repeated
    replace_vault(work, account_id, message.vault, message.previous_vault)
    check_next_index(message.index, a_case.recipient_messages)
    _check_sealed_to_reporter(work, a_case, info)
    check_not_revoked(work, a_case, today)
    envelope = Envelope(Direction.FROM_RECIPIENT, COUNSELLOR_SPACE, message.index, message.envelope)
    work.envelopes.add(case_id, envelope, info.env_hash, today)
    work.cases.note_recipient_message(a_case)
    if message.duty is not None:
        act_with_message(work, a_case, message.duty, info.env_hash, today)
    return Received(today, is_new=True)


def replace_vault(work: UnitOfWork, account_id: AccountId, vault: bytes, previous_hash: bytes) -> None:
    """Compare and set the vault of an account.

    Raises:
        TooLargeError: the vault is too large.
        VaultChangedError: another window wrote first.

    """
    if len(vault) > VAULT_LIMIT:
        raise TooLargeError
    if not work.accounts.replace_vault(account_id, vault, blob_hash(vault), previous_hash):
        raise VaultChangedError


def _stored(work: UnitOfWork, a_case: Case, direction: Direction, index: int, info: EnvelopeInfo) -> Received | None:
    """Give the receipt of exactly this message when it is kept already."""
    stored = work.envelopes.hash_at(a_case.case_id, COUNSELLOR_SPACE, direction, index)
    if stored is None:
        return None
    if stored[0] != info.env_hash:
        raise MessageTakenError
    return Received(stored[1], is_new=False)


def _check_sealed_to_assignee(work: UnitOfWork, a_case: Case, info: EnvelopeInfo, today: date) -> None:
    directory = directory_in_force(work, a_case.organisation_id, today, existing=True)
    kid = check_report_policy(info, directory, a_case.self_kid, COUNSELLOR_SPACE, day_of(today), existing=True)
    record = work.records.by_kid(kid)
    if record is None or record.identity_pk != a_case.assignee_pk:
        raise WrongReaderError


def _check_sealed_to_reporter(work: UnitOfWork, a_case: Case, info: EnvelopeInfo) -> None:
    """Stanza 0 is the reporter; every other is a key of the writer in this organisation, as a copy to keep."""
    own = {record.kid_box for record in keys_of_assignee(work, a_case)}
    if info.kids[0] != a_case.self_kid or not own.issuperset(info.kids[1:]):
        raise WrongReaderError
