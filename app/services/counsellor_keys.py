"""The keys of the counsellor who holds a case, and whether they may still be used (PROTOCOL 3.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import CounsellorRevokedError
from app.services.directory_view import directory_in_force, entry_of

if TYPE_CHECKING:
    from datetime import date

    from app.domain.account import KeyRecordRow
    from app.domain.case import Case
    from app.store.unit_of_work import UnitOfWork


def keys_of_assignee(work: UnitOfWork, a_case: Case) -> list[KeyRecordRow]:
    """Give the key records of the assignee in the organisation of the case, all epochs."""
    records = work.records.of_account(a_case.assignee_account_id)
    return [record for record in records if record.organisation_id == a_case.organisation_id]


def check_not_revoked(work: UnitOfWork, a_case: Case, today: date) -> None:
    """A retired counsellor still answers; a revoked one is compromised and does not.

    Raises:
        CounsellorRevokedError: revoked, or no longer listed.

    """
    directory = directory_in_force(work, a_case.organisation_id, today, existing=True)
    entries = [entry_of(directory, record.kid_box) for record in keys_of_assignee(work, a_case)]
    known = [entry for entry in entries if entry is not None and entry.record.id_pk == a_case.assignee_pk]
    if not known or any(entry.state == "revoked" for entry in known):
        raise CounsellorRevokedError
