"""Acknowledgement: the counsellor's signed word that receipt was confirmed (PROTOCOL 3.4, 6.2; Wbk art. 2(2)(h))."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.domain.errors import AcknowledgementError
from app.services.organisation_policy import clock_starts_at_release
from app.services.statutory_days import ack_limit, next_look_on
from crypto.duty import verify_duty
from crypto.encoding import day_of

if TYPE_CHECKING:
    from datetime import date

    from app.domain.case import Case
    from app.store.unit_of_work import UnitOfWork

ACKNOWLEDGED: Final = 2
"""Kind of WBY1."""


def acknowledge(work: UnitOfWork, a_case: Case, statement: bytes, env_hash: bytes, today: date) -> None:
    """Check the statement (176 bytes) against the case and the message it came with, and keep it.

    Raises:
        AcknowledgementError: acknowledged before, or kind, reference, space, day or limit do not fit.
        FormatError, SenderError, SignatureError, PolicyError: the statement itself is no good.

    """
    if a_case.acknowledged_on is not None:
        raise AcknowledgementError
    duty = verify_duty(statement, {ACKNOWLEDGED: {a_case.assignee_pk}}, a_case.organisation_id, a_case.case_id)
    limit = ack_limit(a_case.track, a_case.received_on)
    expected = (ACKNOWLEDGED, 0, env_hash, day_of(today), day_of(limit) if limit else 0)
    if (duty.kind, duty.space, duty.ref, duty.day, duty.due) != expected:
        raise AcknowledgementError
    work.duties.add(a_case.case_id, duty.kind, today, statement)
    at_release = clock_starts_at_release(a_case)
    nearest = next_look_on(a_case.track, a_case.received_on, today, at_release=at_release)
    work.cases.note_acknowledgement(a_case.case_id, today, nearest)
