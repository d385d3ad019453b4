"""Bring a database to the schema of this version, and say which revision it is at."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from app.store.engines import database_file, reader_engine

_INI: Final = Path(__file__).resolve().parents[2] / "alembic.ini"


def _config(address: str) -> Config:
    config = Config(_INI)
    config.attributes["address"] = address
    return config


def upgrade(address: str, revision: str = "head") -> None:
    """Run the migrations up to a revision; makes the SQLite file, readable by its owner alone."""
    file = database_file(address)
    if file is not None:
        Path(file).parent.mkdir(parents=True, exist_ok=True)
        Path(file).touch(mode=0o600)
    command.upgrade(_config(address), revision)


def downgrade(address: str, revision: str) -> None:
    """Run the migrations back to a revision (`base`: to nothing)."""
    command.downgrade(_config(address), revision)


def revisions(address: str) -> tuple[str | None, str | None]:
    """Give (revision of the database, revision of this version); equal when nothing has to be done."""
    newest = ScriptDirectory.from_config(_config(address)).get_current_head()
    file = database_file(address)
    if file is not None and not Path(file).exists():
        return None, newest
    engine = reader_engine(address)
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision(), newest
    finally:
        engine.dispose()
