"""What waits for a missed duty or an absence: consents of purpose 6 and 7 over all cases (PROTOCOL 5.6).

An item that was taken back or whose day has passed is erased at once: its re-wrap record goes, and of the token only
the id stays, so that the same token is not accepted a second time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import delete, select, update

from app.domain.consent import CONDITIONAL, ConsentState
from app.store.tables import ConsentRow, RewrapRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

_table = ConsentRow.table()
_rewraps = RewrapRow.table()
_STORED = (ConsentState.GIVEN.value, ConsentState.SUSPENDED.value)
_PAGE = 500


class WaitingItem(NamedTuple):
    """An item that is stored or suspended: its token, its case (16 bytes each) and what it is for."""

    token_id: bytes
    case_id: bytes
    purpose: int


class ConditionalItems:
    """Find the items that wait, and erase one."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection."""
        self._connection = connection

    def waiting(self, after: bytes = b"") -> list[WaitingItem]:
        """Give the next items that wait, by token id; at most 500."""
        query = (
            select(_table.c.token_id, _table.c.case_id, _table.c.purpose)
            .where(
                _table.c.purpose.in_([int(one) for one in CONDITIONAL]),
                _table.c.state.in_(_STORED),
                _table.c.token_id > after,
            )
            .order_by(_table.c.token_id)
            .limit(_PAGE)
        )
        return [WaitingItem(*row) for row in self._connection.execute(query)]

    def erase(self, token_id: bytes, state: ConsentState, today: date) -> None:
        """Erase what an item held, and note why it is over."""
        self._connection.execute(delete(_rewraps).where(_rewraps.c.token_id == token_id))
        change = update(_table).where(_table.c.token_id == token_id)
        nothing = {"token": bytes(208), "scope_hashes": b"", "recipient_pk": bytes(32), "recipient_kid": bytes(16)}
        self._connection.execute(change.values(**nothing, state=state.value, settled_on=today))
