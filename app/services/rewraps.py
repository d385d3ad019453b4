"""Re-wraps: what a consent allows is carried out with a record made on a client (PROTOCOL 5.2, 5.3).

Nothing moves without a consent that stands today, for exactly these messages, to exactly this key, wrapped by who may.
Each purpose has its own step; what no step is named for is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.domain.consent import Consent, ConsentState, Purpose, check_stands
from app.domain.errors import ConsentError, UnknownError
from app.services.consent_recipient import new_counsellor, recipient_entry
from app.services.counsellor_keys import check_not_revoked
from app.services.hand_over import give_to
from app.services.intake import Received
from app.services.release import release_to
from app.services.routing import route_on_consent
from app.store.consents import KeptRewrap
from crypto.consent_token import verify_consent
from crypto.encoding import day_of
from crypto.rewrap_record import RewrapInfo, parse_rewrap, verify_rewrap

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from app.domain.case import Case
    from app.domain.ids import AccountId, CaseId
    from app.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """A verified record on the ground of a standing consent, in a case whose row is locked, on the service's day."""

    case: Case
    consent: Consent
    rewrap: RewrapInfo
    today: date


def rewrap_as_counsellor(
    work: UnitOfWork, account_id: AccountId, case_id: CaseId, token_id: bytes, raw: bytes, today: date
) -> Received:
    """Carry a consent out with the assignee's record; exactly the same one again changes nothing.

    Raises:
        UnknownError: not a case of this account.
        CounsellorRevokedError: the assigned key is compromised; then only the reporter wraps.
        ConsentError: no such consent in this case, or it does not stand today.
        FormatError, SenderError, SignatureError, PolicyError: the record itself, or it goes beyond the consent.

    """
    info = parse_rewrap(raw)
    a_case = work.cases.by_id(case_id)
    if a_case is None:
        raise UnknownError
    repeated = _repeated(work, account_id, a_case, info)
    if repeated is not None:
        return repeated
    if a_case.assignee_account_id != account_id:
        raise UnknownError
    check_not_revoked(work, a_case, today)
    consent = work.consents.by_id(token_id)
    if consent is None or consent.case_id != case_id:
        raise ConsentError
    carry_out(work, a_case, consent, raw, a_case.assignee_pk, today)
    return Received(today, is_new=True)


def carry_out(
    work: UnitOfWork, a_case: Case, consent: Consent, raw: bytes, wrapper_pk: bytes, today: date
) -> RewrapInfo:
    """Verify a record made by `wrapper_pk` (32) on the ground of a consent, keep it, and do what it is for.

    Raises:
        ConsentError: the consent does not stand today, or nothing is done on its ground.
        NoDirectoryError, FormatError, SenderError, SignatureError, PolicyError: recipient or record.

    """
    check_stands(consent, today)
    entry = recipient_entry(work, a_case, consent.recipient_kid, today)
    place = (a_case.organisation_id, a_case.case_id)
    token = verify_consent(consent.token, a_case.sign_pk, *place, day_of(today), entry)
    info = verify_rewrap(raw, *place, token, wrapper_pk, a_case.sign_pk)
    step = STEPS.get(consent.purpose)
    if step is None:
        raise ConsentError
    work.consents.add_rewrap(KeptRewrap(info.hash, a_case.case_id, consent.token_id, raw, today))
    work.consents.settle(consent.token_id, ConsentState.USED, today)
    step(work, CarriedOut(a_case, consent, info, today))
    return info


def _hand_over(work: UnitOfWork, done: CarriedOut) -> None:
    """Purposes 1, and 3 in the counsellor's space: somebody else holds the case."""
    if done.consent.space != 0:
        raise ConsentError
    give_to(
        work,
        done.case,
        new_counsellor(work, done.case, done.consent.recipient_kid),
        done.rewrap,
        done.today,
        detail=done.consent.purpose,
        former_keeps_access=done.consent.former_keeps_access,
    )


def _route(work: UnitOfWork, done: CarriedOut) -> None:
    """Purpose 2: a package for an authority or helper."""
    route_on_consent(work, done.case, done.consent, done.rewrap.hash, done.today)


def _release(work: UnitOfWork, done: CarriedOut) -> None:
    """Purpose 5: a case officer gets the released messages, and the organisation's space begins."""
    release_to(work, done.case, done.consent, done.rewrap, done.today)


STEPS: Final[dict[Purpose, Callable[[UnitOfWork, CarriedOut], None]]] = {
    Purpose.HAND_OVER: _hand_over,
    Purpose.DEPUTY: _hand_over,
    Purpose.EXTERNAL: _route,
    Purpose.RELEASE: _release,
}
"""What is done for each purpose, after consent and record were verified and kept."""


def _repeated(work: UnitOfWork, account_id: AccountId, a_case: Case, info: RewrapInfo) -> Received | None:
    """Give the day on which exactly this record of this account was kept; the wrapper may hold the case no more."""
    kept = work.consents.rewrap(info.hash)
    if kept is None or kept.case_id != a_case.case_id:
        return None
    own = {record.identity_pk for record in work.records.of_account(account_id)}
    return Received(kept.made_on, is_new=False) if info.wrapper_pk in own else None
