"""Consents: what the reporter lets happen, signed with the key of the case, and taken back the same way (PROTOCOL 5.1).

A consent comes with the list of its messages, because whoever carries it out must know them and the token holds only
their hash. When the reporter's own client made the record already, it comes along and is carried out at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.domain.consent import (
    CONDITIONAL,
    NEW_COUNSELLOR,
    Consent,
    ConsentState,
    Purpose,
    RequestState,
    check_only_one,
    check_stands,
    check_transition,
)
from app.domain.conversation import STATE_SIZE
from app.domain.errors import ConsentError, MalformedError, StateChangedError, UnknownError
from app.services.case_log import record
from app.services.conditional_route import Withdrawn
from app.services.consent_recipient import new_counsellor, recipient_entry
from app.services.intake import Received
from app.services.release import check_released, next_officer
from app.services.rewraps import carry_out
from app.services.routing import withdraw_route
from app.services.scope import check_scope_of_case
from app.services.webhook_news import tell_of_answer
from crypto.consent_token import ConsentToken, parse_token, scope_hash, verify_consent
from crypto.encoding import date_of, day_of
from crypto.primitives import blob_hash
from crypto.tree import EventType

if TYPE_CHECKING:
    from datetime import date

    from app.domain.case import Case
    from app.domain.ids import CaseId
    from app.store.unit_of_work import UnitOfWork

_NOT_HERE: Final = CONDITIONAL | {Purpose.WITHDRAW}


@dataclass(frozen=True, slots=True)
class GivenConsent:
    """A token (208), the messages of its scope (32 each), the reporter's own record if there is one, and the state.

    `former_keeps_access` is no part of what is signed: whoever held the case may go on seeing what was theirs.
    """

    token: bytes
    scope: tuple[bytes, ...]
    rewrap: bytes | None
    former_keeps_access: bool
    state: bytes
    previous_state: bytes


def give_consent(work: UnitOfWork, case_id: CaseId, given: GivenConsent, today: date) -> Received:
    """Keep a consent, settle the request it answers, and carry it out when the reporter wrapped; once.

    Raises:
        UnknownError: the case is gone.
        ConsentError: not of this kind, used before, beyond the case's messages, or one like it stands.
        StateChangedError: another window wrote first.
        NoDirectoryError, WrongReaderError: nobody new can be let in, or not this one.
        FormatError, PolicyError, SignatureError and others: token or record are no good.

    """
    if len(given.state) != STATE_SIZE:
        raise MalformedError
    claimed = parse_token(given.token)
    a_case = _known(work, case_id)
    before = work.consents.by_id(claimed.token_id)
    if before is not None:
        if (before.case_id, before.token) != (case_id, given.token):
            raise ConsentError
        return Received(before.given_on, is_new=False)
    if not work.cases.replace_state(case_id, given.state, blob_hash(given.state), given.previous_state):
        raise StateChangedError
    consent = _checked(work, a_case, given, claimed, today)
    work.consents.add(consent)
    _settle_request(work, consent, today)
    _log(work, a_case, claimed, today)
    if given.rewrap is not None:
        carry_out(work, a_case, consent, given.rewrap, a_case.sign_pk, today)
    return Received(today, is_new=True)


def withdraw(work: UnitOfWork, case_id: CaseId, raw: bytes, today: date) -> Withdrawn:
    """Take a consent back with a token of purpose 127, for the future; doing so again changes nothing.

    Raises:
        UnknownError: the case is gone, or holds no such consent.
        ConsentError: it was used, or is over.
        FormatError, PolicyError, SignatureError: the token is no good.

    """
    a_case = _known(work, case_id)
    claimed = parse_token(raw)
    if Purpose(claimed.purpose) is not Purpose.WITHDRAW:
        raise ConsentError
    token = verify_consent(raw, a_case.sign_pk, a_case.organisation_id, case_id, day_of(today), None)
    consent = work.consents.by_id(token.token_id)
    if consent is None or consent.case_id != case_id:
        raise UnknownError
    if consent.state is ConsentState.WITHDRAWN and consent.settled_on is not None:
        return Withdrawn(Received(consent.settled_on, is_new=False))
    outside = withdraw_route(work, a_case, consent, token, today)
    if outside is not None:
        return outside
    check_stands(consent, today)
    work.consents.settle(token.token_id, ConsentState.WITHDRAWN, today)
    _log(work, a_case, token, today)
    return Withdrawn(Received(today, is_new=True))


def _checked(work: UnitOfWork, a_case: Case, given: GivenConsent, claimed: ConsentToken, today: date) -> Consent:
    """Check a new token in the order of 5.1, then its messages, then what its purpose asks."""
    purpose = Purpose(claimed.purpose)
    if purpose in _NOT_HERE:
        raise ConsentError
    entry = recipient_entry(work, a_case, claimed.recipient_kid, today)
    token = verify_consent(given.token, a_case.sign_pk, a_case.organisation_id, a_case.case_id, day_of(today), entry)
    if scope_hash(given.scope) != token.scope:
        raise ConsentError
    check_transition(purpose, token.space)
    check_scope_of_case(work, a_case, purpose, given.scope)
    if purpose in NEW_COUNSELLOR and token.space == 0:
        new_counsellor(work, a_case, token.recipient_kid)
    if purpose is Purpose.RELEASE:
        next_officer(work, a_case, token.recipient_kid)
        check_released(work, a_case, given.scope)
    check_only_one(purpose, work.consents.of_case(a_case.case_id), today)
    return Consent(
        token_id=token.token_id,
        case_id=a_case.case_id,
        purpose=purpose,
        space=token.space,
        recipient_pk=token.recipient_id,
        recipient_kid=token.recipient_kid,
        token=given.token,
        scope=given.scope,
        former_keeps_access=given.former_keeps_access,
        given_on=today,
        ends_on=date_of(token.expires),
        state=ConsentState.GIVEN,
    )


def _settle_request(work: UnitOfWork, consent: Consent, today: date) -> None:
    """Note that the reporter agreed to what was asked; a consent on the reporter's own initiative answers nothing."""
    for request in work.requests.of_case(consent.case_id):
        same = (request.purpose, request.recipient_kid) == (consent.purpose, consent.recipient_kid)
        if same and request.state is RequestState.OPEN:
            work.requests.settle(request.request_id, RequestState.AGREED, today)
            tell_of_answer(work, request, today)


def _log(work: UnitOfWork, a_case: Case, token: ConsentToken, today: date) -> None:
    detail = int(token.purpose)
    record(work, a_case, EventType.CONSENT, today, actor_pk=a_case.sign_pk, ref=token.hash, detail=detail)


def _known(work: UnitOfWork, case_id: CaseId) -> Case:
    """Give the case, locked until the transaction ends: a withdrawal and a re-wrap never cross."""
    a_case = work.cases.by_id(case_id)
    if a_case is None:
        raise UnknownError
    return a_case
