"""A package on its way to an authority or helper: how far it came, and what may be said of it next (PROTOCOL 5.4).

Nothing is claimed that did not happen: *waiting* is not delivered, *fetched* is not read, and *answered* only says that
the recipient signed an answer. A recipient who is not competent sends nothing on: that needs a new consent.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from app.domain.errors import PackageError

REFERENCE_LIMIT: Final = 120
"""Characters of the recipient's own number of the case."""
FORWARDING_REFUSED: Final = (
    "The authority may not send your report on without your consent, not even to one that is competent (Wbk article "
    "2e(4)). If you refuse, it stops there: the authority does not look into your report, and nobody else gets it from "
    "here. You can still go to the competent authority yourself, also later."
)
"""Told before a reporter refuses that a report goes on from an authority that is not competent."""


class PackageState(StrEnum):
    """How far a package came."""

    WAITING = "waiting"
    FETCHED = "fetched"
    ACKNOWLEDGED = "acknowledged"
    DECLINED = "declined"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


READABLE: Final = frozenset(
    {PackageState.FETCHED, PackageState.ACKNOWLEDGED, PackageState.ANSWERED, PackageState.DECLINED}
)
"""What its recipient has, and may write about."""
_SPACE_AT: Final = 6
_ACTOR: Final = slice(40, 72)
_FIRST_OUTSIDE: Final = 2


class PackageAct(StrEnum):
    """What happens to a package; each but the first and the last is signed by the recipient."""

    FETCH = "fetch"
    ACKNOWLEDGE = "acknowledge"
    ANSWER = "answer"
    DECLINE = "decline"
    EXTEND = "extend"
    SUPPRESS = "suppress"
    WITHDRAW = "withdraw"


_NEXT: Final[dict[tuple[PackageState, PackageAct], PackageState]] = {
    (PackageState.WAITING, PackageAct.FETCH): PackageState.FETCHED,
    (PackageState.FETCHED, PackageAct.FETCH): PackageState.FETCHED,
    (PackageState.ACKNOWLEDGED, PackageAct.FETCH): PackageState.ACKNOWLEDGED,
    (PackageState.ANSWERED, PackageAct.FETCH): PackageState.ANSWERED,
    (PackageState.DECLINED, PackageAct.FETCH): PackageState.DECLINED,
    (PackageState.FETCHED, PackageAct.ACKNOWLEDGE): PackageState.ACKNOWLEDGED,
    (PackageState.FETCHED, PackageAct.DECLINE): PackageState.DECLINED,
    (PackageState.ACKNOWLEDGED, PackageAct.DECLINE): PackageState.DECLINED,
    (PackageState.FETCHED, PackageAct.ANSWER): PackageState.ANSWERED,
    (PackageState.ACKNOWLEDGED, PackageAct.ANSWER): PackageState.ANSWERED,
    # First what is done, later what came of it (Wbk article 2e(2) and (3)).
    (PackageState.ANSWERED, PackageAct.ANSWER): PackageState.ANSWERED,
    # An authority takes more time once, with reasons, or confirms nothing because that would endanger somebody.
    (PackageState.FETCHED, PackageAct.EXTEND): PackageState.FETCHED,
    (PackageState.ACKNOWLEDGED, PackageAct.EXTEND): PackageState.ACKNOWLEDGED,
    (PackageState.FETCHED, PackageAct.SUPPRESS): PackageState.FETCHED,
    # Nobody has seen it: it goes. What was fetched cannot be taken back, only not be added to.
    (PackageState.WAITING, PackageAct.WITHDRAW): PackageState.WITHDRAWN,
}


def after(state: PackageState, act: PackageAct) -> PackageState:
    """Give the state of a package after an act.

    Raises:
        PackageError: the package does not allow it now.

    """
    try:
        return _NEXT[state, act]
    except KeyError:
        raise PackageError from None


def is_about(statement: bytes, space: int, recipient_pk: bytes) -> bool:
    """Say whether a statement (WBY1) was signed by whose space a package is: the recipient, or a colleague of theirs.

    From space 2 on a space belongs to one recipient, and only who reads there signs there (PROTOCOL 5.4, 6.2).
    """
    return statement[_SPACE_AT] == space and (space >= _FIRST_OUTSIDE or statement[_ACTOR] == recipient_pk)


def check_reference(reference: str | None) -> None:
    """Check the recipient's own number of the case: one line of at most 120 characters.

    Raises:
        PackageError: it is none.

    """
    if reference is not None and (not 1 <= len(reference) <= REFERENCE_LIMIT or not reference.isprintable()):
        raise PackageError
