"""The conditional route and the prepared deputy: stored sealed, revocable, suspended by a dispute (PROTOCOL 5.6).

Everything here locks the case first, so that a withdrawal and a release of the same item never both happen. The gate
itself is in `conditional_release`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from app.domain.conditional import Item, check_may_prepare, unacknowledged_due
from app.domain.consent import CONDITIONAL, Consent, ConsentState, Purpose
from app.domain.conversation import STATE_SIZE
from app.domain.errors import ConditionalError, ConsentError, MalformedError, StateChangedError, UnknownError
from app.domain.packages import PackageAct, PackageState, after
from app.domain.webhook import EventKind
from app.services.case_log import record
from app.services.consent_recipient import new_counsellor, recipient_entry
from app.services.intake import Received
from app.services.scope import check_scope_of_case
from app.services.webhook_news import tell_of
from app.store.consents import KeptRewrap
from crypto.consent_verify import ConsentToken, RewrapInfo, parse_token, verify_consent, verify_rewrap
from crypto.encoding import date_of, day_of
from crypto.primitives import blob_hash
from crypto.tree import EventType, event_parse

if TYPE_CHECKING:
    from app.domain.case import Case
    from app.domain.ids import CaseId
    from app.store.events import CaseEvent
    from app.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A withdrawal that was kept; `is_late`: what it takes back had been released before."""

    received: Received
    is_late: bool = False


STORED: Final = frozenset({ConsentState.GIVEN, ConsentState.SUSPENDED})
_WINDOW_DAYS: Final = 2


def prepare(
    work: UnitOfWork, case_id: CaseId, token: bytes, rewrap: bytes, state: tuple[bytes, bytes], today: date
) -> Received:
    """Store a token (208 bytes) and re-wrap record until they are needed; `state` is (new 4140, hash of the former 32).

    Exactly the same token again changes nothing.

    Raises:
        UnknownError: the case is gone.
        StateChangedError: another window wrote first.
        ConditionalError: the case may not have this item.
        ConsentError: the token was used before, or its scope is not of this case.
        FormatError, PolicyError, SignatureError, SenderError: token or record is no good.

    """
    if len(state[0]) != STATE_SIZE:
        raise MalformedError
    a_case = work.cases.by_id(case_id)
    if a_case is None:
        raise UnknownError
    known = work.consents.by_id(parse_token(token).token_id)
    if known is not None:
        if (known.case_id, known.token) != (case_id, token):
            raise ConsentError
        return Received(known.given_on, is_new=False)
    if not work.cases.replace_state(case_id, state[0], blob_hash(state[0]), state[1]):
        raise StateChangedError
    verified, record_info = _verified(work, a_case, token, rewrap, today)
    new = Item(Purpose(int(verified.purpose)), verified.duty, verified.recipient_id)
    check_may_prepare(a_case, new, [item_of(one) for one in stored_items(work, a_case)])
    _check_place(work, a_case, verified)
    _keep(work, a_case, verified, token, record_info, rewrap, today)
    ref, detail, space = verified.hash, verified.duty, verified.space
    record(work, a_case, EventType.CONDITIONAL_STORED, today, ref=ref, detail=detail, space=space)
    return Received(today, is_new=True)


def stored_items(work: UnitOfWork, a_case: Case) -> list[Consent]:
    """Give what is stored or suspended in a case."""
    return [one for one in work.consents.of_case(a_case.case_id) if one.purpose in CONDITIONAL and one.state in STORED]


def item_of(consent: Consent) -> Item:
    """Give what a stored consent waits for."""
    return Item(consent.purpose, parse_token(consent.token).duty, consent.recipient_pk)


def withdraw_item(work: UnitOfWork, a_case: Case, consent: Consent, withdrawal: ConsentToken, today: date) -> Withdrawn:
    """Take an item back on a verified withdrawal; one that was released before counts as withdrawn for the future.

    Then the recipient's space outside ends, and what nobody fetched yet is emptied. What was read stays read.
    """
    if consent.state in STORED:
        work.conditional_items.erase(consent.token_id, ConsentState.WITHDRAWN, today)
        log_withdrawal(work, a_case, withdrawal, today)
        return Withdrawn(Received(today, is_new=True))
    if consent.state is not ConsentState.RELEASED:
        return Withdrawn(Received(consent.settled_on or today, is_new=False))
    logged = {(event.kind, event.detail) for event in _withdrawals(work, a_case, withdrawal)}
    if not logged:
        if consent.purpose is Purpose.CONDITIONAL_EXTERNAL:
            end_route(work, a_case, consent, today)
        log_withdrawal(work, a_case, withdrawal, today)
    return Withdrawn(Received(today, is_new=not logged), is_late=True)


def end_route(work: UnitOfWork, a_case: Case, consent: Consent, today: date) -> None:
    """End the space of a recipient outside, and empty a package that nobody fetched."""
    work.holders.end(a_case.case_id, consent.space, consent.recipient_pk, today)
    package = work.packages.by_token(consent.token_id)
    if package is not None and package.state is PackageState.WAITING:
        work.packages.move(package, after(package.state, PackageAct.WITHDRAW), today)
        work.packages.empty(package.package_id)
    if package is not None:
        tell_of(work, package, EventKind.PACKAGE_WITHDRAWN, today)


def suspend_disputed(work: UnitOfWork, a_case: Case, sent_on: date, today: date) -> None:
    """Suspend the items that wait for a miss which is disputed by a message of `sent_on`."""
    events = [
        event
        for event in work.events.of_case(a_case.case_id)
        if event.kind == EventType.DEADLINE_MISSED
        and event.due_on is not None
        and sent_on <= event.due_on
        and today <= event.happened_on + timedelta(days=_WINDOW_DAYS)
    ]
    disputed = {event.detail for event in events}
    for consent in stored_items(work, a_case):
        if item_of(consent).duty in disputed:
            work.consents.settle(consent.token_id, ConsentState.SUSPENDED, today)


def lift_suspension(work: UnitOfWork, a_case: Case, today: date) -> None:
    """Let suspended items wait again: the reporter contested the dispute."""
    for consent in stored_items(work, a_case):
        if consent.state is ConsentState.SUSPENDED:
            work.consents.settle(consent.token_id, ConsentState.GIVEN, today)


def note_unacknowledged(work: UnitOfWork, case_id: bytes, today: date) -> bool:
    """Log once that receipt was not confirmed in five days while a deputy is prepared; no missed duty, on any track."""
    a_case = work.cases.by_id(case_id)
    if a_case is None or all(one.purpose is not Purpose.PREPARED_DEPUTY for one in stored_items(work, a_case)):
        return False
    due = unacknowledged_due(a_case, today)
    known = {
        event.due_on
        for event in work.events.of_case(case_id)
        if event.kind == EventType.DEADLINE_MISSED and event.detail == 0
    }
    if due is None or due in known:
        return False
    record(work, a_case, EventType.DEADLINE_MISSED, today, due=due, detail=0)
    return True


def _withdrawals(work: UnitOfWork, a_case: Case, withdrawal: ConsentToken) -> list[CaseEvent]:
    events = work.events.of_case(a_case.case_id)
    return [
        event for event in events if event.kind == EventType.CONSENT and event_parse(event.event).ref == withdrawal.hash
    ]


def log_withdrawal(work: UnitOfWork, a_case: Case, withdrawal: ConsentToken, today: date) -> None:
    """Log that the reporter took something back."""
    detail = int(withdrawal.purpose)
    record(work, a_case, EventType.CONSENT, today, actor_pk=a_case.sign_pk, ref=withdrawal.hash, detail=detail)


def _verified(
    work: UnitOfWork, a_case: Case, raw: bytes, rewrap: bytes, today: date
) -> tuple[ConsentToken, RewrapInfo]:
    entry = recipient_entry(work, a_case, parse_token(raw).recipient_kid, today)
    org_id, case_id = a_case.organisation_id, a_case.case_id
    token = verify_consent(raw, a_case.sign_pk, org_id, case_id, day_of(today), entry)
    if not token.is_conditional:
        raise ConditionalError
    info = verify_rewrap(rewrap, org_id, case_id, token, a_case.sign_pk, a_case.sign_pk)
    check_scope_of_case(work, a_case, Purpose(int(token.purpose)), info.env_hashes)
    return token, info


def _check_place(work: UnitOfWork, a_case: Case, token: ConsentToken) -> None:
    """A deputy needs an account to take the case over; a space outside belongs to one recipient."""
    if Purpose(int(token.purpose)) is Purpose.PREPARED_DEPUTY:
        new_counsellor(work, a_case, token.recipient_kid)
        return
    taken = {(one.space, one.recipient_pk) for one in stored_items(work, a_case)}
    taken |= {(one.space, one.recipient_pk) for one in work.packages.of_case(a_case.case_id)}
    if any(space == token.space and recipient != token.recipient_id for space, recipient in taken):
        raise ConditionalError


def _keep(
    work: UnitOfWork,
    a_case: Case,
    token: ConsentToken,
    raw: bytes,
    info: RewrapInfo,
    rewrap: bytes,
    today: date,
) -> None:
    consent = Consent(
        token_id=token.token_id,
        case_id=a_case.case_id,
        purpose=Purpose(int(token.purpose)),
        space=token.space,
        recipient_pk=token.recipient_id,
        recipient_kid=token.recipient_kid,
        token=raw,
        scope=info.env_hashes,
        former_keeps_access=False,
        given_on=today,
        ends_on=date_of(token.expires),
        state=ConsentState.GIVEN,
    )
    work.consents.add(consent)
    work.consents.add_rewrap(KeptRewrap(info.hash, a_case.case_id, token.token_id, rewrap, today))
