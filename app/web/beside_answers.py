"""What stands beside a case as JSON: after-care, linked reports, orders to disclose (PROTOCOL 3.6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.web.case_days import iso
from app.web.wire import text

if TYPE_CHECKING:
    from app.domain.legal_demand import LegalDemand
    from app.services.beside_case import Beside


def beside_answer(beside: Beside, *, for_reporter: bool) -> dict[str, Any]:
    """Write it; a reporter gets days of links and no ids, which would name a case whose code is lost."""
    return {
        "afterCare": [
            {"months": one.months, "dueOn": one.due_on.isoformat(), "askedOn": iso(one.asked_on)}
            for one in beside.check_ins
        ],
        "link": _link(beside, for_reporter=for_reporter),
        "followedBy": [
            {"linkedOn": one.linked_on.isoformat()} | ({} if for_reporter else {"later": one.case_id.hex()})
            for one in beside.following
        ],
        "demands": [demand_answer(one) for one in beside.demands],
    }


def _link(beside: Beside, *, for_reporter: bool) -> dict[str, Any] | None:
    """Write what a case belongs to, and what counts as done since the earlier report."""
    if beside.link is None:
        return None
    told = {
        "firstReceivedOn": beside.link.first_received_on.isoformat(),
        "linkedOn": beside.link.linked_on.isoformat(),
        "acknowledgedOn": iso(beside.acknowledged_on),
        "feedbackOn": iso(beside.feedback_on),
    }
    return told if for_reporter else told | {"earlier": beside.link.earlier_case_id.hex()}


def demand_answer(demand: LegalDemand) -> dict[str, Any]:
    """Write one order to disclose."""
    return {
        "id": demand.demand_id.hex(),
        "demandedBy": demand.demanded_by,
        "basis": demand.basis,
        "demandedOn": demand.demanded_on.isoformat(),
        "isWithoutNotice": demand.is_without_notice,
        "notice": text(demand.notice_hash) if demand.notice_hash is not None else None,
        "isConfirmed": demand.second_account_id is not None,
        "state": demand.stage,
        "reason": demand.drop_reason,
        "isOpen": demand.is_open,
        "changedOn": demand.changed_on.isoformat(),
    }
