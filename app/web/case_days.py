"""The days of a case as JSON, the same for both surfaces: ISO dates, null for what did not happen (PROTOCOL 3.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from app.domain.case import Case
    from app.domain.case_duties import CaseDuty
    from app.services.retention import Foreseen


def acts_answer(a_case: Case, missed: Iterable[CaseDuty]) -> dict[str, Any]:
    """Write when each act was done that stands, and which duties were missed."""
    return {
        "feedbackOn": iso(a_case.feedback_on),
        "dismissedOn": iso(a_case.dismissed_on),
        "unableOn": iso(a_case.unable_on),
        "closedOn": iso(a_case.closed_on),
        "missed": [{"duty": int(duty.owed), "due": duty.due.isoformat()} for duty in missed],
    }


def destruction_answer(foreseen: Foreseen | None) -> dict[str, Any]:
    """Write on which day a case will be destroyed and the ground of that term; null while it is not known."""
    if foreseen is None:
        return {"destroyOn": None, "destroyGround": None}
    return {"destroyOn": foreseen.on.isoformat(), "destroyGround": {"nl": foreseen.ground.nl, "en": foreseen.ground.en}}


def iso(day: date | None) -> str | None:
    """Write a day."""
    return day.isoformat() if day is not None else None
