"""Which days an account should have before its eyes: the last days of duties that stand open in its cases.

For a counsellor these are the cases they hold, with the promise of before a release; for a case officer and the
organisation's second contact the released cases, and of no other case anything. Only days come out: no case, no
number, no organisation.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.domain.case_duties import REMINDED
from app.domain.errors import UnknownError
from app.services.after_care import waiting_days
from app.services.case_days import duties_of_case
from app.services.organisation_role import employer_role
from app.services.second_contact import is_second_contact
from crypto.keys import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.domain.ids import AccountId
    from app.store.looks import ClockFacts
    from app.store.unit_of_work import UnitOfWork


def open_days(work: UnitOfWork, account_id: AccountId, until: date, today: date) -> frozenset[date]:
    """Give the last days of the open duties in which there is something to see by `until`."""
    days = _days(work.looks.of_account(account_id, until)) | {
        day for day in waiting_days(work, account_id) if day <= until - REMINDED[0]
    }
    for organisation_id in {record.organisation_id for record in work.records.of_account(account_id)}:
        if _is_told(work, account_id, organisation_id, today):
            days |= _days(work.looks.of_released(organisation_id, until))
    return days


def is_reminded(work: UnitOfWork, account_id: AccountId, today: date) -> bool:
    """Say whether this is two days before a last day, the day itself or the day after, for a duty that stands open."""
    days = open_days(work, account_id, today - REMINDED[0], today)
    return any(today - away in days for away in REMINDED)


def _is_told(work: UnitOfWork, account_id: AccountId, organisation_id: bytes, today: date) -> bool:
    """Case officer and second contact, for as long as they stand on the list."""
    try:
        _, role = employer_role(work, account_id, organisation_id, today)
    except UnknownError:
        return False
    return role is Role.CASE_OFFICER or is_second_contact(work, account_id, organisation_id, today)


def _days(cases: Iterable[ClockFacts]) -> frozenset[date]:
    return frozenset(
        duty.due
        for facts in cases
        if facts.closed_on is None
        for duty in duties_of_case(facts)
        if duty.fulfilled_on is None
    )
