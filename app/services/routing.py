"""Routing to an authority or helper: the way out by the reporter's consent, and the word of who sent it otherwise.

Integrated: consent and re-wrap become a package (`packages.route`). By hand: who transmitted the dossier signs WBY1
kind 6 with flag bit 0. Then the log says that this person says so, and nothing of delivery (PROTOCOL 5.5, 6.2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.domain.consent import ConsentState, Purpose
from app.domain.conversation import COUNSELLOR_SPACE, Direction
from app.domain.errors import ConsentError, StatementError
from app.services.conditional_route import Withdrawn, end_route, log_withdrawal, withdraw_item
from app.services.intake import Received
from app.services.packages import route
from app.services.signed_act import SignedAct, keep_act
from crypto.consent_verify import parse_token
from crypto.duty import FLAG_MANUAL
from crypto.tree import EventType

if TYPE_CHECKING:
    from datetime import date

    from app.domain.case import Case
    from app.domain.consent import Consent
    from app.store.unit_of_work import UnitOfWork
    from crypto.consent_verify import ConsentToken


_NO_HASH: Final = bytes(32)


def route_on_consent(work: UnitOfWork, a_case: Case, consent: Consent, rewrap_hash: bytes, today: date) -> None:
    """Carry a consent of purpose 2 out with the record that has this hash (32): the package goes to the outbox.

    Raises:
        ConsentError: the record is gone, or the space is somebody else's.

    """
    kept = work.consents.rewrap(rewrap_hash)
    if kept is None:
        raise ConsentError
    route(work, a_case, (parse_token(consent.token), consent.token), kept.record, today)


def withdraw_route(
    work: UnitOfWork, a_case: Case, consent: Consent, withdrawal: ConsentToken, today: date
) -> Withdrawn | None:
    """Take back what goes outside or waits to; None when the withdrawal is none of this kind and others look at it."""
    if consent.purpose in {Purpose.CONDITIONAL_EXTERNAL, Purpose.PREPARED_DEPUTY}:
        return withdraw_item(work, a_case, consent, withdrawal, today)
    if consent.purpose is not Purpose.EXTERNAL or consent.state is not ConsentState.USED:
        return None
    work.consents.settle(consent.token_id, ConsentState.WITHDRAWN, today)
    end_route(work, a_case, consent, today)
    log_withdrawal(work, a_case, withdrawal, today)
    return Withdrawn(Received(today, is_new=True))


def routed_by_hand(work: UnitOfWork, act: SignedAct) -> None:
    """Keep that somebody transmitted the dossier by the recipient's own channel.

    The counsellor names the reporter's message that agreed to it; the reporter needs nobody's consent.

    The reporter names nothing, or an own message in which stands, sealed, when and where.

    Raises:
        StatementError: not marked as done by hand, or it names no message of the reporter where it has to.

    """
    if act.statement.flags != FLAG_MANUAL:
        raise StatementError
    says_nothing_more = act.statement.actor == act.case.sign_pk and act.statement.ref == _NO_HASH
    if not says_nothing_more and not _is_of_reporter(work, act):
        raise StatementError
    keep_act(work, act, act.case, EventType.ROUTED_EXTERNAL)


def _is_of_reporter(work: UnitOfWork, act: SignedAct) -> bool:
    return any(
        place.env_hash == act.statement.ref
        for place in work.envelopes.hashes(act.case.case_id)
        if (place.space, place.direction) == (COUNSELLOR_SPACE, Direction.FROM_REPORTER)
    )
