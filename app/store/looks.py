"""Which cases the watch looks at on which day, read page by page; triggers put a changed case in front (0005)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import bindparam, delete, literal, select, tuple_, update

from app.domain.track import Track
from app.store.tables import CaseRow, LookRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

_table = LookRow.table()
_cases = CaseRow.table()


class Look(NamedTuple):
    """A case (id of 16 bytes) and the day on which it is looked at; also where a page ended."""

    look_on: date
    case_id: bytes


class ClockFacts(NamedTuple):
    """All that the clocks of a case follow from; cases that share these share their days."""

    track: Track
    received_on: date
    acknowledged_on: date | None
    feedback_on: date | None
    dismissed_on: date | None
    released_on: date | None
    closed_on: date | None
    policy_id: str | None


_TRACKS = {int(track): track for track in Track}

# Built once: building a statement costs more than running it.
_FACTS = (
    select(_cases.c.case_id, *(_cases.c[name] for name in ClockFacts._fields))
    .where(_cases.c.case_id.in_(bindparam("case_ids", expanding=True)))
    .order_by(_cases.c.case_id)
    # Whoever acts in one of these cases holds its row: they wait for us, or we for them, and nobody for both.
    .with_for_update()
)
_OF_ACCOUNT = (
    select(*(_cases.c[name] for name in ClockFacts._fields))
    .where(_cases.c.assignee_account_id == bindparam("account_id"), _cases.c.next_look_on <= bindparam("until"))
    .distinct()
)
_RELEASED = (
    select(*(_cases.c[name] for name in ClockFacts._fields))
    .where(
        _cases.c.organisation_id == bindparam("organisation_id"),
        _cases.c.released_on.is_not(None),
        _cases.c.next_look_on <= bindparam("until"),
    )
    .distinct()
)
_HERE = _table.c.case_id.in_(bindparam("case_ids", expanding=True))
_MOVE = update(_table).where(_HERE).values(look_on=bindparam("next_on"))
_END = delete(_table).where(_HERE)


class Looks:
    """Read and move the days."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection."""
        self._connection = connection

    def page(self, after: Look | None, today: date, limit: int) -> list[Look]:
        """Give the next cases of which the day has come, in the order of the index."""
        query = select(_table.c.look_on, _table.c.case_id).where(_table.c.look_on <= today)
        if after is not None:
            # A row value, because only then the index finds where the page starts.
            query = query.where(tuple_(_table.c.look_on, _table.c.case_id) > tuple_(*map(literal, after)))
        query = query.order_by(_table.c.look_on, _table.c.case_id).limit(limit)
        # All at once: a driver that is asked row by row takes longer than the index.
        return [Look(*row) for row in self._connection.execute(query).all()]

    def facts(self, case_ids: Iterable[bytes]) -> list[tuple[bytes, ClockFacts]]:
        """Give the facts of cases, whose rows stay locked until the transaction ends; what is gone is left out."""
        rows = self._connection.execute(_FACTS, {"case_ids": list(case_ids)}).all()
        return [(row[0], _facts(*row[1:])) for row in rows]

    def of_account(self, account_id: bytes, until: date) -> list[ClockFacts]:
        """Give the different facts of the cases an account holds in which there is something to see by a day."""
        rows = self._connection.execute(_OF_ACCOUNT, {"account_id": account_id, "until": until})
        return [_facts(*row) for row in rows]

    def of_released(self, organisation_id: bytes, until: date) -> list[ClockFacts]:
        """Give the same of the released cases of an organisation; of no other case it may know anything."""
        rows = self._connection.execute(_RELEASED, {"organisation_id": organisation_id, "until": until})
        return [_facts(*row) for row in rows]

    def move(self, days: Iterable[tuple[bytes, date | None]]) -> None:
        """Set the next day of each case; None: there is nothing more to look at until a fact changes."""
        by_day: dict[date | None, list[bytes]] = {}
        for case_id, day in days:
            by_day.setdefault(day, []).append(case_id)
        # One statement for all cases of a day: for each case alone, building the parameters would cost most of it.
        for day, case_ids in by_day.items():
            if day is None:
                self._connection.execute(_END, {"case_ids": case_ids})
            else:
                self._connection.execute(_MOVE, {"case_ids": case_ids, "next_on": day})


def _facts(track: int, *days: Any) -> ClockFacts:  # noqa: ANN401 - columns of the library
    return ClockFacts(_TRACKS[track], *days)
