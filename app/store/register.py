"""The statutory register (Wbk art. 2a): its rows, and that rows were destroyed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, update

from app.domain.register import Destruction
from app.store.insertion import Insertion
from app.store.tables import CaseRow, DestructionRow, RegisterRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection, Select


_table = RegisterRow.table()
_cases = CaseRow.table()
_destructions = DestructionRow.table()
_ADD = Insertion(_table)
_ROWS = select(
    _table.c.register_id,
    _table.c.organisation_id,
    _table.c.case_id,
    _table.c.received_on,
    _table.c.channel,
    _table.c.destroy_on,
    _table.c.extension_reason,
).join(_cases, _cases.c.case_id == _table.c.case_id)
_ORDER = (_table.c.received_on, _table.c.register_id)


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """A row as it is kept. `extended_to` only when somebody decided to keep it longer, with the reason."""

    register_id: bytes
    organisation_id: bytes
    case_id: bytes
    received_on: date
    channel: str
    extended_to: date | None
    extension_reason: str | None


class Register:
    """Add rows, in the transaction that makes the case; read them from one of the two sides of the wall."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection."""
        self._connection = connection

    def add(self, register_id: bytes, organisation_id: bytes, case_id: bytes, received_on: date, channel: str) -> None:
        """Note that a report was received; `register_id` is 16 random bytes."""
        row = {
            "register_id": register_id,
            "organisation_id": organisation_id,
            "case_id": case_id,
            "received_on": received_on,
            "channel": channel,
        }
        _ADD.run(self._connection, row)

    def count(self) -> int:
        """Count the rows."""
        return self._connection.execute(select(func.count()).select_from(_table)).scalar_one()

    def released(self, organisation_id: bytes) -> list[RegisterEntry]:
        """Give the rows of an organisation's released cases, oldest first; of no other case anything."""
        query = _ROWS.where(_table.c.organisation_id == organisation_id, _cases.c.released_on.is_not(None))
        return self._all(query.order_by(*_ORDER))

    def of_account(self, account_id: bytes) -> list[RegisterEntry]:
        """Give the rows of the cases that a counsellor holds, oldest first."""
        return self._all(_ROWS.where(_cases.c.assignee_account_id == account_id).order_by(*_ORDER))

    def by_id(self, register_id: bytes) -> RegisterEntry | None:
        """Find a row, whatever its case; who asks must be allowed to see it."""
        return next(iter(self._all(_ROWS.where(_table.c.register_id == register_id))), None)

    def of_case(self, case_id: bytes) -> RegisterEntry | None:
        """Find the row of a case; None on a track without a register."""
        return next(iter(self._all(_ROWS.where(_table.c.case_id == case_id))), None)

    def extend(self, register_id: bytes, until: date, reason: str) -> None:
        """Keep a row until a later day, with the reason."""
        change = update(_table).where(_table.c.register_id == register_id)
        self._connection.execute(change.values(destroy_on=until, extension_reason=reason))

    def note_destruction(self, organisation_id: bytes, destruction: Destruction, *, was_released: bool) -> None:
        """Keep that a row was destroyed."""
        row = {
            "destruction_id": destruction.destruction_id,
            "organisation_id": organisation_id,
            "destroyed_on": destruction.destroyed_on,
            "reason": destruction.reason,
            "was_released": was_released,
        }
        self._connection.execute(_destructions.insert().values(row))

    def destructions(self, organisation_id: bytes) -> list[Destruction]:
        """Give the destructions of released rows, oldest first; nobody is told of the others."""
        query = (
            select(_destructions.c.destruction_id, _destructions.c.destroyed_on, _destructions.c.reason)
            .where(_destructions.c.organisation_id == organisation_id, _destructions.c.was_released.is_(True))
            .order_by(_destructions.c.destroyed_on, _destructions.c.destruction_id)
        )
        return [Destruction(*row) for row in self._connection.execute(query)]

    def _all(self, query: Select[Any]) -> list[RegisterEntry]:
        return [RegisterEntry(*row) for row in self._connection.execute(query)]
