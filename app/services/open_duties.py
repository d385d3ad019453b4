"""Which days an account should have before its eyes: the last days of duties that stand open in its cases.

For a counsellor these are the cases they hold, with the promise of before a release; for a case officer the released
cases of the organisation, and of no other case anything. Only days come out: no case, no number, no organisation.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from app.services.case_days import duties_of_case
from crypto.keys import Role, verify_record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.domain.ids import AccountId
    from app.store.looks import ClockFacts
    from app.store.unit_of_work import UnitOfWork

REMINDED: Final = (timedelta(days=-2), timedelta(), timedelta(days=1))
"""When there is a reminder, counted from the last day of a duty."""


def open_days(work: UnitOfWork, account_id: AccountId, until: date) -> frozenset[date]:
    """Give the last days of the open duties in which there is something to see by a day."""
    days = _days(work.looks.of_account(account_id, until))
    for record in work.records.of_account(account_id):
        if verify_record(record.record).role is Role.CASE_OFFICER:
            days |= _days(work.looks.of_released(record.organisation_id, until))
    return days


def is_reminded(work: UnitOfWork, account_id: AccountId, today: date) -> bool:
    """Say whether this is two days before a last day, the day itself or the day after, for a duty that stands open."""
    days = open_days(work, account_id, today - REMINDED[0])
    return any(today - away in days for away in REMINDED)


def _days(cases: Iterable[ClockFacts]) -> frozenset[date]:
    return frozenset(
        duty.due
        for facts in cases
        if facts.closed_on is None
        for duty in duties_of_case(facts)
        if duty.fulfilled_on is None
    )
