"""Counts of cases by year: what is left of them for reports, without anything that leads to one.

A year is counted once, in January, and stays as it was counted. A case that is erased before its year is counted
leaves a count behind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import extract, func, select, update

from app.domain.ids import OrganisationId
from app.domain.statistics import Group, Handling, Punctuality, Tally
from app.domain.track import Track
from app.store.looks import ClockFacts
from app.store.tables import CaseRow, CountedYearRow, OrganisationRow, TallyRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

_table = TallyRow.table()
_years = CountedYearRow.table()
_cases = CaseRow.table()
_organisations = OrganisationRow.table()
_FACTS = tuple(_cases.c[name] for name in ClockFacts._fields)
_KEY = ("organisation_id", "account_id", "year", "handling", "punctuality")


class Totals:
    """Count and read."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection."""
        self._connection = connection

    def add(self, tally: Tally, number: int) -> None:
        """Count `number` more cases."""
        words = (tally.group.handling.value, tally.group.punctuality.value)
        key = dict(zip(_KEY, (*tally[:3], *words), strict=True))
        change = update(_table).where(*(_table.c[name] == value for name, value in key.items()))
        done = self._connection.execute(change.values(cases=_table.c.cases + number))
        if done.rowcount == 0:
            self._connection.execute(_table.insert().values(**key, cases=number))

    def of_organisation(self, organisation_id: bytes, year: int) -> dict[bytes, dict[Group, int]]:
        """Give the counts of a year by account (16 bytes; zeros: the released cases) and group."""
        query = select(_table).where(_table.c.organisation_id == organisation_id, _table.c.year == year)
        found: dict[bytes, dict[Group, int]] = {}
        for row in self._connection.execute(query):
            group = Group(Handling(row.handling), Punctuality(row.punctuality))
            found.setdefault(row.account_id, {})[group] = row.cases
        return found

    def counted_years(self) -> dict[int, date]:
        """Give the years that are counted, each with the day of counting."""
        return {row.year: row.counted_on for row in self._connection.execute(select(_years))}

    def note_counted(self, year: int, counted_on: date) -> None:
        """Note that a year is counted; it never is again."""
        self._connection.execute(_years.insert().values(year=year, counted_on=counted_on))

    def first_year(self) -> int | None:
        """Give the year of the oldest case that is there; None without cases."""
        first = self._connection.execute(select(func.min(_cases.c.received_on))).scalar()
        return first.year if first is not None else None

    def facts_of_year(self, year: int) -> list[tuple[OrganisationId, bytes, ClockFacts, int]]:
        """Give organisation, account, facts and how many cases share them; nothing of who only practises."""
        query = (
            select(_cases.c.organisation_id, _cases.c.assignee_account_id, *_FACTS, func.count())
            .join(_organisations, _organisations.c.organisation_id == _cases.c.organisation_id)
            .where(extract("year", _cases.c.received_on) == year, _organisations.c.is_practice.is_(False))
            .group_by(_cases.c.organisation_id, _cases.c.assignee_account_id, *_FACTS)
        )
        return [_counted(row) for row in self._connection.execute(query)]

    def facts_of_account(self, account_id: bytes, organisation_id: bytes, year: int) -> list[tuple[ClockFacts, int]]:
        """Give the facts of one counsellor's cases of a year in one organisation, and how many share them."""
        query = (
            select(*_FACTS, func.count())
            .where(
                _cases.c.assignee_account_id == account_id,
                _cases.c.organisation_id == organisation_id,
                extract("year", _cases.c.received_on) == year,
            )
            .group_by(*_FACTS)
        )
        return [(_facts(row[:-1]), row[-1]) for row in self._connection.execute(query)]


def _counted(row: Any) -> tuple[OrganisationId, bytes, ClockFacts, int]:  # noqa: ANN401 - a row of the library
    return OrganisationId(row[0]), row[1], _facts(row[2:-1]), row[-1]


def _facts(columns: Any) -> ClockFacts:  # noqa: ANN401 - columns of the library
    return ClockFacts(Track(columns[0]), *columns[1:])
