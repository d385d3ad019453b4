"""Keep what the reporter lets happen: requests, consents, re-wraps, who holds a space, packages, changes of track."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_TABLES = ("requests", "consents", "rewraps", "holders", "packages", "track_changes")


def upgrade() -> None:
    """Bring the schema to this revision."""
    op.create_table(
        "requests",
        sa.Column("request_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("case_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("purpose", sa.Integer(), nullable=False),
        sa.Column("space", sa.Integer(), nullable=False),
        sa.Column("recipient_pk", sa.LargeBinary(length=32), nullable=False),
        sa.Column("recipient_kid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("message_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("wanted_hashes", sa.LargeBinary(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"]),
        sa.PrimaryKeyConstraint("request_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "consents",
        sa.Column("token_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("case_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("purpose", sa.Integer(), nullable=False),
        sa.Column("space", sa.Integer(), nullable=False),
        sa.Column("recipient_pk", sa.LargeBinary(length=32), nullable=False),
        sa.Column("recipient_kid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("token", sa.LargeBinary(length=208), nullable=False),
        sa.Column("scope_hashes", sa.LargeBinary(), nullable=False),
        sa.Column("former_keeps_access", sa.Boolean(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"]),
        sa.PrimaryKeyConstraint("token_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "rewraps",
        sa.Column("rewrap_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("case_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("token_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"]),
        sa.PrimaryKeyConstraint("rewrap_hash"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "holders",
        sa.Column("case_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("space", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("identity_pk", sa.LargeBinary(length=32), nullable=False),
        sa.Column("account_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("role", sa.Integer(), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("keeps_access", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.account_id"]),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"]),
        sa.PrimaryKeyConstraint("case_id", "space", "identity_pk"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "packages",
        sa.Column("package_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("case_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("token_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("space", sa.Integer(), nullable=False),
        sa.Column("recipient_pk", sa.LargeBinary(length=32), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("release_note", sa.Text(), nullable=True),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reference", sa.String(length=120), nullable=True),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"]),
        sa.PrimaryKeyConstraint("package_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "track_changes",
        sa.Column("case_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("change", sa.LargeBinary(length=144), nullable=False),
        sa.Column("accepted_on", sa.Date(), nullable=False),
        sa.Column("statements_before", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"]),
        sa.PrimaryKeyConstraint("case_id", "seq"),
        sqlite_with_rowid=False,
    )
    for table in _TABLES[:-1]:
        op.create_index(f"ix_{table}_case", table, ["case_id"])
    op.create_index("ix_holders_account", "holders", ["account_id"])
    op.create_index("ix_packages_recipient", "packages", ["recipient_pk", "package_id"])


def downgrade() -> None:
    """Bring the schema back to the revision before."""
    op.drop_index("ix_packages_recipient", "packages")
    op.drop_index("ix_holders_account", "holders")
    for table in _TABLES[:-1]:
        op.drop_index(f"ix_{table}_case", table)
    for table in reversed(_TABLES):
        op.drop_table(table)
