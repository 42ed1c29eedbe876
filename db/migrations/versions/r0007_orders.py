"""Indexes in the order of the pages; on PostgreSQL one of pairs of words, for phrases."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

OPEN = "role = 'lead' AND counted AND done_on IS NULL AND state NOT IN ('tam_dung', 'huy')"


PAIRS = """
CREATE FUNCTION task_pairs(folded text, names text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT ARRAY(
    SELECT a || ' ' || b FROM unnest(t, t[2:]) AS p (a, b) WHERE b IS NOT NULL
    UNION
    SELECT a || ' ' || b FROM unnest(n, n[2:]) AS p (a, b) WHERE b IS NOT NULL
  ) FROM (SELECT string_to_array(folded, ' ') AS t, string_to_array(names, ' ') AS n) AS words
$$
"""


def upgrade() -> None:
    _orders()
    if op.get_bind().dialect.name == "postgresql":
        op.execute(PAIRS)
        op.execute("CREATE INDEX ix_tasks_pairs ON tasks USING gin (task_pairs(folded, names))")


def _orders() -> None:
    # The one that stood here put notices without a day where no query asked for them.
    op.drop_index("ix_documents_newest", "documents")
    op.drop_index("ix_documents_issue_date", "documents")
    op.create_index("ix_documents_newest", "documents", ["issue_date", "id"])
    op.drop_index("ix_tasks_last_day", "tasks")
    op.create_index("ix_tasks_last_day", "tasks", ["last_day", "id"])
    op.drop_index("ix_task_agencies_open", "task_agencies")
    op.create_index(
        "ix_task_agencies_open",
        "task_agencies",
        ["unit", "last_day", "task_id", "standing"],
        sqlite_where=sa.text(OPEN),
        postgresql_where=sa.text(OPEN),
    )
