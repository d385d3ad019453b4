"""The schema itself: days only, random keys, nothing that tells who or from where (PROTOCOL 7.1, 7.6)."""

from sqlalchemy import Date, DateTime, Time

from app.store.tables import Base

TABLES = Base.metadata.sorted_tables
FORBIDDEN = ("created_at", "updated_at", "address", "ip", "agent", "browser", "email", "plaintext", "password")


def test_there_are_tables() -> None:
    assert len(TABLES) == 43


def test_no_column_holds_a_moment() -> None:
    assert not [column for table in TABLES for column in table.c if isinstance(column.type, DateTime | Time)]


def test_days_are_called_days() -> None:
    days = [column.name for table in TABLES for column in table.c if isinstance(column.type, Date)]
    assert days
    assert all(name.endswith("_on") for name in days)


def test_no_column_is_there_for_what_must_not_be_known() -> None:
    names = {column.name for table in TABLES for column in table.c}
    assert not {name for name in names for word in FORBIDDEN if word in name.split("_")}


def test_no_table_counts_its_rows_up() -> None:
    assert all(table.dialect_options["sqlite"]["with_rowid"] is False for table in TABLES)
    assert not [column for table in TABLES for column in table.c if column.autoincrement is True]
