"""Keep what the duty to respond needs: acts on a case, the log, daily jobs, mail, drills, what the register lost.

Columns are added in place: SQLite would make the table of the cases anew for a constraint of its own, and that is not
possible while others point at it. So the rule that a case is closed only after feedback belongs to the column.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_CLOSED = (
    "ALTER TABLE cases ADD COLUMN closed_on DATE CONSTRAINT closed_needs_feedback "
    "CHECK (closed_on IS NULL OR track = 1 OR feedback_on IS NOT NULL OR dismissed_on IS NOT NULL)"
)
_DAYS = ("feedback_on", "dismissed_on", "unable_on", "released_on")
_APPEND_ONLY = ("log_entries", "log_nodes", "log_checkpoints")


def upgrade() -> None:
    """Bring the schema to this revision."""
    for day in _DAYS:
        op.add_column("cases", sa.Column(day, sa.Date(), nullable=True))
    op.execute(_CLOSED)
    op.create_index("ix_cases_look", "cases", ["next_look_on", "case_id"])
    op.add_column("duties", sa.Column("record_hash", sa.LargeBinary(length=32), nullable=True))
    op.add_column("duties", sa.Column("contested_on", sa.Date(), nullable=True))
    op.add_column("register", sa.Column("destroy_on", sa.Date(), nullable=True))
    op.add_column("register", sa.Column("extension_reason", sa.String(length=500), nullable=True))
    _make_log()
    _make_the_rest()
    for statement in _guards(op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    """Bring the schema back to the revision before."""
    for statement in _unguard(op.get_bind().dialect.name):
        op.execute(statement)
    for table in ("destructions", "drills", "calendar_feeds", "outbox", "mail_settings", "job_runs"):
        op.drop_table(table)
    for table in reversed(_APPEND_ONLY):
        op.drop_table(table)
    op.drop_table("events")
    op.drop_column("register", "extension_reason")
    op.drop_column("register", "destroy_on")
    op.drop_column("duties", "contested_on")
    op.drop_column("duties", "record_hash")
    op.drop_index("ix_cases_look", "cases")
    op.drop_column("cases", "closed_on")
    for day in reversed(_DAYS):
        op.drop_column("cases", day)


def _make_log() -> None:
    op.create_table(
        "events",
        sa.Column("case_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("log", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Integer(), nullable=False),
        sa.Column("detail", sa.Integer(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("event", sa.LargeBinary(length=128), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=32), nullable=False),
        sa.Column("commitment", sa.LargeBinary(length=32), nullable=False),
        sa.Column("leaf", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"]),
        sa.PrimaryKeyConstraint("case_id", "position"),
        sqlite_with_rowid=False,
    )
    missed = sa.text("kind = 5")
    op.create_index(
        "ux_events_missed",
        "events",
        ["case_id", "detail", "due_on"],
        unique=True,
        sqlite_where=missed,
        postgresql_where=missed,
    )
    waiting = sa.text("leaf IS NULL")
    op.create_index(
        "ix_events_waiting", "events", ["log", "commitment"], sqlite_where=waiting, postgresql_where=waiting
    )
    for table, position, content in (
        ("log_entries", "position", sa.Column("entry", sa.LargeBinary(length=52), nullable=False)),
        ("log_checkpoints", "size", sa.Column("note", sa.Text(), nullable=False)),
    ):
        op.create_table(
            table,
            sa.Column("log", sa.Integer(), autoincrement=False, nullable=False),
            sa.Column(position, sa.BigInteger(), autoincrement=False, nullable=False),
            content,
            sa.PrimaryKeyConstraint("log", position),
            sqlite_with_rowid=False,
        )
    op.create_table(
        "log_nodes",
        sa.Column("log", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("level", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("node", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("log", "level", "position"),
        sqlite_with_rowid=False,
    )


def _make_the_rest() -> None:
    op.create_table(
        "job_runs",
        sa.Column("job", sa.String(length=32), nullable=False),
        sa.Column("ran_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("job"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "mail_settings",
        sa.Column("account_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("mail_to", sa.String(length=254), nullable=False),
        sa.Column("rhythm", sa.String(length=16), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.account_id"]),
        sa.PrimaryKeyConstraint("account_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "outbox",
        sa.Column("mail_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("account_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("wanted_on", sa.Date(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.account_id"]),
        sa.PrimaryKeyConstraint("mail_id"),
        sa.UniqueConstraint("account_id", "wanted_on"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "calendar_feeds",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("account_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.account_id"]),
        sa.PrimaryKeyConstraint("token_hash"),
        sa.UniqueConstraint("account_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "drills",
        sa.Column("kid_box", sa.LargeBinary(length=16), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("answer_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["kid_box"], ["key_records.kid_box"]),
        sa.PrimaryKeyConstraint("kid_box", "month"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "destructions",
        sa.Column("destruction_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("organisation_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("destroyed_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("was_released", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.organisation_id"]),
        sa.PrimaryKeyConstraint("destruction_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_destructions_organisation_id", "destructions", ["organisation_id"])


def _guards(dialect: str) -> list[str]:
    """Give what makes the log append-only: nothing changes or goes, and an entry comes only right after the last."""
    return _sqlite_guards() if dialect == "sqlite" else _postgresql_guards()


def _sqlite_guards() -> list[str]:
    guards = [
        f"CREATE TRIGGER {table}_{verb} BEFORE {verb.upper()} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
        for table in _APPEND_ONLY
        for verb in ("update", "delete")
    ]
    # INSERT OR REPLACE takes a row away without asking the trigger on deletes; this one is asked first.
    guards.append(
        "CREATE TRIGGER log_entries_insert BEFORE INSERT ON log_entries "
        "WHEN NEW.position <> (SELECT coalesce(max(position) + 1, 0) FROM log_entries WHERE log = NEW.log) "
        "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
    )
    guards.append(
        "CREATE TRIGGER log_nodes_insert BEFORE INSERT ON log_nodes WHEN EXISTS "
        "(SELECT 1 FROM log_nodes WHERE log = NEW.log AND level = NEW.level AND position = NEW.position) "
        "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
    )
    guards.append(
        "CREATE TRIGGER log_checkpoints_insert BEFORE INSERT ON log_checkpoints WHEN EXISTS "
        "(SELECT 1 FROM log_checkpoints WHERE log = NEW.log AND size = NEW.size) "
        "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
    )
    return guards


def _postgresql_guards() -> list[str]:
    refuse = (
        "CREATE FUNCTION log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the log is append-only'; END $$"
    )
    follow = (
        "CREATE FUNCTION log_entry_follows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF NEW.position <> (SELECT coalesce(max(position) + 1, 0) FROM log_entries WHERE log = NEW.log) THEN "
        "RAISE EXCEPTION 'the log is append-only'; END IF; RETURN NEW; END $$"
    )
    guards = [refuse, follow]
    guards.extend(
        f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION log_is_append_only()"
        for table in _APPEND_ONLY
    )
    guards.extend(
        f"CREATE TRIGGER {table}_is_kept BEFORE TRUNCATE ON {table} EXECUTE FUNCTION log_is_append_only()"
        for table in _APPEND_ONLY
    )
    guards.append(
        "CREATE TRIGGER log_entries_follow BEFORE INSERT ON log_entries "
        "FOR EACH ROW EXECUTE FUNCTION log_entry_follows()"
    )
    return guards


def _unguard(dialect: str) -> list[str]:
    """Give what takes the guards away again; on SQLite they go with their tables, but refuse the copy of a drop."""
    if dialect == "sqlite":
        return [f"DROP TRIGGER {table}_{verb}" for table in _APPEND_ONLY for verb in ("update", "delete", "insert")]
    return [
        *(f"DROP TRIGGER {table}_{what} ON {table}" for table in _APPEND_ONLY for what in ("stays", "is_kept")),
        "DROP TRIGGER log_entries_follow ON log_entries",
        "DROP FUNCTION log_entry_follows()",
        "DROP FUNCTION log_is_append_only()",
    ]
