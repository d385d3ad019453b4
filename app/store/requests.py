"""What counsellors ask of reporters; the words of it are sealed in a message (PROTOCOL 5.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from app.domain.consent import Purpose, Request, RequestState
from app.store.hash_lists import join, split
from app.store.insertion import Insertion
from app.store.tables import RequestRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

_table = RequestRow.table()
_ADD = Insertion(_table)


class Requests:
    """Add, find and settle requests."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection."""
        self._connection = connection

    def add(self, new: Request) -> None:
        """Keep a request; its id must be free."""
        _ADD.run(
            self._connection,
            {
                "request_id": new.request_id,
                "case_id": new.case_id,
                "purpose": int(new.purpose),
                "space": new.space,
                "recipient_pk": new.recipient_pk,
                "recipient_kid": new.recipient_kid,
                "message_hash": new.message_hash,
                "wanted_hashes": join(new.wanted),
                "asked_on": new.asked_on,
                "state": new.state.value,
                "settled_on": new.settled_on,
            },
        )

    def by_id(self, request_id: bytes) -> Request | None:
        """Find by the 16-byte id, whatever its case."""
        row = self._connection.execute(select(_table).where(_table.c.request_id == request_id)).first()
        return _request(row) if row is not None else None

    def of_case(self, case_id: bytes) -> list[Request]:
        """Give all requests of a case, oldest day first."""
        query = select(_table).where(_table.c.case_id == case_id).order_by(_table.c.asked_on, _table.c.request_id)
        return [_request(row) for row in self._connection.execute(query)]

    def settle(self, request_id: bytes, state: RequestState, today: date) -> None:
        """Note what became of a request, and on which day."""
        change = update(_table).where(_table.c.request_id == request_id)
        self._connection.execute(change.values(state=state.value, settled_on=today))


def _request(row: Any) -> Request:  # noqa: ANN401 - a row of the library
    return Request(
        request_id=row.request_id,
        case_id=row.case_id,
        purpose=Purpose(row.purpose),
        space=row.space,
        recipient_pk=row.recipient_pk,
        recipient_kid=row.recipient_kid,
        message_hash=row.message_hash,
        wanted=split(row.wanted_hashes),
        asked_on=row.asked_on,
        state=RequestState(row.state),
        settled_on=row.settled_on,
    )
