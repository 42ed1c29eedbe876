"""Clauses of tasks; the name that a unit bears first is found by index."""

from __future__ import annotations

import re

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_BATCH = 5_000
_ENDS = re.compile(r";\s*|\.\s+(?=[^\W\d_])")


def upgrade() -> None:
    made = op.create_table(
        "clauses",
        Column("id", BIG, nullable=False),
        Column("task_id", BIG, nullable=False),
        Column("ordinal", sa.Integer, nullable=False),
        Column("text", sa.Text, nullable=False),
        Column("start", sa.Integer, nullable=False),
        Column("end", sa.Integer, nullable=False),
        sa.CheckConstraint('0 <= start AND start < "end"', name="ck_clauses_span"),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.id"], name="fk_clauses_task_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_clauses"),
        sa.UniqueConstraint("task_id", "ordinal", name="uq_clauses_task_id_ordinal"),
    )
    _fill(made)
    op.drop_index("ix_task_agencies_unit", "task_agencies")
    op.create_index("ix_task_agencies_unit", "task_agencies", ["unit", "role", "id"])


def _fill(table: sa.Table) -> None:
    bind = op.get_bind()
    tasks = sa.table("tasks", sa.column("id", BIG), sa.column("text", sa.Text))
    after = 0
    while True:
        query = sa.select(tasks.c.id, tasks.c.text).where(tasks.c.id > after)
        found = bind.execute(query.order_by(tasks.c.id).limit(_BATCH)).all()
        rows = [row for key, text in found for row in _clauses(key, text)]
        if rows:
            bind.execute(sa.insert(table), rows)
        if len(found) < _BATCH:
            return
        after = found[-1].id


def _clauses(task: int, text: str) -> list[dict[str, object]]:
    """As ``db.clauses`` divided a text when this migration was written."""
    found: list[dict[str, object]] = []
    start = 0
    ends = [
        (m.start(), m.end()) for m in _ENDS.finditer(text) if _divides(text, m.start(), m.end())
    ]
    for end, behind in [*ends, (len(text), 0)]:
        piece = text[start:end].strip().rstrip(".").rstrip()
        if piece:
            begin = text.index(piece, start)
            found.append(
                {
                    "task_id": task,
                    "ordinal": len(found),
                    "text": piece,
                    "start": begin,
                    "end": begin + len(piece),
                }
            )
        start = behind
    return found if len(found) > 1 else []


def _divides(text: str, end: int, behind: int) -> bool:
    word = text[max(end - 2, 0) : end]
    return text[end] == ";" or (word.isalpha() and word.islower() and text[behind].isupper())
