"""Read `law_nl.toml` into the law as values. What is wrong in the file is one sentence with file, line and key."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.domain.holidays import EquatedDay, HolidayRule, free_days
from app.domain.law import COUNTED, Extension, Law, NotInForce, StartEvent, Term, Unit, by_key
from app.policies.toml_source import DataError, Table, read_tables

if TYPE_CHECKING:
    from datetime import date

LAW_FILE: Final = Path(__file__).with_name("law_nl.toml")

_LAST_DAY_OF_MONTH: Final = 31
_MONTHS: Final = 12


@cache
def dutch_law() -> Law:
    """Give the law that comes with this version of the service."""
    return load_law(LAW_FILE)


def load_law(path: Path) -> Law:
    """Read a file of terms, holidays and equated days.

    Raises:
        DataError: the file says something it may not.

    """
    tables = read_tables(path, "term", "not_in_force", "extension", "holiday", "equated", "source")
    for name in ("term", "extension", "holiday", "equated", "source"):
        if not tables[name]:
            raise DataError(path.name, 1, name, f"there is no [{name}] in this file.")
    sources = _sources(tables["source"])
    for name in ("term", "not_in_force", "extension", "holiday", "equated"):
        for table in tables[name]:
            if table.text("source") not in sources:
                table.fail("source", f"“{table.text('source')}” is no key of a [[source]].")
    terms = [_term(table) for table in tables["term"]]
    _refuse_overlap(tables["term"], terms)
    first_year, last_year = _years(tables["equated"])
    return Law(
        versions=by_key(terms),
        extension=_extension(tables["extension"]),
        free_days=free_days(
            [_holiday(table) for table in tables["holiday"]],
            [day for table in tables["equated"] for day in _equated(table)],
            first_year,
            last_year,
        ),
        not_in_force=tuple(_not_in_force(table) for table in tables["not_in_force"]),
    )


def _sources(tables: list[Table]) -> set[str]:
    for table in tables:
        table.only("key", "what", "read_on", "note")
        table.text("what")
        if table.optional_day("read_on") is None and not table.optional_text("note") and table.text("key") != "memory":
            table.fail("read_on", "say on which day the source was read, or in a note why it was not.")
    return {table.text("key") for table in tables}


def _term(table: Table) -> Term:
    table.only(
        "key", "law", "article", "who", "duty", "start", "unit", "number", "valid_from", "valid_to", "note", "source"
    )
    unit, number = table.choice("unit", Unit), table.optional_number("number")
    if (number is not None) != (unit in COUNTED):
        table.fail("number", f"“{unit}” {'needs a number' if unit in COUNTED else 'goes without a number'}.")
    if number is not None and number < 1:
        table.fail("number", f"a term of {number} {unit} is no term.")
    first, last = table.valid()
    return Term(
        key=table.text("key"),
        law=table.text("law"),
        article=table.text("article"),
        who=table.text("who"),
        duty=table.text("duty"),
        start=table.choice("start", StartEvent),
        unit=unit,
        number=number,
        valid_from=first,
        valid_to=last,
        note=table.optional_text("note"),
        source=table.text("source"),
    )


def _refuse_overlap(tables: list[Table], terms: list[Term]) -> None:
    for index, (table, term) in enumerate(zip(tables, terms, strict=True)):
        for earlier in terms[:index]:
            if earlier.key == term.key and (earlier.holds_on(term.valid_from) or term.holds_on(earlier.valid_from)):
                table.fail("valid_from", f"another “{term.key}” holds then; give that one a valid_to.")


def _extension(tables: list[Table]) -> Extension:
    table = tables[0]
    if len(tables) > 1:
        tables[1].fail("extension", "there is one [extension], and this is the second.")
    table.only("from_days", "working_days", "longest", "source")
    longest = table.values.get("longest")
    units = {str(unit) for unit in COUNTED}
    if not isinstance(longest, dict) or not all(unit in units and isinstance(n, int) for unit, n in longest.items()):
        table.fail(
            "longest", f"write the longest term by unit, longest.days = 90; units are {', '.join(sorted(units))}."
        )
    return Extension(
        from_days=table.number("from_days"),
        working_days=table.number("working_days"),
        longest={Unit(unit): number for unit, number in longest.items()},
    )


def _holiday(table: Table) -> HolidayRule:
    table.only(
        "name", "article", "month", "day", "from_easter", "if_sunday", "valid_from", "valid_to", "note", "source"
    )
    month, day = table.optional_number("month"), table.optional_number("day")
    from_easter = table.optional_number("from_easter")
    if (month is None) != (day is None) or (month is None) == (from_easter is None):
        table.fail("month", "a holiday has either month and day, or from_easter.")
    if month is not None and not 1 <= month <= _MONTHS:
        table.fail("month", f"there is no month {month}.")
    if day is not None and not 1 <= day <= _LAST_DAY_OF_MONTH:
        table.fail("day", f"no month has a day {day}.")
    first, last = table.valid()
    return HolidayRule(
        name=table.text("name"),
        article=table.text("article"),
        month=month,
        day=day,
        from_easter=from_easter,
        if_sunday=table.optional_number("if_sunday") or 0,
        valid_from=first,
        valid_to=last,
        source=table.text("source"),
    )


def _years(tables: list[Table]) -> tuple[int, int]:
    """Give the first and last year; a gap between decrees would be a guess, so it is refused."""
    expected: int | None = None
    for table in tables:
        first, last = table.number("first_year"), table.number("last_year")
        if first > last or (expected is not None and first != expected):
            table.fail("first_year", f"decrees follow each other without a gap; this one should start in {expected}.")
        expected = last + 1
    return tables[0].number("first_year"), tables[-1].number("last_year")


def _equated(table: Table) -> list[EquatedDay]:
    table.only("first_year", "last_year", "days", "provenance", "source")
    days: list[date] = table.days("days")
    for day in days:
        if not table.number("first_year") <= day.year <= table.number("last_year"):
            table.fail("days", f"{day} is not in the years of this decree.")
    return [EquatedDay(day, table.text("provenance"), table.text("source")) for day in days]


def _not_in_force(table: Table) -> NotInForce:
    table.only("key", "law", "article", "what", "uncertainty", "source")
    keys = ("key", "law", "article", "what", "uncertainty", "source")
    return NotInForce(*(table.text(key) for key in keys))
