"""The gate: an item is released only on a recorded, logged and uncontested miss, or an absence (PROTOCOL 5.6).

Everything is looked at in the one transaction that releases, after the case is locked: whether the event stands under
a signed checkpoint, whether the duty was fulfilled after all, whether the item was taken back or is disputed, the two
days in which the reporter can still take it back, and whether the recipient's key is the one it was made for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from app.domain.consent import Consent, ConsentState, Purpose, RequestState
from app.domain.errors import NoDirectoryError
from app.services.case_log import record
from app.services.conditional_route import STORED
from app.services.directory_view import directory_in_force
from app.services.log_view import event_proofs
from app.services.packages import keep_package, release_ref, route
from crypto.consent_verify import ConsentToken, issue_release, parse_token, release_allowed, verify_consent
from crypto.directory import REVOKED
from crypto.duty import DutyKind
from crypto.encoding import day_of
from crypto.errors import WbpError
from crypto.tree import EventType, event_parse

if TYPE_CHECKING:
    from datetime import date

    from app.domain.case import Case
    from app.services.note_keys import NoteKeys
    from app.store.consents import KeptRewrap
    from app.store.events import CaseEvent
    from app.store.unit_of_work import UnitOfWork

_OPENS: Final = frozenset({EventType.DEADLINE_MISSED, EventType.UNABLE})


class _Ground(NamedTuple):
    """What an item is released on: the verified token, the record that goes with it, and the event in the log."""

    token: ConsentToken
    rewrap: KeptRewrap
    event: CaseEvent


def release_when_due(work: UnitOfWork, token_id: bytes, keys: NoteKeys, today: date) -> bool:
    """Release an item if the gate is open, erase it if its time is over, and say whether it was released."""
    found = work.consents.by_id(token_id)
    a_case = work.cases.by_id(found.case_id) if found is not None else None
    # Read again: only now does nobody else change it.
    consent = work.consents.by_id(token_id)
    if a_case is None or consent is None or consent.state not in STORED:
        return False
    token = parse_token(consent.token)
    if today > consent.ends_on or _is_dead(work, a_case, token, today):
        work.conditional_items.erase(token_id, ConsentState.EXPIRED, today)
        return False
    ground = _ground(work, a_case, consent, today)
    if ground is None:
        return False
    _release(work, a_case, consent, ground, keys, today)
    return True


def _ground(work: UnitOfWork, a_case: Case, consent: Consent, today: date) -> _Ground | None:
    token = _verified(work, a_case, consent, today)
    kept = next((one for one in work.consents.rewraps(a_case.case_id) if one.token_id == consent.token_id), None)
    if token is None or kept is None:
        return None
    is_suspended = consent.state is ConsentState.SUSPENDED
    events = work.events.of_case(a_case.case_id)
    for event, proof in zip(events, event_proofs(work, events), strict=True):
        if event.kind not in _OPENS or proof is None or _is_fulfilled(work, a_case, token, event):
            continue
        try:
            release_allowed(token, event_parse(event.event), False, is_suspended, day_of(today))  # noqa: FBT003 - the argument order of PROTOCOL 10
        except WbpError:
            continue
        return _Ground(token, kept, event)
    return None


def _verified(work: UnitOfWork, a_case: Case, consent: Consent, today: date) -> ConsentToken | None:
    """Verify the token as on the day it came: the recipient's key must still be active, valid and the same.

    A list that ran out still counts: letting it run out must not be a way to keep a case inside.
    """
    try:
        directory = directory_in_force(work, a_case.organisation_id, today, existing=True)
        entry = directory.entry(consent.recipient_kid)
        place = (a_case.organisation_id, a_case.case_id)
        return verify_consent(consent.token, a_case.sign_pk, *place, day_of(today), entry)
    except (WbpError, NoDirectoryError):
        return None


def _is_dead(work: UnitOfWork, a_case: Case, token: ConsentToken, today: date) -> bool:
    """A revoked key never opens anything any more."""
    try:
        directory = directory_in_force(work, a_case.organisation_id, today, existing=True)
    except NoDirectoryError:
        return False
    entry = directory.entry(token.recipient_kid)
    return entry is not None and entry.state == REVOKED


def _is_fulfilled(work: UnitOfWork, a_case: Case, token: ConsentToken, event: CaseEvent) -> bool:
    """Say whether the duty was done in time after all, by a statement that stands; not asked after an inability."""
    if event.kind == EventType.UNABLE or event.due_on is None:
        return False
    done = DutyKind.FEEDBACK_GIVEN if token.duty == DutyKind.FEEDBACK_GIVEN else DutyKind.ACK_SENT
    return any(
        kept.kind in {done, DutyKind.NOT_A_REPORT} and kept.contested_on is None and kept.signed_on <= event.due_on
        for kept in work.duties.kept(a_case.case_id)
    )


def _release(work: UnitOfWork, a_case: Case, consent: Consent, ground: _Ground, keys: NoteKeys, today: date) -> None:
    token, kept, event = ground
    note = issue_release(token, kept.rewrap_hash, event.event, event.salt, day_of(today), keys.receipt)
    work.consents.settle(consent.token_id, ConsentState.RELEASED, today)
    signed = (token, consent.token)
    if consent.purpose is Purpose.CONDITIONAL_EXTERNAL:
        route(work, a_case, signed, kept.record, today, release_note=note)
        return
    keep_package(work, a_case, signed, kept.record, today, release_note=note)
    _appoint(work, a_case, token, today)
    record(work, a_case, EventType.HANDOVER, today, ref=release_ref(note), detail=int(token.purpose))


def _appoint(work: UnitOfWork, a_case: Case, token: ConsentToken, today: date) -> None:
    """Make the deputy the counsellor of the case."""
    deputy = work.records.by_kid(token.recipient_kid)
    if deputy is not None:
        work.cases.give_to(a_case.case_id, deputy.identity_pk, deputy.account_id)
    for request in work.requests.of_case(a_case.case_id):
        if request.state is RequestState.OPEN:
            work.requests.settle(request.request_id, RequestState.WITHDRAWN, today)
