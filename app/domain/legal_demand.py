"""An order of a court or authority to disclose something of a case (Wbk art. 1a(4), (5)), as it is kept.

While an order is open nothing of its case is destroyed: whoever ordered may come for it, and the reporter has to be
able to read why. It is open until it was disclosed and the reporter was told, or until it was dropped, for one of three
reasons. The state names the reason too, so that no words are kept.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

RECORDED: Final = "recorded"
NOTIFIED: Final = "notified"
CONFIRMED: Final = "confirmed"
DISCLOSED: Final = "disclosed"
DROPPED: Final = "dropped"
DROP_ASKED: Final = "drop-asked"
"""Dropped by one person, and a second has to agree."""
_DROPPED: Final = "drop:"
_DROP_ASKED: Final = "drop?"


class DropReason(StrEnum):
    """Why an order is dropped."""

    WITHDRAWN = "withdrawn"
    """Whoever ordered it took it back."""
    NOT_OWED = "not-owed"
    """Nobody has to obey it: a court or a lawyer found so."""
    MISTAKEN = "mistaken"
    """It was recorded by mistake."""


class LegalDemand(NamedTuple):
    """Ids 16 bytes, `notice_hash` 32: H("env") of the sealed notice. No words of the case stand here."""

    demand_id: bytes
    case_id: bytes
    demanded_by: str
    basis: str
    demanded_on: date
    is_without_notice: bool
    notice_hash: bytes | None
    first_account_id: bytes
    second_account_id: bytes | None
    state: str
    """As it is kept; `stage` and `drop_reason` say what it means."""
    changed_on: date

    @property
    def stage(self) -> str:
        """How far it is, without the reason for which it was dropped."""
        return {_DROPPED: DROPPED, _DROP_ASKED: DROP_ASKED}.get(self.state[: len(_DROPPED)], self.state)

    @property
    def drop_reason(self) -> DropReason | None:
        """Why it was dropped, or is to be dropped."""
        return DropReason(self.state[len(_DROPPED) :]) if self.stage in {DROPPED, DROP_ASKED} else None

    @property
    def is_untold(self) -> bool:
        """The reporter may not know of it yet."""
        return self.is_without_notice and self.notice_hash is None

    @property
    def is_open(self) -> bool:
        """Nothing of the case is destroyed; a disclosure of which the reporter has yet to be told is still open."""
        return self.stage != DROPPED and not (self.stage == DISCLOSED and self.notice_hash is not None)

    @property
    def may_be_disclosed(self) -> bool:
        """The reporter was told, or a second person agreed that this comes later."""
        is_agreed = self.stage == DROP_ASKED and self.second_account_id is not None
        return self.stage in {NOTIFIED, CONFIRMED} or is_agreed

    @property
    def waits_for_second(self) -> bool:
        """Another person has to agree: that the reporter is told later, or that the order is dropped unseen."""
        return self.is_without_notice and self.stage in {RECORDED, DROP_ASKED}


def dropped_state(reason: DropReason, *, is_agreed: bool) -> str:
    """Give the state of an order that is dropped, or of one whose dropping waits for a second person."""
    return (_DROPPED if is_agreed else _DROP_ASKED) + reason


def told_to_reporter(demands: Iterable[LegalDemand]) -> list[LegalDemand]:
    """Give the orders a reporter may know of: those told first, and of the others those told since."""
    return [one for one in demands if not one.is_untold]


def holds_back(demands: Iterable[LegalDemand]) -> bool:
    """Say whether one of these orders is open, so that nothing of the case is destroyed."""
    return any(one.is_open for one in demands)
