"""A counsellor whom the reporter lets read on after a hand-over: what was theirs, for a month (PROTOCOL 3.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.conversation import COUNSELLOR_SPACE
from crypto.envelope_inspect import inspect

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from app.domain.case import Envelope
    from app.domain.ids import AccountId, CaseId
    from app.store.holders import Holder
    from app.store.unit_of_work import UnitOfWork


def former_holding(work: UnitOfWork, account_id: AccountId, case_id: CaseId, today: date) -> Holder | None:
    """Give what this account still holds of the counsellor's space of a case; None when that is nothing, or over."""
    for held in work.holders.of_case(case_id):
        is_theirs = held.account_id == account_id and held.space == COUNSELLOR_SPACE and held.keeps_access
        if is_theirs and held.until_on is not None and today <= held.until_on:
            return held
    return None


def sealed_to(work: UnitOfWork, account_id: AccountId, envelopes: Iterable[Envelope]) -> list[Envelope]:
    """Leave of these only what a key of this account opens by itself."""
    own = {record.kid_box for record in work.records.of_account(account_id)}
    return [one for one in envelopes if not own.isdisjoint(inspect(one.envelope).kids)]
