"""Keep what comes after release and beside a report: steps, links, logbooks, legal demands, second contacts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema to this revision."""
    op.create_table(
        "second_contacts",
        sa.Column("organisation_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("account_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.account_id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.organisation_id"]),
        sa.PrimaryKeyConstraint("organisation_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "steps",
        sa.Column("case_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("space", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("step", sa.String(length=32), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"]),
        sa.PrimaryKeyConstraint("case_id", "space", "step"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "case_links",
        sa.Column("case_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("earlier_case_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("first_received_on", sa.Date(), nullable=False),
        sa.Column("linked_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"]),
        sa.PrimaryKeyConstraint("case_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "logbooks",
        sa.Column("logbook_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("organisation_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("locator_tag", sa.LargeBinary(length=32), nullable=False),
        sa.Column("sign_pk", sa.LargeBinary(length=32), nullable=False),
        sa.Column("self_kid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.organisation_id"]),
        sa.PrimaryKeyConstraint("logbook_id"),
        sa.UniqueConstraint("locator_tag"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "logbook_entries",
        sa.Column("logbook_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("env_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("envelope", sa.LargeBinary(), nullable=False),
        sa.Column("receipt", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["logbook_id"], ["logbooks.logbook_id"]),
        sa.PrimaryKeyConstraint("logbook_id", "position"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "legal_demands",
        sa.Column("demand_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("case_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("demanded_by", sa.String(length=120), nullable=False),
        sa.Column("basis", sa.String(length=200), nullable=False),
        sa.Column("demanded_on", sa.Date(), nullable=False),
        sa.Column("is_without_notice", sa.Boolean(), nullable=False),
        sa.Column("notice_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("first_account_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("second_account_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"]),
        sa.ForeignKeyConstraint(["first_account_id"], ["accounts.account_id"]),
        sa.ForeignKeyConstraint(["second_account_id"], ["accounts.account_id"]),
        sa.PrimaryKeyConstraint("demand_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_legal_demands_case", "legal_demands", ["case_id"])


def downgrade() -> None:
    """Bring the schema back to the revision before."""
    op.drop_index("ix_legal_demands_case", "legal_demands")
    for table in ("legal_demands", "logbook_entries", "logbooks", "case_links", "steps", "second_contacts"):
        op.drop_table(table)
