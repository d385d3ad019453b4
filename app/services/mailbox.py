"""Mailbox: all that a signed-in reporter gets of the case, still sealed (PROTOCOL 3.4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.errors import UnknownError
from app.services.organisation_policy import clock_starts_at_release

if TYPE_CHECKING:
    from app.domain.case import Case, Envelope
    from app.domain.ids import CaseId
    from app.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Mailbox:
    """The case, its sealed state (4140 bytes), its envelopes and its signed statements."""

    case: Case
    state: bytes
    envelopes: list[Envelope]
    duties: list[bytes]
    clock_starts_at_release: bool


def open_mailbox(work: UnitOfWork, case_id: CaseId) -> Mailbox:
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
        duties=work.duties.of_case(case_id),
        clock_starts_at_release=clock_starts_at_release(a_case),
    )
