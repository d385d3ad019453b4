"""Run migrations on the database of the settings, or on the one given as `address` by a caller."""

from __future__ import annotations

from alembic import context

from app.settings import load_settings
from app.store.engines import database_file, writer_engine
from app.store.tables import Base
from app.store.writer_lock import WriterLock

config = context.config


def run() -> None:
    """Upgrade or downgrade in one transaction."""
    address = config.attributes.get("address") or load_settings().database_address
    engine = writer_engine(address)
    lock = WriterLock(database_file(address))
    try:
        with lock.held(), engine.connect() as connection:
            context.configure(
                connection=connection,
                target_metadata=Base.metadata,
                render_as_batch=True,
                compare_type=True,
                transaction_per_migration=False,
            )
            with context.begin_transaction():
                context.run_migrations()
            connection.commit()
    finally:
        engine.dispose()
        lock.close()


run()
