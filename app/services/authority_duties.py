"""What an authority owes: the terms that run for it, over all its packages (Wbk article 2e)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from app.domain.packages import PackageState
from app.services.package_desk import page_of_packages

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from app.services.package_terms import ListedPackage
    from app.store.unit_of_work import UnitOfWork

LIMIT = 1000
"""So many packages of each state are looked at: what is nearest first needs all of them."""
_OPEN = (PackageState.WAITING, PackageState.FETCHED, PackageState.ACKNOWLEDGED)


class OpenDuty(NamedTuple):
    """A duty about a package (id 16 bytes) that stands open, and its last day."""

    package_id: bytes
    duty: str
    due_on: date


def duties_of_authority(work: UnitOfWork, identities: Collection[bytes]) -> list[OpenDuty]:
    """Give the open duties about the packages sealed to these keys, the nearest day first."""
    found = [
        duty
        for state in _OPEN
        for package in page_of_packages(work, identities, b"", LIMIT, state).packages
        for duty in _owed(package)
    ]
    return sorted(found, key=lambda duty: (duty.due_on, duty.package_id))


def _owed(one: ListedPackage) -> list[OpenDuty]:
    owed = []
    if one.owes_acknowledgement and one.ack_limit is not None:
        owed.append(OpenDuty(one.package.package_id, "acknowledgement", one.ack_limit))
    if one.owes_feedback and one.feedback_limit is not None:
        owed.append(OpenDuty(one.package.package_id, "feedback", one.feedback_limit))
    return owed
