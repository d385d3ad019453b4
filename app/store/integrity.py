"""What SQLite itself says about the file: whole, or damaged."""

from __future__ import annotations

from sqlalchemy.exc import SQLAlchemyError

from app.store.engines import is_sqlite, reader_engine


def file_fault(address: str) -> str | None:
    """Give what is wrong with the SQLite file in a few words; None when it is whole, or the database is PostgreSQL."""
    if not is_sqlite(address):
        return None
    engine = reader_engine(address)
    try:
        with engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
            loose = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    except SQLAlchemyError:
        return "it cannot be read"
    finally:
        engine.dispose()
    if pages != "ok":
        return "its pages do not fit together"
    return "a row points at nothing" if loose is not None else None
