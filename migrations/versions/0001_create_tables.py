"""Create the tables of a sealed report: organisations, accounts, cases, envelopes, duties, register."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema to this revision."""
    op.create_table(
        "accounts",
        sa.Column("account_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("sign_in_name", sa.String(length=120), nullable=False),
        sa.Column("auth_tag", sa.LargeBinary(length=32), nullable=False),
        sa.Column("recovery_tag", sa.LargeBinary(length=32), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("vault", sa.LargeBinary(), nullable=False),
        sa.Column("vault_hash", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("account_id"),
        sa.UniqueConstraint("sign_in_name"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "installation",
        sa.Column("realm_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("key_check", sa.LargeBinary(length=16), nullable=False),
        sa.PrimaryKeyConstraint("realm_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "organisations",
        sa.Column("organisation_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("is_practice", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id"),
        sa.UniqueConstraint("slug"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "cases",
        sa.Column("case_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("organisation_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("locator_tag", sa.LargeBinary(length=32), nullable=False),
        sa.Column("sign_pk", sa.LargeBinary(length=32), nullable=False),
        sa.Column("self_kid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("track", sa.Integer(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("assignee_pk", sa.LargeBinary(length=32), nullable=False),
        sa.Column("assignee_account_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("acknowledged_on", sa.Date(), nullable=True),
        sa.Column("next_look_on", sa.Date(), nullable=False),
        sa.Column("reporter_messages", sa.Integer(), nullable=False),
        sa.Column("recipient_messages", sa.Integer(), nullable=False),
        sa.Column("unanswered", sa.Integer(), nullable=False),
        sa.Column("reporter_bytes", sa.Integer(), nullable=False),
        sa.Column("state", sa.LargeBinary(length=4140), nullable=False),
        sa.Column("state_hash", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignee_account_id"],
            ["accounts.account_id"],
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.organisation_id"],
        ),
        sa.PrimaryKeyConstraint("case_id"),
        sa.UniqueConstraint("locator_tag"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_cases_worklist", "cases", ["assignee_account_id", "next_look_on", "case_id"])

    op.create_table(
        "directories",
        sa.Column("organisation_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.organisation_id"],
        ),
        sa.PrimaryKeyConstraint("organisation_id", "version"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "invitations",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("organisation_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("role", sa.Integer(), nullable=False),
        sa.Column("sign_in_name", sa.String(length=120), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("account_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("used_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.organisation_id"],
        ),
        sa.PrimaryKeyConstraint("token_hash"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "key_records",
        sa.Column("kid_box", sa.LargeBinary(length=16), nullable=False),
        sa.Column("organisation_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("account_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("identity_pk", sa.LargeBinary(length=32), nullable=False),
        sa.Column("record", sa.LargeBinary(length=176), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("device", sa.String(length=16), nullable=False),
        sa.Column("enrolled_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.account_id"],
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.organisation_id"],
        ),
        sa.PrimaryKeyConstraint("kid_box"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_key_records_account", "key_records", ["account_id"])
    op.create_index("ix_key_records_organisation", "key_records", ["organisation_id"])

    op.create_table(
        "roots",
        sa.Column("organisation_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.organisation_id"],
        ),
        sa.PrimaryKeyConstraint("organisation_id", "version"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "duties",
        sa.Column("case_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Integer(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("statement", sa.LargeBinary(length=176), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["cases.case_id"],
        ),
        sa.PrimaryKeyConstraint("case_id", "position"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "envelopes",
        sa.Column("case_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("space", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("direction", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("env_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("envelope", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["cases.case_id"],
        ),
        sa.PrimaryKeyConstraint("case_id", "space", "direction", "position"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "register",
        sa.Column("register_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("organisation_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("case_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["cases.case_id"],
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.organisation_id"],
        ),
        sa.PrimaryKeyConstraint("register_id"),
        sa.UniqueConstraint("case_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_register_organisation_id", "register", ["organisation_id"])


def downgrade() -> None:
    """Bring the schema back to the revision before."""
    op.drop_index("ix_register_organisation_id", "register")

    op.drop_table("register")
    op.drop_table("envelopes")
    op.drop_table("duties")
    op.drop_table("roots")
    op.drop_index("ix_key_records_organisation", "key_records")
    op.drop_index("ix_key_records_account", "key_records")

    op.drop_table("key_records")
    op.drop_table("invitations")
    op.drop_table("directories")
    op.drop_index("ix_cases_worklist", "cases")

    op.drop_table("cases")
    op.drop_table("organisations")
    op.drop_table("installation")
    op.drop_table("accounts")
