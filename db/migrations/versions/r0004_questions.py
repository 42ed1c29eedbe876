"""What questions need: units, search without marks, indexes by unit, the day of the paper."""

# ruff: noqa: S608  no part of these statements comes from outside of this file

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
COUNTED = "role = 'lead' AND counted"
OPEN = f"{COUNTED} AND done_on IS NULL AND state NOT IN ('tam_dung', 'huy')"


def upgrade() -> None:
    _add_columns()
    _fill_columns()
    _index_units()
    if op.get_bind().dialect.name == "sqlite":
        _search_on_sqlite()
    else:
        _search_on_postgresql()


def _add_columns() -> None:
    op.add_column("tasks", Column("names", KEY, nullable=False, server_default=""))
    op.add_column("tasks", Column("leads", sa.Integer, nullable=False, server_default="0"))
    op.add_column("tasks", Column("paper_day", sa.Date))
    op.add_column("task_agencies", Column("unit", KEY, nullable=False, server_default=""))


def _fill_columns() -> None:
    joined = "group_concat" if op.get_bind().dialect.name == "sqlite" else "string_agg"
    op.execute("UPDATE task_agencies SET unit = COALESCE(agency, folded)")
    op.execute(
        "UPDATE tasks SET"
        f" names = COALESCE((SELECT {joined}(folded, ' ') FROM task_agencies"
        "   WHERE task_id = tasks.id), ''),"
        " leads = (SELECT count(*) FROM task_agencies"
        "   WHERE task_id = tasks.id AND role = 'lead'),"
        " paper_day = COALESCE((SELECT old_day FROM extensions"
        "   WHERE task_id = tasks.id AND assignee_id IS NULL ORDER BY id LIMIT 1), last_day)"
    )


def _index_units() -> None:
    op.drop_index("ix_task_agencies_open", "task_agencies")
    op.drop_index("ix_task_agencies_summary", "task_agencies")
    for name, columns, condition in (
        ("open", ["unit", "last_day", "task_id"], OPEN),
        ("late", ["last_day", "unit", "task_id"], OPEN),
        ("summary", ["unit", "state", "last_day", "done_on", "standing"], COUNTED),
    ):
        op.create_index(
            f"ix_task_agencies_{name}",
            "task_agencies",
            columns,
            sqlite_where=sa.text(condition),
            postgresql_where=sa.text(condition),
        )
    op.create_index("ix_task_agencies_unit", "task_agencies", ["unit", "role"])
    op.create_index(
        "ix_tasks_no_lead",
        "tasks",
        ["last_day"],
        sqlite_where=sa.text("leads = 0"),
        postgresql_where=sa.text("leads = 0"),
    )


def _search_on_sqlite() -> None:
    op.execute("CREATE INDEX ix_documents_newest ON documents (issue_date, id)")
    op.execute(
        "CREATE VIRTUAL TABLE tasks_fts USING fts5"
        "(folded, names, content='tasks', content_rowid='id', tokenize='ascii')"
    )
    op.execute("INSERT INTO tasks_fts (tasks_fts) VALUES ('rebuild')")
    out = (
        "INSERT INTO tasks_fts (tasks_fts, rowid, folded, names)"
        " VALUES ('delete', old.id, old.folded, old.names);"
    )
    into = "INSERT INTO tasks_fts (rowid, folded, names) VALUES (new.id, new.folded, new.names);"
    for name, event, body in (
        ("insert", "AFTER INSERT ON tasks", into),
        ("delete", "AFTER DELETE ON tasks", out),
        ("update", "AFTER UPDATE OF folded, names ON tasks", out + into),
    ):
        op.execute(f"CREATE TRIGGER tasks_fts_{name} {event} BEGIN {body} END")


def _search_on_postgresql() -> None:
    op.execute("CREATE INDEX ix_documents_newest ON documents (issue_date ASC NULLS FIRST, id)")
    op.execute(
        "ALTER TABLE tasks ADD COLUMN searched tsvector GENERATED ALWAYS AS ("
        "setweight(to_tsvector('pg_catalog.simple', folded), 'A') ||"
        " setweight(to_tsvector('pg_catalog.simple', names), 'B')) STORED"
    )
    op.execute("CREATE INDEX ix_tasks_searched ON tasks USING gin (searched)")
