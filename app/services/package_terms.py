"""The terms of an authority, from the day a package was there for it: seven days and three months (Wbk article 2e).

Once, with reasons, it may take three months more. It may leave out the confirmation where that would endanger
somebody. A helper has no term. What the authority signed says which of these holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.domain.packages import PackageState, is_about
from crypto.clocks import clocks
from crypto.duty import DutyKind
from crypto.keys import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from app.store.packages import KeptPackage, PlacedPackage
    from app.store.unit_of_work import UnitOfWork

_SAID: Final = (DutyKind.EXTERNAL_ACK, DutyKind.EXTERNAL_FEEDBACK, DutyKind.EXTENDED, DutyKind.ACK_SUPPRESSED)
_OVER: Final = frozenset({PackageState.DECLINED, PackageState.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class ListedPackage:
    """A package as its recipient sees it in the list: nothing of what is in it.

    The limits are None for a helper, and for a package that was declined or taken back.
    """

    package: KeptPackage
    organisation_id: bytes
    ack_limit: date | None
    feedback_limit: date | None
    said: frozenset[int] = frozenset()
    """The kinds of statement that its recipient signed about it (WBY1)."""

    @property
    def is_extended(self) -> bool:
        """Whether the authority took three months more."""
        return DutyKind.EXTENDED in self.said

    @property
    def owes_acknowledgement(self) -> bool:
        """Whether receipt is to be confirmed still."""
        settled = {DutyKind.EXTERNAL_ACK, DutyKind.ACK_SUPPRESSED, DutyKind.EXTERNAL_FEEDBACK}
        return self.ack_limit is not None and settled.isdisjoint(self.said)

    @property
    def owes_feedback(self) -> bool:
        """Whether the reporter is to be told still what is done."""
        return self.feedback_limit is not None and DutyKind.EXTERNAL_FEEDBACK not in self.said


def listed(work: UnitOfWork, placed: Sequence[PlacedPackage]) -> list[ListedPackage]:
    """Give packages with their terms; reads the statements of all of them in one look."""
    statements = work.duties.of_kinds({one.package.case_id for one in placed}, _SAID) if placed else {}
    return [_listed(one, statements.get(one.package.case_id, ())) for one in placed]


def _listed(placed: PlacedPackage, statements: Iterable[bytes]) -> ListedPackage:
    package = placed.package
    said = frozenset(raw[4] for raw in statements if is_about(raw, package.space, package.recipient_pk))
    if placed.role != Role.AUTHORITY or package.state in _OVER or package.space == 0:
        return ListedPackage(package, placed.organisation_id, None, None, said)
    limits = clocks("authority", package.made_on, extended=DutyKind.EXTENDED in said)
    return ListedPackage(package, placed.organisation_id, limits.ack_limit, limits.feedback_limit, said)
