"""Who holds a space of a case besides its counsellor of now: case officer, authority, helper, earlier counsellor."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import delete, select, update

from app.store.insertion import Insertion
from app.store.tables import HolderRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

_table = HolderRow.table()
_ADD = Insertion(_table)


class Holder(NamedTuple):
    """A holder. Ids 16 bytes, key 32; `account_id` None: somebody outside; `until_on` the last day, None: no end."""

    case_id: bytes
    space: int
    identity_pk: bytes
    account_id: bytes | None
    role: int
    since_on: date
    until_on: date | None
    keeps_access: bool


_FIELDS = tuple(_table.c[name] for name in Holder._fields)


class Holders:
    """Add, find and end holdings."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection."""
        self._connection = connection

    def put(self, holder: Holder) -> None:
        """Note who holds a space, in place of what was noted of this person there."""
        self.remove(holder.case_id, holder.space, holder.identity_pk)
        _ADD.run(self._connection, holder._asdict())

    def remove(self, case_id: bytes, space: int, identity_pk: bytes) -> None:
        """Forget that this person holds the space."""
        self._connection.execute(
            delete(_table).where(
                _table.c.case_id == case_id, _table.c.space == space, _table.c.identity_pk == identity_pk
            )
        )

    def end(self, case_id: bytes, space: int, identity_pk: bytes, until_on: date) -> None:
        """Set the last day on which this person holds the space."""
        change = update(_table).where(
            _table.c.case_id == case_id, _table.c.space == space, _table.c.identity_pk == identity_pk
        )
        self._connection.execute(change.values(until_on=until_on))

    def of_case(self, case_id: bytes) -> list[Holder]:
        """Give everybody who holds or held a space of a case, by space."""
        query = select(*_FIELDS).where(_table.c.case_id == case_id)
        query = query.order_by(_table.c.space, _table.c.since_on, _table.c.identity_pk)
        return [Holder(*row) for row in self._connection.execute(query)]

    def of_account(self, account_id: bytes) -> list[Holder]:
        """Give what an account holds or held, over all cases."""
        query = select(*_FIELDS).where(_table.c.account_id == account_id).order_by(_table.c.case_id, _table.c.space)
        return [Holder(*row) for row in self._connection.execute(query)]
