"""Orders of a court or authority to disclose something of a case (Wbk art. 1a(4), (5))."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from app.domain.legal_demand import LegalDemand
from app.store.insertion import Insertion
from app.store.tables import CaseRow, LegalDemandRow

if TYPE_CHECKING:
    from sqlalchemy import Connection

_table = LegalDemandRow.table()
_cases = CaseRow.table()
_ADD = Insertion(_table)


_FIELDS = tuple(_table.c[name] for name in LegalDemand._fields)


class LegalDemands:
    """Add, read and change demands."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection."""
        self._connection = connection

    def add(self, new: LegalDemand) -> None:
        """Keep a demand."""
        _ADD.run(self._connection, new._asdict())

    def by_id(self, demand_id: bytes) -> LegalDemand | None:
        """Give one demand; the row stays locked until the transaction ends."""
        row = self._connection.execute(
            select(*_FIELDS).where(_table.c.demand_id == demand_id).with_for_update()
        ).first()
        return LegalDemand(*row) if row is not None else None

    def of_case(self, case_id: bytes) -> list[LegalDemand]:
        """Give the demands in a case, oldest first."""
        query = select(*_FIELDS).where(_table.c.case_id == case_id).order_by(_table.c.demanded_on, _table.c.demand_id)
        return [LegalDemand(*row) for row in self._connection.execute(query)]

    def waiting(self, organisation_id: bytes) -> list[LegalDemand]:
        """Give the demands of an organisation of which the reporter is not told first, and was not told since."""
        query = select(*_FIELDS).join(_cases, _cases.c.case_id == _table.c.case_id)
        query = query.where(
            _cases.c.organisation_id == organisation_id,
            _table.c.is_without_notice.is_(True),
            _table.c.notice_hash.is_(None),
        )
        return [LegalDemand(*row) for row in self._connection.execute(query.order_by(_table.c.demanded_on))]

    def change(self, after: LegalDemand) -> None:
        """Keep how a demand stands now."""
        changes = {
            "notice_hash": after.notice_hash,
            "second_account_id": after.second_account_id,
            "state": after.state,
            "changed_on": after.changed_on,
        }
        self._connection.execute(update(_table).where(_table.c.demand_id == after.demand_id).values(**changes))
