"""News for authorities' systems: written in the transaction that makes it true, and so never about what did not happen.

Who has no webhook gets no row. A webhook that is off gathers what happens meanwhile, until it is on again or removed.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from app.domain.conversation import COUNSELLOR_SPACE, Direction
from app.domain.webhook import EventKind
from app.store.webhook_events import WebhookEvent

if TYPE_CHECKING:
    from datetime import date

    from app.domain.consent import Request
    from app.store.packages import KeptPackage
    from app.store.unit_of_work import UnitOfWork


def tell_of(work: UnitOfWork, package: KeptPackage, kind: EventKind, today: date) -> None:
    """Keep that there is news of a package, for each webhook of whom it is sealed to."""
    for webhook in work.webhooks.of_readers({package.recipient_pk}):
        work.webhook_events.add(
            WebhookEvent(uuid.uuid4().bytes, webhook.webhook_id, package.package_id, kind, 0, today, None)
        )
        work.has_news = True


def tell_of_answer(work: UnitOfWork, request: Request, today: date) -> None:
    """Keep that a request was answered, for the authority that asked it; a counsellor's request is nobody's news."""
    package = asking_package(work, request)
    if package is not None:
        tell_of(work, package, EventKind.FORWARDING_ANSWERED, today)


def asking_package(work: UnitOfWork, request: Request) -> KeptPackage | None:
    """Give the package in whose space a request was asked; None: a counsellor asked."""
    packages = [one for one in work.packages.of_case(request.case_id) if one.space != COUNSELLOR_SPACE]
    found = [one for one in packages if request.message_hash in written_in(work, request.case_id, one.space)]
    return found[-1] if found else None


def written_in(work: UnitOfWork, case_id: bytes, space: int) -> set[bytes]:
    """Give the hashes (32 bytes) of what a recipient wrote in a space."""
    return {
        place.env_hash
        for place in work.envelopes.hashes(case_id)
        if (place.space, place.direction) == (space, Direction.FROM_RECIPIENT)
    }
