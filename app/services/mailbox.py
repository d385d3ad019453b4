"""Mailbox: all that a signed-in reporter gets of the case, still sealed (PROTOCOL 3.4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.conversation import Direction
from app.domain.errors import UnknownError
from app.services.beside_case import Beside, beside_case
from app.services.case_days import missed_of_case
from app.services.case_log import RecordedEvent
from app.services.case_statements import Statements, statements_of
from app.services.control_view import Control, control_of
from app.services.log_view import event_proofs
from app.services.officer_desk import OrganisationSpace, space_for_reporter
from app.services.organisation_policy import clock_starts_at_release
from app.services.package_view import SeenPackage, packages_of
from app.services.retention import Foreseen, foreseen
from app.services.track_change import first_day, track_event

if TYPE_CHECKING:
    from datetime import date

    from app.domain.case import Case, Envelope
    from app.domain.case_duties import CaseDuty
    from app.domain.ids import CaseId
    from app.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class LoggedEvent:
    """An event of the case and the proof that the log holds it; None until the next batch."""

    recorded: RecordedEvent
    proof: str | None


@dataclass(frozen=True, slots=True)
class Mailbox:
    """The case, its sealed state (4140 bytes), envelopes, signed statements and events, and what was not done in time.

    The first event says that the report was received; a case older than the log has none.
    """

    case: Case
    state: bytes
    envelopes: list[Envelope]
    statements: Statements
    clock_starts_at_release: bool
    missed: tuple[CaseDuty, ...]
    events: tuple[LoggedEvent, ...]
    control: Control
    first_received_on: date
    track_event: RecordedEvent | None
    """The newest change of track, for its receipt; None on the first track."""
    packages: tuple[SeenPackage, ...]
    beside: Beside
    organisation_space: OrganisationSpace | None
    """None while the case was not released."""
    destruction: Foreseen | None
    """When the case will be destroyed, and on what ground; None while that is not known."""


def open_mailbox(work: UnitOfWork, case_id: CaseId, today: date) -> Mailbox:
    """Give the case of a session.

    Raises:
        UnknownError: it is gone.

    """
    a_case = work.cases.view(case_id)
    if a_case is None:
        raise UnknownError
    return Mailbox(
        case=a_case,
        state=work.cases.state(case_id),
        envelopes=[one for one in work.envelopes.of_case(case_id) if one.direction != Direction.NOTE_TO_SELF],
        statements=statements_of(work, case_id),
        clock_starts_at_release=clock_starts_at_release(a_case),
        missed=missed_of_case(a_case, today),
        events=_events(work, case_id),
        control=(control := control_of(work, case_id)),
        first_received_on=first_day(work, a_case),
        track_event=track_event(work, case_id, len(control.track_changes)) if control.track_changes else None,
        packages=packages_of(work, case_id),
        beside=beside_case(work, a_case, for_reporter=True),
        organisation_space=space_for_reporter(work, case_id),
        destruction=foreseen(work, a_case, for_reporter=True),
    )


def _events(work: UnitOfWork, case_id: CaseId) -> tuple[LoggedEvent, ...]:
    events = work.events.of_case(case_id)
    proofs = event_proofs(work, events)
    return tuple(
        LoggedEvent(RecordedEvent(event.event, event.salt, event.log), proof)
        for event, proof in zip(events, proofs, strict=True)
    )
