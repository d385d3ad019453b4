"""Closed cases of one counsellor, with the steps of after-care that were taken in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import and_, select

from app.domain.track import Track
from app.store.tables import CaseRow, StepRow

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from sqlalchemy import Connection

_cases = CaseRow.table()
_steps = StepRow.table()


class ClosedCase(NamedTuple):
    """What the moments of after-care follow from, and the steps taken."""

    case_id: bytes
    track: Track
    closed_on: date
    dismissed_on: date | None
    policy_id: str | None
    steps: dict[str, date]


class AfterCare:
    """Read closed cases."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection."""
        self._connection = connection

    def closed_cases(self, account_id: bytes) -> list[ClosedCase]:
        """Give the closed cases that this account (16 bytes) holds."""
        here = and_(_steps.c.case_id == _cases.c.case_id)
        columns = (_cases.c.case_id, _cases.c.track, _cases.c.closed_on, _cases.c.dismissed_on, _cases.c.policy_id)
        query = (
            select(*columns, _steps.c.step, _steps.c.done_on)
            .select_from(_cases.outerjoin(_steps, here))
            .where(_cases.c.assignee_account_id == account_id, _cases.c.closed_on.is_not(None))
            .order_by(_cases.c.case_id)
        )
        found: dict[bytes, ClosedCase] = {}
        for case_id, track, closed_on, dismissed_on, policy_id, step, done_on in self._connection.execute(query):
            one = found.setdefault(case_id, ClosedCase(case_id, Track(track), closed_on, dismissed_on, policy_id, {}))
            if step is not None:
                one.steps[step] = done_on
        return list(found.values())

    def steps_in(self, case_ids: Collection[bytes]) -> dict[bytes, dict[str, date]]:
        """Give the steps taken in these cases (16 bytes each) by case, with their days; one question for all."""
        found: dict[bytes, dict[str, date]] = {}
        if not case_ids:
            return found
        query = select(_steps.c.case_id, _steps.c.step, _steps.c.done_on).where(_steps.c.case_id.in_(case_ids))
        for case_id, step, done_on in self._connection.execute(query):
            found.setdefault(case_id, {})[step] = done_on
        return found
