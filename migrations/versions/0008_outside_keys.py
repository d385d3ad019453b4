"""Keep keys of authorities and helpers that have no account here: handed over as a file, waiting for the next list."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema to this revision."""
    op.create_table(
        "outside_keys",
        sa.Column("kid_box", sa.LargeBinary(length=16), nullable=False),
        sa.Column("organisation_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("identity_pk", sa.LargeBinary(length=32), nullable=False),
        sa.Column("record", sa.LargeBinary(length=176), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("enrolled_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.organisation_id"]),
        sa.PrimaryKeyConstraint("kid_box"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Bring the schema back to the revision before."""
    op.drop_table("outside_keys")
