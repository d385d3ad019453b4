"""Consent tokens of reporters and how they stand, and the re-wrap records made on their ground (PROTOCOL 5.1, 5.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select, update

from app.domain.consent import Consent, ConsentState, Purpose
from app.store.hash_lists import join, split
from app.store.insertion import Insertion
from app.store.tables import ConsentRow, RewrapRow

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from sqlalchemy import Connection

_table = ConsentRow.table()
_rewraps = RewrapRow.table()
_ADD = Insertion(_table)
_ADD_REWRAP = Insertion(_rewraps)


class KeptRewrap(NamedTuple):
    """A re-wrap record WBR1 as it is kept: hash 32 bytes, token id 16 or None when the reporter wrapped without."""

    rewrap_hash: bytes
    case_id: bytes
    token_id: bytes | None
    record: bytes
    made_on: date


class Consents:
    """Add, find and settle consents."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection."""
        self._connection = connection

    def add(self, new: Consent) -> None:
        """Keep a consent; its token id must be free."""
        _ADD.run(
            self._connection,
            {
                "token_id": new.token_id,
                "case_id": new.case_id,
                "purpose": int(new.purpose),
                "space": new.space,
                "recipient_pk": new.recipient_pk,
                "recipient_kid": new.recipient_kid,
                "token": new.token,
                "scope_hashes": join(new.scope),
                "former_keeps_access": new.former_keeps_access,
                "given_on": new.given_on,
                "ends_on": new.ends_on,
                "state": new.state.value,
                "settled_on": new.settled_on,
            },
        )

    def by_id(self, token_id: bytes) -> Consent | None:
        """Find by the 16-byte id of its token, whatever its case."""
        row = self._connection.execute(select(_table).where(_table.c.token_id == token_id)).first()
        return _consent(row) if row is not None else None

    def of_case(self, case_id: bytes) -> list[Consent]:
        """Give all consents of a case, oldest day first."""
        query = select(_table).where(_table.c.case_id == case_id).order_by(_table.c.given_on, _table.c.token_id)
        return [_consent(row) for row in self._connection.execute(query)]

    def standing(
        self, case_ids: Collection[bytes], purposes: Collection[Purpose], today: date
    ) -> list[tuple[bytes, int]]:
        """Give case and purpose of each consent of these purposes that was given, not used, and counts today."""
        query = select(_table.c.case_id, _table.c.purpose).where(
            _table.c.case_id.in_(case_ids),
            _table.c.purpose.in_([int(purpose) for purpose in purposes]),
            _table.c.state == ConsentState.GIVEN.value,
            _table.c.ends_on >= today,
        )
        rows = self._connection.execute(query.order_by(_table.c.case_id, _table.c.purpose))
        return [(row.case_id, row.purpose) for row in rows]

    def settle(self, token_id: bytes, state: ConsentState, today: date) -> None:
        """Note what became of a consent, and on which day."""
        change = update(_table).where(_table.c.token_id == token_id)
        self._connection.execute(change.values(state=state.value, settled_on=today))

    def add_rewrap(self, new: KeptRewrap) -> None:
        """Keep a re-wrap record; exactly this one must be new."""
        _ADD_REWRAP.run(self._connection, new._asdict())

    def rewrap(self, rewrap_hash: bytes) -> KeptRewrap | None:
        """Find exactly this re-wrap record."""
        row = self._connection.execute(select(*_FIELDS).where(_rewraps.c.rewrap_hash == rewrap_hash)).first()
        return KeptRewrap(*row) if row is not None else None

    def rewraps(self, case_id: bytes) -> list[KeptRewrap]:
        """Give the re-wrap records of a case, oldest day first."""
        query = select(*_FIELDS).where(_rewraps.c.case_id == case_id)
        rows = self._connection.execute(query.order_by(_rewraps.c.made_on, _rewraps.c.rewrap_hash))
        return [KeptRewrap(*row) for row in rows]


_FIELDS = tuple(_rewraps.c[name] for name in KeptRewrap._fields)


def _consent(row: Any) -> Consent:  # noqa: ANN401 - a row of the library
    return Consent(
        token_id=row.token_id,
        case_id=row.case_id,
        purpose=Purpose(row.purpose),
        space=row.space,
        recipient_pk=row.recipient_pk,
        recipient_kid=row.recipient_kid,
        token=row.token,
        scope=split(row.scope_hashes),
        former_keeps_access=row.former_keeps_access,
        given_on=row.given_on,
        ends_on=row.ends_on,
        state=ConsentState(row.state),
        settled_on=row.settled_on,
    )
