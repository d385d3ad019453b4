"""Let authorities' own systems ask at the API: clients, their keys, and what a repeated write is answered.

An authority has one key for all the organisations at which it is listed, so that one system of it serves them all.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


_OUTSIDE = "kid_box, organisation_id, identity_pk, record, name, enrolled_on"
_FIRST = (
    "NOT EXISTS (SELECT 1 FROM outside_keys other WHERE other.kid_box = outside_keys.kid_box "
    "AND other.organisation_id < outside_keys.organisation_id)"
)


def upgrade() -> None:
    """Bring the schema to this revision."""
    _key_outside_keys(["kid_box", "organisation_id"], "TRUE")
    op.create_table(
        "api_clients",
        sa.Column("client_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("identity_pk", sa.LargeBinary(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("scopes", sa.String(length=200), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("revoked_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("client_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "api_client_keys",
        sa.Column("thumbprint", sa.LargeBinary(length=32), nullable=False),
        sa.Column("client_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("public_key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("revoked_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["api_clients.client_id"]),
        sa.PrimaryKeyConstraint("thumbprint"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_api_client_keys_client", "api_client_keys", ["client_id"])
    op.create_table(
        "idempotency_keys",
        sa.Column("client_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("key_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("request_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.Column("used_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["api_clients.client_id"]),
        sa.PrimaryKeyConstraint("client_id", "key_hash"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_idempotency_keys_day", "idempotency_keys", ["used_on"])
    op.create_index("ix_packages_state", "packages", ["recipient_pk", "state", "package_id"])


def downgrade() -> None:
    """Bring the schema back to the revision before."""
    op.drop_index("ix_packages_state", "packages")
    op.drop_index("ix_idempotency_keys_day", "idempotency_keys")
    op.drop_table("idempotency_keys")
    op.drop_index("ix_api_client_keys_client", "api_client_keys")
    op.drop_table("api_client_keys")
    op.drop_table("api_clients")
    _key_outside_keys(["kid_box"], _FIRST)


def _key_outside_keys(primary_key: list[str], kept: str) -> None:
    """Make the table again under another primary key, with the rows that are kept."""
    op.create_table(
        "outside_keys_again",
        sa.Column("kid_box", sa.LargeBinary(length=16), nullable=False),
        sa.Column("organisation_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("identity_pk", sa.LargeBinary(length=32), nullable=False),
        sa.Column("record", sa.LargeBinary(length=176), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("enrolled_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.organisation_id"]),
        sa.PrimaryKeyConstraint(*primary_key),
        sqlite_with_rowid=False,
    )
    columns = f"INSERT INTO outside_keys_again ({_OUTSIDE}) SELECT {_OUTSIDE} FROM outside_keys WHERE {kept}"  # noqa: S608 - own names
    op.execute(columns)
    op.drop_table("outside_keys")
    op.rename_table("outside_keys_again", "outside_keys")
