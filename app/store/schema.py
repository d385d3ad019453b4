"""Bring a database to the schema of this version, and say which revision it is at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import inspect, text

from app.store.engines import database_file, reader_engine

if TYPE_CHECKING:
    from alembic.config import Config

_ROOT: Final = Path(__file__).resolve().parents[2]
_MIGRATIONS: Final = _ROOT / "migrations" / "versions"


def _config(address: str) -> Config:
    # Only when something has to be migrated: a start of what is at its newest revision does not wait for Alembic.
    from alembic.config import Config  # noqa: PLC0415

    config = Config(_ROOT / "alembic.ini")
    config.attributes["address"] = address
    return config


def upgrade(address: str, revision: str = "head") -> None:
    """Run the migrations up to a revision; makes the SQLite file, readable by its owner alone."""
    from alembic import command  # noqa: PLC0415 - as above

    file = database_file(address)
    if file is not None:
        Path(file).parent.mkdir(parents=True, exist_ok=True)
        Path(file).touch(mode=0o600)
    command.upgrade(_config(address), revision)


def downgrade(address: str, revision: str) -> None:
    """Run the migrations back to a revision (`base`: to nothing)."""
    from alembic import command  # noqa: PLC0415 - as above

    command.downgrade(_config(address), revision)


def newest_revision() -> str:
    """Give the revision of this version: migrations are files of one line, named by their number."""
    return max(path.name.partition("_")[0] for path in _MIGRATIONS.glob("[0-9]*.py"))


def revisions(address: str) -> tuple[str | None, str | None]:
    """Give (revision of the database, revision of this version); equal when nothing has to be done."""
    newest = newest_revision()
    file = database_file(address)
    if file is not None and not Path(file).exists():
        return None, newest
    engine = reader_engine(address)
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None, newest
            return connection.scalar(text("SELECT version_num FROM alembic_version")), newest
    finally:
        engine.dispose()
