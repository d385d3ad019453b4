"""Mailbox: all that a signed-in reporter gets of the case, still sealed (PROTOCOL 3.4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.errors import UnknownError
from app.services.case_days import missed_of_case
from app.services.case_statements import Statements, statements_of
from app.services.organisation_policy import clock_starts_at_release

if TYPE_CHECKING:
    from datetime import date

    from app.domain.case import Case, Envelope
    from app.domain.case_duties import CaseDuty
    from app.domain.ids import CaseId
    from app.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Mailbox:
    """The case, its sealed state (4140 bytes), envelopes and signed statements, and what was not done in time."""

    case: Case
    state: bytes
    envelopes: list[Envelope]
    statements: Statements
    clock_starts_at_release: bool
    missed: tuple[CaseDuty, ...]


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
        envelopes=work.envelopes.of_case(case_id),
        statements=statements_of(work, case_id),
        clock_starts_at_release=clock_starts_at_release(a_case),
        missed=missed_of_case(a_case, today),
    )
