"""Tell authorities' systems that there is news: webhooks, and the events that wait for them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema to this revision."""
    op.create_table(
        "webhooks",
        sa.Column("webhook_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("client_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=16), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failing_since_on", sa.Date(), nullable=True),
        sa.Column("key_number", sa.Integer(), nullable=False),
        sa.Column("former_until_on", sa.Date(), nullable=True),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["api_clients.client_id"]),
        sa.PrimaryKeyConstraint("webhook_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_webhooks_client", "webhooks", ["client_id"])
    op.create_table(
        "webhook_events",
        sa.Column("event_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("webhook_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("package_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("wanted_on", sa.Date(), nullable=False),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["webhook_id"], ["webhooks.webhook_id"]),
        sa.ForeignKeyConstraint(["package_id"], ["packages.package_id"]),
        sa.PrimaryKeyConstraint("event_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_webhook_events_package", "webhook_events", ["package_id"])
    op.create_index("ix_webhook_events_webhook", "webhook_events", ["webhook_id", "event_id"])
    op.create_index(
        "ix_webhook_events_waiting",
        "webhook_events",
        ["webhook_id", "tries", "event_id"],
        sqlite_where=sa.text("delivered_on IS NULL"),
        postgresql_where=sa.text("delivered_on IS NULL"),
    )
    op.create_index("ix_webhook_events_delivered", "webhook_events", ["delivered_on"])


def downgrade() -> None:
    """Bring the schema back to the revision before."""
    op.drop_table("webhook_events")
    op.drop_index("ix_webhooks_client", "webhooks")
    op.drop_table("webhooks")
