"""Pin policies: which rules an organisation follows, and which version of them holds for a case."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema to this revision; organisations and cases that are there follow no policy."""
    op.add_column("organisations", sa.Column("policy_slug", sa.String(length=64), nullable=True))
    op.add_column("cases", sa.Column("policy_id", sa.String(length=80), nullable=True))


def downgrade() -> None:
    """Bring the schema back to the revision before."""
    op.drop_column("cases", "policy_id")
    op.drop_column("organisations", "policy_slug")
