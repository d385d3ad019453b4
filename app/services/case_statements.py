"""The signed statements of a case as both parties get them, and which of them its reporter contested."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.services.contest import record_hash

if TYPE_CHECKING:
    from app.domain.ids import CaseId
    from app.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Statements:
    """All statements (WBY1, 176 bytes) in order, and the hashes (32) of those that are contested."""

    signed: tuple[bytes, ...]
    contested: tuple[bytes, ...]


def statements_of(work: UnitOfWork, case_id: CaseId) -> Statements:
    """Give the statements of a case."""
    kept = work.duties.kept(case_id)
    contested = tuple(record_hash(one.statement) for one in kept if one.contested_on is not None)
    return Statements(tuple(one.statement for one in kept), contested)
