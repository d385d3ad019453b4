"""The messages of a case that a consent may speak of: both directions, never a note to oneself (PROTOCOL 5, 5.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.consent import NEW_COUNSELLOR, check_scope
from app.domain.conversation import COUNSELLOR_SPACE, Direction
from app.domain.errors import ConsentError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.case import Case
    from app.domain.consent import Purpose
    from app.store.unit_of_work import UnitOfWork


def check_scope_of_case(work: UnitOfWork, a_case: Case, purpose: Purpose, wanted: Sequence[bytes]) -> None:
    """Check hashes (32 each) against the messages of a case, in (space, direction, index) order.

    Who is to go on with a case gets messages of the counsellor's space, and the report among them: whoever reported
    is known by it alone.

    Raises:
        ConsentError: nothing, what is not there, a note, another order; or a new counsellor without the report.

    """
    parts = work.envelopes.hashes(a_case.case_id)
    if purpose in NEW_COUNSELLOR:
        parts = [part for part in parts if part.space == COUNSELLOR_SPACE]
    there = [part for part in parts if part.direction in {Direction.FROM_REPORTER, Direction.FROM_RECIPIENT}]
    check_scope(wanted, [part.env_hash for part in there])
    if purpose in NEW_COUNSELLOR and wanted[0] != there[0].env_hash:
        raise ConsentError
