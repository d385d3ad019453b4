"""The database itself refuses to change or lose anything of the log, whatever the verb (PROTOCOL 6.4)."""

# ruff: noqa: S608 - every name in a statement stands in this file
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import DBAPIError

from app.store.database import open_store
from app.store.schema import upgrade

TABLES = {
    "log_entries": ("log, position, entry", "0, {place}, {bytes}"),
    "log_nodes": ("log, level, position, node", "0, 0, {place}, {bytes}"),
    "log_checkpoints": ("log, size, note", "0, {place}, 'another'"),
}
KEYS = {"log_entries": "log, position", "log_nodes": "log, level, position", "log_checkpoints": "log, size"}
CONTENT = {"log_entries": "entry", "log_nodes": "node", "log_checkpoints": "note"}


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database with three entries, their nodes and two checkpoints, written through the store."""
    sqlite = f"sqlite:///{tmp_path / 'zegel.db'}"
    address = request.getfixturevalue("postgresql_url") if request.param == "postgresql" else sqlite
    upgrade(address)
    store = open_store(address)
    store.write(lambda work: work.log.append(0, 0, [b"a", b"b", b"c"]))
    store.write(lambda work: work.log.add_nodes(0, [(0, 0, b"a"), (0, 1, b"b"), (0, 2, b"c"), (1, 0, b"ab")]))
    store.write(lambda work: work.log.sign(0, 1, "note 1"))
    store.write(lambda work: work.log.sign(0, 3, "note 3"))
    store.close()
    engine = create_engine(address)
    before = contents(engine)
    yield engine
    assert contents(engine) == before
    engine.dispose()


def contents(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """Everything the log holds."""
    with engine.connect() as connection:
        return {
            table: [
                tuple(bytes(cell) if isinstance(cell, memoryview) else cell for cell in row)
                for row in connection.exec_driver_sql(f"SELECT {TABLES[table][0]} FROM {table} ORDER BY {KEYS[table]}")
            ]
            for table in TABLES
        }


def refuses(engine: Engine, statement: str) -> str:
    """Run one statement that must fail, and give what the database says."""
    with pytest.raises(DBAPIError) as refused, engine.begin() as connection:
        connection.exec_driver_sql(statement)
    return str(refused.value.orig)


def row(engine: Engine, table: str, place: int) -> str:
    """The columns and values of a row at a place."""
    columns, values = TABLES[table]
    literal = "x'00'" if engine.dialect.name == "sqlite" else r"'\x00'::bytea"
    return f"({columns}) VALUES ({values.format(place=place, bytes=literal)})"


@pytest.mark.parametrize("table", TABLES)
def test_nothing_is_changed_or_deleted(database: Engine, table: str) -> None:
    key = KEYS[table].rpartition(", ")[2]
    for statement in (
        f"UPDATE {table} SET {CONTENT[table]} = {CONTENT[table]}",
        f"UPDATE {table} SET {key} = {key} + 100",
        f"UPDATE {table} SET log = 1",
        f"DELETE FROM {table}",
        f"DELETE FROM {table} WHERE {key} = (SELECT max({key}) FROM {table})",
    ):
        assert "append-only" in refuses(database, statement), statement


@pytest.mark.parametrize("table", TABLES)
def test_a_row_that_is_there_is_never_replaced(database: Engine, table: str) -> None:
    place = 1
    upsert = f"ON CONFLICT ({KEYS[table]}) DO UPDATE SET {CONTENT[table]} = excluded.{CONTENT[table]}"
    statements = [f"INSERT INTO {table} {row(database, table, place)}"]
    statements.append(f"INSERT INTO {table} {row(database, table, place)} {upsert}")
    if database.dialect.name == "sqlite":
        statements.append(f"INSERT OR REPLACE INTO {table} {row(database, table, place)}")
        statements.append(f"REPLACE INTO {table} {row(database, table, place)}")
        statements.append(f"UPDATE OR REPLACE {table} SET {CONTENT[table]} = x'00'")
    for statement in statements:
        refuses(database, statement)


@pytest.mark.parametrize("place", [-1, 0, 1, 2, 4, 100])
def test_an_entry_comes_only_after_the_last(database: Engine, place: int) -> None:
    assert "append-only" in refuses(database, f"INSERT INTO log_entries {row(database, 'log_entries', place)}")


def test_each_log_begins_at_nothing(database: Engine) -> None:
    literal = "x'00'" if database.dialect.name == "sqlite" else r"'\x00'::bytea"
    refuses(database, f"INSERT INTO log_entries (log, position, entry) VALUES (1, 3, {literal})")


@pytest.mark.parametrize("table", TABLES)
def test_a_whole_table_is_not_emptied(database: Engine, table: str) -> None:
    """SQLite has no TRUNCATE; it empties a table when a DELETE has no condition."""
    on_sqlite = (f"DELETE FROM {table}", f"DELETE FROM {table} WHERE true")
    others = (f"TRUNCATE {table}", f"TRUNCATE {table} CASCADE")
    for statement in on_sqlite if database.dialect.name == "sqlite" else others:
        assert "append-only" in refuses(database, statement)
