"""Change of track: the reporter's signed word, from which new clocks run, with a receipt of its own (PROTOCOL 3.1).

What was done on the track before counts for that track alone. A register row is made where receipt of such a report
makes one; the day it names is the day of the change, on which the employer's duties begin.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.conversation import STATE_SIZE
from app.domain.errors import MalformedError, PolicyNotLoadedError, StateChangedError, TrackChangeError, UnknownError
from app.domain.track import Track, has_register_row
from app.domain.track_change import changed
from app.services.case_days import next_look_on, record_missed
from app.services.case_log import RecordedEvent, record
from app.services.intake import WRITTEN, Received
from app.services.organisation_policy import clock_starts_at_release, policy_of_case
from app.services.statutory_days import ack_limit
from app.store.track_changes import KeptChange
from crypto.encoding import day_of
from crypto.primitives import blob_hash
from crypto.track import verify_track
from crypto.tree import EventType, event_parse

if TYPE_CHECKING:
    from datetime import date

    from app.domain.case import Case
    from app.domain.ids import CaseId
    from app.store.unit_of_work import UnitOfWork
    from crypto.track import TrackChange

SKEW_DAYS = 1
"""A change signed a day earlier or later than the service counts is taken: devices differ."""


@dataclass(frozen=True, slots=True)
class ChangeOfTrack:
    """A change WBG1 (144 bytes) and the state (4140) that goes with it."""

    change: bytes
    state: bytes
    previous_state: bytes


def change_track(work: UnitOfWork, case_id: CaseId, wanted: ChangeOfTrack, today: date) -> Received:
    """Keep a change and let its clocks begin; exactly the same one again changes nothing.

    Raises:
        UnknownError: the case is gone.
        StateChangedError: another window wrote first.
        TrackChangeError: this track is not open here, or the change is of another day.
        FormatError, PolicyError, SignatureError: the change itself is no good.

    """
    if len(wanted.state) != STATE_SIZE:
        raise MalformedError
    a_case = work.cases.by_id(case_id)
    if a_case is None:
        raise UnknownError
    before = work.track_changes.of_case(case_id)
    for kept in before:
        if kept.change == wanted.change:
            return Received(kept.accepted_on, is_new=False, event=track_event(work, case_id, kept.seq))
    place = (a_case.organisation_id, case_id)
    change = verify_track(wanted.change, a_case.sign_pk, *place, int(a_case.track), len(before))
    if abs(change.day - day_of(today)) > SKEW_DAYS:
        raise TrackChangeError
    if not work.cases.replace_state(case_id, wanted.state, blob_hash(wanted.state), wanted.previous_state):
        raise StateChangedError
    after = changed(a_case, change.track, _offered(a_case), today)
    return Received(today, is_new=True, event=_keep(work, a_case, after, change, today))


def track_event(work: UnitOfWork, case_id: CaseId, seq: int) -> RecordedEvent | None:
    """Give the event of a change by its number from 1, for its receipt."""
    events = [event for event in work.events.of_case(case_id) if event.kind == EventType.TRACK]
    found = events[seq - 1] if len(events) >= seq else None
    return RecordedEvent(found.event, found.salt, found.log) if found is not None else None


def first_day(work: UnitOfWork, a_case: Case) -> date:
    """Give the day on which the report first came; a case older than the log has only its day of receipt."""
    first = work.events.first(a_case.case_id)
    is_receipt = first is not None and event_parse(first.event).type is EventType.RECEIVED
    return first.happened_on if first is not None and is_receipt else a_case.received_on


def _keep(work: UnitOfWork, a_case: Case, after: Case, change: TrackChange, today: date) -> RecordedEvent:
    record_missed(work, a_case, today)
    statements = len(work.duties.kept(after.case_id))
    work.track_changes.add(KeptChange(after.case_id, change.seq, change.raw, today, statements))
    work.cases.change_track(after, next_look_on(after))
    _enter(work, after, today)
    limit = ack_limit(after.track, today)
    return record(work, after, EventType.TRACK, today, actor_pk=after.sign_pk, ref=change.hash, due=limit)


def _enter(work: UnitOfWork, after: Case, today: date) -> None:
    organisation = work.organisations.by_id(after.organisation_id)
    is_practice = organisation is None or organisation.is_practice
    at_release = clock_starts_at_release(after) and after.released_on is None
    has_one = work.register.of_case(after.case_id) is not None
    if has_register_row(after.track, is_practice=is_practice, at_release=at_release) and not has_one:
        work.register.add(uuid.uuid4().bytes, after.organisation_id, after.case_id, today, WRITTEN)


def _offered(a_case: Case) -> frozenset[Track]:
    try:
        policy = policy_of_case(a_case)
    except PolicyNotLoadedError:
        policy = None
    return frozenset(Track[name.upper()] for name in policy.tracks) if policy is not None else frozenset()
