"""Keep what an erased case leaves for the log, and how many cases of a year there were; find closed cases quickly."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema to this revision."""
    op.create_table(
        "loose_commitments",
        sa.Column("log", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("commitment", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("log", "commitment"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tallies",
        sa.Column("organisation_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("account_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("handling", sa.String(length=16), nullable=False),
        sa.Column("punctuality", sa.String(length=16), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.organisation_id"]),
        sa.PrimaryKeyConstraint("organisation_id", "account_id", "year", "handling", "punctuality"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "counted_years",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("counted_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("year"),
        sqlite_with_rowid=False,
    )
    closed = sa.text("closed_on IS NOT NULL")
    op.create_index(
        "ix_cases_closed", "cases", ["closed_on", "track", "policy_id"], sqlite_where=closed, postgresql_where=closed
    )


def downgrade() -> None:
    """Bring the schema back to the revision before."""
    op.drop_index("ix_cases_closed", "cases")
    for table in ("counted_years", "tallies", "loose_commitments"):
        op.drop_table(table)
