"""What was asked of the reporter of a case, what the reporter allowed and changed, for both parties to check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.domain.consent import CONDITIONAL, ConsentState

if TYPE_CHECKING:
    from app.domain.consent import Consent, Request
    from app.domain.ids import CaseId
    from app.store.consents import KeptRewrap
    from app.store.track_changes import KeptChange
    from app.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Control:
    """Everything by which a case left its conversation or may leave it, oldest first."""

    requests: tuple[Request, ...]
    consents: tuple[Consent, ...]
    rewraps: tuple[KeptRewrap, ...]
    track_changes: tuple[KeptChange, ...]


NOTHING: Final = Control((), (), (), ())
"""For who held the case before: what was asked and allowed since is not theirs to know."""


def control_of(work: UnitOfWork, case_id: CaseId) -> Control:
    """Give what was asked and allowed in a case."""
    return Control(
        requests=tuple(work.requests.of_case(case_id)),
        consents=tuple(work.consents.of_case(case_id)),
        rewraps=tuple(work.consents.rewraps(case_id)),
        track_changes=tuple(work.track_changes.of_case(case_id)),
    )


def control_for_counsellor(work: UnitOfWork, case_id: CaseId) -> Control:
    """Give the same without what waits for a miss: that the reporter prepared it is nobody else's business (5.6)."""
    control = control_of(work, case_id)
    consents = tuple(
        one for one in control.consents if one.purpose not in CONDITIONAL or one.state is ConsentState.RELEASED
    )
    known = {None, *(one.token_id for one in consents)}
    rewraps = tuple(one for one in control.rewraps if one.token_id in known)
    return Control(control.requests, consents, rewraps, control.track_changes)
