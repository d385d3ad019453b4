"""What stands beside a case: after-care, the earlier or later report it belongs with, and orders to disclose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.legal_demand import told_to_reporter
from app.services.after_care import check_ins_of

if TYPE_CHECKING:
    from datetime import date

    from app.domain.after_care import CheckIn
    from app.domain.case import Case
    from app.domain.legal_demand import LegalDemand
    from app.store.case_links import CaseLink
    from app.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Beside:
    """Moments of after-care, what the case belongs to, what belongs to it, and orders to disclose."""

    check_ins: tuple[CheckIn, ...]
    link: CaseLink | None
    acknowledged_on: date | None
    feedback_on: date | None
    """What counts as done; in a linked case also what was done in the earlier one."""
    following: tuple[CaseLink, ...]
    demands: tuple[LegalDemand, ...]


def beside_case(work: UnitOfWork, a_case: Case, *, for_reporter: bool) -> Beside:
    """Give what stands beside a case; a reporter is not told of an order that may not be known yet."""
    demands = work.legal_demands.of_case(a_case.case_id)
    return Beside(
        check_ins=check_ins_of(work, a_case),
        link=work.case_links.of_case(a_case.case_id),
        acknowledged_on=a_case.acknowledged_on,
        feedback_on=a_case.feedback_on,
        following=tuple(work.case_links.following(a_case.case_id)),
        demands=tuple(told_to_reporter(demands) if for_reporter else demands),
    )
