"""Intake: a sealed report becomes a case, and its register row is made in the same transaction (PROTOCOL 3.1, 4.5)."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.domain.case import Case, Envelope
from app.domain.conversation import COUNSELLOR_SPACE, STATE_SIZE, Direction, check_envelope_size
from app.domain.errors import CaseExistsError, DeniedError, MalformedError, UnknownError, WrongReaderError
from app.domain.ids import BoxKid, CaseId
from app.domain.track import Track, has_register_row
from app.services.case_days import first_look_on
from app.services.case_log import RecordedEvent, record
from app.services.directory_view import directory_in_force
from app.services.organisation_policy import offered_by, policy_named, starts_at_release
from app.services.statutory_days import ack_limit
from app.store.cases import NewCase
from crypto import challenge as challenges
from crypto.directory import check_report_policy
from crypto.encoding import day_of
from crypto.envelope_inspect import EnvelopeInfo, inspect
from crypto.errors import SignatureError
from crypto.primitives import blob_hash, verify
from crypto.tree import EventType

if TYPE_CHECKING:
    from app.domain.account import KeyRecordRow
    from app.domain.ids import OrganisationId
    from app.domain.policy import Policy
    from app.store.unit_of_work import UnitOfWork

WRITTEN = "written"
"""Channel of the register row: in writing, the only one yet (Wbk art. 2(2)(c))."""


@dataclass(frozen=True, slots=True)
class Registration:
    """A report as it comes in. Bytes: ids, kid 16; locator, key 32; challenge 44; signature 64; state 4140."""

    organisation_id: bytes
    locator: bytes
    sign_pk: bytes
    case_id: bytes
    self_kid: bytes
    track: int
    envelope: bytes
    state: bytes
    challenge: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class _Rules:
    """What holds for a new case: its procedure, and the organisation's rules in force today."""

    track: Track
    policy: Policy | None


@dataclass(frozen=True, slots=True)
class Received:
    """When a report or message was received, and whether this request brought it."""

    received_on: date
    is_new: bool
    event: RecordedEvent | None = None
    """That a report was received, as the log will hold it; None for a message, and for a case older than the log."""


def inspect_registration(registration: Registration) -> EnvelopeInfo:
    """Check sizes and signature before the database is asked; the challenge has been redeemed.

    Raises:
        TooLargeError: the envelope is above 300 KiB.
        FormatError: the envelope is none.
        MalformedError: the state has another size.
        DeniedError: the signature is not of this key over this report.

    """
    check_envelope_size(len(registration.envelope))
    info = inspect(registration.envelope)
    if len(registration.state) != STATE_SIZE:
        raise MalformedError
    message = challenges.registration_message(
        registration.organisation_id,
        registration.case_id,
        registration.locator,
        registration.self_kid,
        registration.track,
        info.env_hash,
        registration.challenge,
    )
    try:
        verify(registration.sign_pk, "register", message, registration.signature)
    except SignatureError:
        raise DeniedError from None
    return info


def receive_report(
    work: UnitOfWork, registration: Registration, info: EnvelopeInfo, locator_tag: bytes, today: date
) -> Received:
    """Keep a report, or say that exactly this one is kept already.

    Raises:
        CaseExistsError: another report has this case code.
        TrackNotOfferedError, NoDirectoryError, PolicyError, WrongReaderError: a rule says no; nothing is kept.
        UnknownError: no such organisation.

    """
    existing = work.cases.by_id(registration.case_id) if work.cases.is_there(registration.case_id) else None
    if existing is not None:
        return _repeated(work, registration, existing, info, locator_tag)
    wanted = registration.organisation_id
    organisation = work.kept(("organisation", wanted, 0), lambda: work.organisations.by_id(wanted))
    if organisation is None:
        raise UnknownError
    # The policy can be changed while the service runs, so this one column is never taken from memory.
    policy = policy_named(work.organisations.policy_slug(wanted), today)
    track = offered_by(policy, registration.track)
    assignee = _assignee(work, registration, info, today)
    a_case = _case(registration, organisation.organisation_id, assignee, today, _Rules(track, policy))
    at_release = starts_at_release(policy)
    work.cases.add(
        NewCase(
            case=a_case,
            locator_tag=locator_tag,
            state=registration.state,
            state_hash=blob_hash(registration.state),
            next_look_on=first_look_on(track, today, at_release=at_release),
        )
    )
    report = Envelope(Direction.FROM_REPORTER, COUNSELLOR_SPACE, 0, registration.envelope)
    work.envelopes.add(a_case.case_id, report, info.env_hash, today)
    due = ack_limit(track, today)
    event = record(work, a_case, EventType.RECEIVED, today, ref=info.env_hash, due=due)
    if has_register_row(track, is_practice=organisation.is_practice, at_release=at_release):
        work.register.add(uuid.uuid4().bytes, organisation.organisation_id, a_case.case_id, today, WRITTEN)
    return Received(today, is_new=True, event=event)


def _repeated(
    work: UnitOfWork, registration: Registration, existing: Case, info: EnvelopeInfo, locator_tag: bytes
) -> Received:
    stored = work.envelopes.hash_at(existing.case_id, COUNSELLOR_SPACE, Direction.FROM_REPORTER, 0)
    is_same = (
        stored is not None
        and stored[0] == info.env_hash
        and existing.sign_pk == registration.sign_pk
        and work.cases.locator_tag(existing.case_id) == locator_tag
    )
    if not is_same:
        raise CaseExistsError
    first = work.events.first(existing.case_id)
    event = RecordedEvent(first.event, first.salt, first.log) if first is not None else None
    return Received(existing.received_on, is_new=False, event=event)


def _assignee(work: UnitOfWork, registration: Registration, info: EnvelopeInfo, today: date) -> KeyRecordRow:
    directory = directory_in_force(work, registration.organisation_id, today, existing=False)
    kid = check_report_policy(info, directory, registration.self_kid, COUNSELLOR_SPACE, day_of(today), existing=False)
    record = work.kept(("record", kid, 0), lambda: work.records.by_kid(kid))
    if record is None:
        raise WrongReaderError
    return record


def _case(
    registration: Registration, organisation_id: OrganisationId, assignee: KeyRecordRow, today: date, rules: _Rules
) -> Case:
    return Case(
        case_id=CaseId(registration.case_id),
        organisation_id=organisation_id,
        track=rules.track,
        received_on=today,
        sign_pk=registration.sign_pk,
        self_kid=BoxKid(registration.self_kid),
        assignee_pk=assignee.identity_pk,
        assignee_account_id=assignee.account_id,
        acknowledged_on=None,
        reporter_messages=1,
        recipient_messages=0,
        unanswered=1,
        reporter_bytes=len(registration.envelope),
        policy_id=rules.policy.id if rules.policy is not None else None,
    )
