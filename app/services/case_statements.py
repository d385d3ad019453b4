"""The signed statements of a case as both parties get them, and which of them its reporter contested.

What a recipient outside signed about a package stands with the package: the counsellor need not know of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.conversation import COUNSELLOR_SPACE
from app.services.contest import SPACE_AT, record_hash

if TYPE_CHECKING:
    from app.domain.ids import CaseId
    from app.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Statements:
    """All statements (WBY1, 176 bytes) in order, and the hashes (32) of those that are contested."""

    signed: tuple[bytes, ...]
    contested: tuple[bytes, ...]


def statements_of(work: UnitOfWork, case_id: CaseId, space: int = COUNSELLOR_SPACE) -> Statements:
    """Give the statements of one space of a case."""
    kept = [one for one in work.duties.kept(case_id) if one.statement[SPACE_AT] == space]
    contested = tuple(record_hash(one.statement) for one in kept if one.contested_on is not None)
    return Statements(tuple(one.statement for one in kept), contested)
