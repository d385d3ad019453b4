"""Keep for each case with a clock the day on which the watch looks at it next, in a narrow table of its own.

A case is some five kilobytes, and rewriting a million of them to move a day takes minutes; moving a row of thirty bytes
does not. The database itself sets the day anew whenever a fact of a case changes, so that no service can forget it.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_FACTS = "track, acknowledged_on, feedback_on, dismissed_on, released_on, closed_on"
_AT_ONCE = "0001-01-01"
_SPARREN = 1


def upgrade() -> None:
    """Bring the schema to this revision."""
    op.create_table(
        "looks",
        sa.Column("case_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("look_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("case_id"),
        sqlite_with_rowid=False,
    )
    day = f"'{_AT_ONCE}'" if _is_sqlite() else f"DATE '{_AT_ONCE}'"
    op.execute(f"INSERT INTO looks SELECT case_id, {day} FROM cases WHERE track <> {_SPARREN}")  # noqa: S608 - own names
    op.create_index("ix_looks_day", "looks", ["look_on", "case_id"])
    op.drop_index("ix_cases_look", "cases")
    released = sa.text("released_on IS NOT NULL")
    op.create_index(
        "ix_cases_released",
        "cases",
        ["organisation_id", "next_look_on"],
        sqlite_where=released,
        postgresql_where=released,
    )
    for statement in _sqlite_triggers() if _is_sqlite() else _postgresql_triggers():
        op.execute(statement)


def downgrade() -> None:
    """Bring the schema back to the revision before."""
    if _is_sqlite():
        op.execute("DROP TRIGGER cases_come")
        op.execute("DROP TRIGGER cases_change")
    else:
        op.execute("DROP TRIGGER cases_look ON cases")
        op.execute("DROP FUNCTION look_at_case")
    op.drop_table("looks")
    op.drop_index("ix_cases_released", "cases")
    op.create_index("ix_cases_look", "cases", ["next_look_on", "case_id"])


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _sqlite_triggers() -> list[str]:
    insert = "INSERT INTO looks (case_id, look_on) VALUES (NEW.case_id, {day})"
    again = f"{insert.format(day=repr(_AT_ONCE))} ON CONFLICT (case_id) DO UPDATE SET look_on = excluded.look_on"
    return [
        (
            f"CREATE TRIGGER cases_come AFTER INSERT ON cases WHEN NEW.track <> {_SPARREN} "
            f"BEGIN {insert.format(day='NEW.next_look_on')}; END"
        ),
        (
            f"CREATE TRIGGER cases_change AFTER UPDATE OF {_FACTS} ON cases WHEN NEW.track <> {_SPARREN} "
            f"BEGIN {again}; END"
        ),
    ]


def _postgresql_triggers() -> list[str]:
    return [
        (
            "CREATE FUNCTION look_at_case() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "  # noqa: S608 - own names
            f"IF NEW.track = {_SPARREN} THEN RETURN NULL; END IF; "
            "INSERT INTO looks (case_id, look_on) VALUES (NEW.case_id, "
            f"CASE WHEN TG_OP = 'INSERT' THEN NEW.next_look_on ELSE DATE '{_AT_ONCE}' END) "
            "ON CONFLICT (case_id) DO UPDATE SET look_on = excluded.look_on; RETURN NULL; END $$"
        ),
        (
            f"CREATE TRIGGER cases_look AFTER INSERT OR UPDATE OF {_FACTS} ON cases "
            "FOR EACH ROW EXECUTE FUNCTION look_at_case()"
        ),
    ]
