"""A package with all that was written and signed in its space since, as somebody of its desk gets it (PROTOCOL 5.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from app.domain.conversation import Direction
from app.services.package_desk import OpenedPackage, fetch_package, statements_about
from app.services.package_messages import SpaceMessage, may_write, messages_of_package
from app.services.package_people import acting_for

if TYPE_CHECKING:
    from datetime import date

    from app.domain.case import Envelope
    from app.domain.ids import AccountId
    from app.store.packages import KeptPackage
    from app.store.unit_of_work import UnitOfWork

_BEFORE_ALL: Final = (-1, 0)
_EVERY: Final = 100_000


class Talk(NamedTuple):
    """What stands in the space of a package: messages, notes to colleagues, and statements (WBY1, 176 bytes each)."""

    may_write: bool
    messages: list[SpaceMessage]
    notes: list[Envelope]
    statements: list[bytes]


def fetch_with_talk(
    work: UnitOfWork, account_id: AccountId, package_id: bytes, today: date
) -> tuple[OpenedPackage, Talk]:
    """Give a package and what stands in its space; it counts as fetched from then on.

    Raises:
        UnknownError: the account does not read it, or left the desk.
        PackageError: it was taken back.

    """
    mine = acting_for(work, account_id, package_id, today)
    opened = fetch_package(work, mine, package_id, today)
    messages = messages_of_package(work, mine, package_id, _BEFORE_ALL, _EVERY)
    said = [raw for raw, _ in statements_about(work, mine, package_id)]
    package = opened.listed.package
    return opened, Talk(may_write(work, package), messages, _notes(work, package), said)


def _notes(work: UnitOfWork, package: KeptPackage) -> list[Envelope]:
    """Give the notes by which keys were passed on to colleagues, sealed to each of them, in the order they came."""
    place = (package.space, Direction.NOTE_TO_SELF)
    return [one for one in work.envelopes.of_case(package.case_id) if (one.space, one.direction) == place]
