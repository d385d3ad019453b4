"""What was asked of the reporter of a case, what the reporter allowed and changed, for both parties to check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.domain.consent import CONDITIONAL, ConsentState, Purpose
from crypto.consent_verify import parse_rewrap
from crypto.envelope_inspect import SPACE_AUTHORITY_FIRST

if TYPE_CHECKING:
    from collections.abc import Collection

    from app.domain.case import Case
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


def control_for_counsellor(work: UnitOfWork, a_case: Case) -> Control:
    """Give the same without what is the reporter's own: what waits for a miss, and what they gave outside alone (5.6).

    Nor what somebody outside asks of the reporter: whether the counsellor knows of them is for the reporter to say.
    """
    control = control_of(work, a_case.case_id)
    own = {one.token_id for one in control.rewraps if parse_rewrap(one.record).wrapper_pk == a_case.sign_pk}
    consents = tuple(one for one in control.consents if not _is_alone(one, own))
    known = {None, *(one.token_id for one in consents)}
    rewraps = tuple(one for one in control.rewraps if one.token_id in known)
    asked = {one.env_hash for one in work.envelopes.hashes(a_case.case_id) if one.space < SPACE_AUTHORITY_FIRST}
    requests = tuple(one for one in control.requests if one.message_hash in asked)
    return Control(requests, consents, rewraps, control.track_changes)


def _is_alone(consent: Consent, own: Collection[bytes | None]) -> bool:
    """Say whether it concerns the reporter and its recipient only; `own`: ids of tokens carried out by the reporter."""
    if consent.purpose is Purpose.CONDITIONAL_EXTERNAL or (consent.purpose in CONDITIONAL and not _is_done(consent)):
        return True
    return consent.purpose is Purpose.EXTERNAL and consent.token_id in own


def _is_done(consent: Consent) -> bool:
    return consent.state is ConsentState.RELEASED
