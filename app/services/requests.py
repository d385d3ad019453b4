"""Requests: a counsellor asks the reporter to allow something, in a message that says why (PROTOCOL 5.3).

The service sees what is asked, for whom and for which messages; the words are sealed in the message (type 6). The
message's hash names the request, so that asking again, also for the same, takes a new message.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.domain.consent import Purpose, Request, RequestState, check_may_ask, check_open, check_transition
from app.domain.errors import RequestError, UnknownError
from app.services.consent_recipient import check_recipient, new_counsellor, recipient_entry
from app.services.correspondence import CounsellorMessage, write_as_counsellor
from app.services.intake import Received
from app.services.release import next_officer
from app.services.scope import check_scope_of_case
from app.services.webhook_news import tell_of_answer
from crypto.envelope_inspect import inspect

if TYPE_CHECKING:
    from datetime import date

    from app.domain.case import Case
    from app.domain.ids import AccountId, CaseId
    from app.store.unit_of_work import UnitOfWork

REQUEST_ID_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Ask:
    """What a counsellor asks: message, purpose and space, the recipient's keys (32, 16), the messages (32 each)."""

    message: CounsellorMessage
    purpose: int
    space: int
    recipient_pk: bytes
    recipient_kid: bytes
    wanted: tuple[bytes, ...]


def ask(work: UnitOfWork, account_id: AccountId, case_id: CaseId, asked: Ask, today: date) -> tuple[bytes, Received]:
    """Keep a request with its message, and give its id (16 bytes) and its day; the same again changes nothing.

    A request for the same purpose and recipient that was still open is taken back by the new one.

    Raises:
        RequestError: not for a counsellor to ask, too many wait, or this message was no request.
        WrongReaderError: who is asked for may not receive this.
        ConsentError: messages that are not there, or may not go along.
        UnknownError, MessageTakenError, VaultChangedError and others: as for any message of a counsellor.

    """
    message_hash = inspect(asked.message.envelope).env_hash
    request_id = message_hash[:REQUEST_ID_BYTES]
    received = write_as_counsellor(work, account_id, case_id, asked.message, today)
    if not received.is_new:
        if work.requests.by_id(request_id) is None:
            raise RequestError
        return request_id, received
    a_case = _known(work, case_id)
    waiting = [one for one in work.requests.of_case(case_id) if one.state is RequestState.OPEN]
    same = [one for one in waiting if (one.purpose, one.recipient_kid) == (asked.purpose, asked.recipient_kid)]
    purpose = check_may_ask(asked.purpose, [one for one in waiting if one not in same])
    _check_recipient(work, a_case, asked, purpose, today)
    check_scope_of_case(work, a_case, purpose, asked.wanted)
    for earlier in same:
        work.requests.settle(earlier.request_id, RequestState.WITHDRAWN, today)
    work.requests.add(
        Request(
            request_id=request_id,
            case_id=case_id,
            purpose=purpose,
            space=asked.space,
            recipient_pk=asked.recipient_pk,
            recipient_kid=asked.recipient_kid,
            message_hash=message_hash,
            wanted=asked.wanted,
            asked_on=today,
            state=RequestState.OPEN,
        )
    )
    return request_id, received


def take_back(work: UnitOfWork, account_id: AccountId, case_id: CaseId, request_id: bytes, today: date) -> None:
    """Take a request back as the counsellor of the case; doing so again changes nothing.

    Raises:
        UnknownError: no request in a case of this account.
        RequestError: the reporter answered it before.

    """
    a_case = _known(work, case_id)
    if a_case.assignee_account_id != account_id:
        raise UnknownError
    _settle(work, case_id, request_id, RequestState.WITHDRAWN, today)


def refuse(work: UnitOfWork, case_id: CaseId, request_id: bytes, today: date) -> None:
    """Refuse a request as the reporter; refusing again changes nothing.

    Raises:
        UnknownError: no such request in this case.
        RequestError: it was agreed to or taken back before.

    """
    _known(work, case_id)
    _settle(work, case_id, request_id, RequestState.REFUSED, today)


def _settle(work: UnitOfWork, case_id: CaseId, request_id: bytes, state: RequestState, today: date) -> None:
    request = work.requests.by_id(request_id)
    if request is None or request.case_id != case_id:
        raise UnknownError
    if request.state is state:
        return
    check_open(request)
    work.requests.settle(request_id, state, today)
    tell_of_answer(work, request, today)


def _check_recipient(work: UnitOfWork, a_case: Case, asked: Ask, purpose: Purpose, today: date) -> None:
    entry = recipient_entry(work, a_case, asked.recipient_kid, today)
    check_recipient(entry, asked.recipient_pk, purpose, asked.space, today)
    check_transition(purpose, asked.space)
    if purpose in {Purpose.HAND_OVER, Purpose.DEPUTY} and asked.space == 0:
        new_counsellor(work, a_case, asked.recipient_kid)
    if purpose is Purpose.RELEASE:
        next_officer(work, a_case, asked.recipient_kid)


def _known(work: UnitOfWork, case_id: CaseId) -> Case:
    """Give the case, locked until the transaction ends, so that asking and answering never cross."""
    a_case = work.cases.by_id(case_id)
    if a_case is None:
        raise UnknownError
    return a_case
