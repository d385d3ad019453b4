"""Note where the log holds each version of a list of counsellors; one without a place waits for the next batch."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema to this revision."""
    op.add_column("directories", sa.Column("leaf", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    """Bring the schema back to the revision before."""
    op.drop_column("directories", "leaf")
