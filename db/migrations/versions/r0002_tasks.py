"""Tasks, who answers for them, by when; figures, references, flags."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSONS = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_tasks()
    _create_measures()
    _create_remarks()


def _create_tasks() -> None:
    op.create_table(
        "tasks",
        Column("id", BIG, nullable=False),
        Column("document_id", BIG, nullable=False),
        Column("ordinal", sa.Integer, nullable=False),
        Column("path", sa.Text, nullable=False),
        Column("page", sa.Integer, nullable=False),
        Column("text", sa.Text, nullable=False),
        Column("folded", KEY, nullable=False),
        Column("nature", sa.Text, nullable=False),
        Column("report_to", JSONS, nullable=False),
        Column("evidence", JSONS),
        Column("confidence", sa.Double(), nullable=False),
        Column("named_day", sa.Date),
        Column("bound", sa.Text),
        Column("last_day", sa.Date),
        Column("withdrawn", sa.Boolean, nullable=False),
        Column("confirmed_at", MOMENT),
        Column("confirmed_by", sa.Text),
        sa.CheckConstraint(
            "nature IN ('one_off', 'recurring', 'continuous')", name="ck_tasks_nature"
        ),
        sa.CheckConstraint("confidence BETWEEN 0 AND 1", name="ck_tasks_confidence"),
        sa.CheckConstraint("page > 0", name="ck_tasks_page"),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name="fk_tasks_document_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_tasks"),
    )
    op.create_index("ix_tasks_document_id", "tasks", ["document_id"])
    op.create_index("ix_tasks_document_ordinal", "tasks", ["document_id", "ordinal"])
    op.create_index("ix_tasks_last_day", "tasks", ["last_day"])
    op.create_index("ix_tasks_named_day", "tasks", ["named_day"])
    op.create_table(
        "task_agencies",
        Column("id", BIG, nullable=False),
        Column("task_id", BIG, nullable=False),
        Column("ordinal", sa.Integer, nullable=False),
        Column("role", sa.Text, nullable=False),
        Column("name", sa.Text, nullable=False),
        Column("folded", KEY, nullable=False),
        Column("sort_key", KEY, nullable=False),
        Column("addressed", sa.Text, nullable=False),
        Column("agency", sa.Text),
        Column("evidence", JSONS),
        Column("origin", sa.Text, nullable=False),
        Column("state", sa.Text, nullable=False),
        Column("done_on", sa.Date),
        Column("last_day", sa.Date),
        Column("standing", sa.Boolean, nullable=False),
        Column("counted", sa.Boolean, nullable=False),
        sa.CheckConstraint(
            "(state = 'hoan_thanh') = (done_on IS NOT NULL)", name="ck_task_agencies_done_on"
        ),
        sa.CheckConstraint(
            "addressed IN ('unit', 'head', 'group', 'person')", name="ck_task_agencies_addressed"
        ),
        sa.CheckConstraint("origin IN ('machine', 'person')", name="ck_task_agencies_origin"),
        sa.CheckConstraint(
            "role IN ('lead', 'coordinate', 'supervise')", name="ck_task_agencies_role"
        ),
        sa.CheckConstraint(
            "state IN ('moi', 'da_giao', 'da_nhan', 'dang_thuc_hien', 'cho_xac_nhan', 'hoan_thanh', 'tam_dung', 'huy', 'thuc_hien_lai')",
            name="ck_task_agencies_state",
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.id"], name="fk_task_agencies_task_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_task_agencies"),
    )
    op.create_index("ix_task_agencies_agency", "task_agencies", ["agency", "role"])
    op.create_index("ix_task_agencies_folded", "task_agencies", ["folded", "role"])
    op.create_index(
        "ix_task_agencies_open",
        "task_agencies",
        ["last_day", "folded", "task_id"],
        sqlite_where=sa.text(
            "role = 'lead' AND done_on IS NULL AND state NOT IN ('tam_dung', 'huy')"
        ),
        postgresql_where=sa.text(
            "role = 'lead' AND done_on IS NULL AND state NOT IN ('tam_dung', 'huy')"
        ),
    )
    op.create_index(
        "ix_task_agencies_summary",
        "task_agencies",
        ["folded", "name", "state", "last_day", "done_on", "standing", "counted"],
        sqlite_where=sa.text("role = 'lead'"),
        postgresql_where=sa.text("role = 'lead'"),
    )
    op.create_index("ix_task_agencies_task_id", "task_agencies", ["task_id"])


def _create_measures() -> None:
    op.create_table(
        "deadlines",
        Column("id", BIG, nullable=False),
        Column("task_id", BIG, nullable=False),
        Column("ordinal", sa.Integer, nullable=False),
        Column("verbatim", sa.Text, nullable=False),
        Column("kind", sa.Text, nullable=False),
        Column("date", sa.Date),
        Column("time", sa.Time),
        Column("bound", sa.Text),
        Column("anchor", sa.Text),
        Column("offset_count", sa.Integer),
        Column("unit", sa.Text),
        Column("due", sa.Date),
        Column("rrule", sa.Text),
        Column("year_inferred", sa.Boolean, nullable=False),
        Column("scope", sa.Text, nullable=False),
        Column("evidence", JSONS),
        sa.CheckConstraint(
            "bound IS NULL OR bound IN ('before', 'on_or_before', 'on')", name="ck_deadlines_bound"
        ),
        sa.CheckConstraint(
            "kind IN ('date', 'relative', 'recurring', 'continuous', 'event')",
            name="ck_deadlines_kind",
        ),
        sa.CheckConstraint("scope IN ('item', 'section', 'notice')", name="ck_deadlines_scope"),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.id"], name="fk_deadlines_task_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_deadlines"),
        sa.UniqueConstraint("task_id", "ordinal", name="uq_deadlines_task_id_ordinal"),
    )
    op.create_index("ix_deadlines_date", "deadlines", ["date"])
    op.create_index("ix_deadlines_task_id", "deadlines", ["task_id"])
    op.create_table(
        "quantities",
        Column("id", BIG, nullable=False),
        Column("document_id", BIG, nullable=False),
        Column("task_id", BIG),
        Column("ordinal", sa.Integer, nullable=False),
        Column("kind", sa.Text, nullable=False),
        Column("verbatim", sa.Text, nullable=False),
        Column("value", sa.Double(), nullable=False),
        Column("of", sa.Double()),
        Column("comparator", sa.Text, nullable=False),
        Column("measure", sa.Text),
        Column("evidence", JSONS),
        sa.CheckConstraint(
            "comparator IN ('=', '>', '>=', '<', '<=', '~', '+', '-')",
            name="ck_quantities_comparator",
        ),
        sa.CheckConstraint("kind IN ('percent', 'ratio', 'rank')", name="ck_quantities_kind"),
        sa.CheckConstraint(
            "task_id IS NULL OR kind = 'percent'", name="ck_quantities_task_percent"
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name="fk_quantities_document_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.id"], name="fk_quantities_task_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_quantities"),
    )
    op.create_index("ix_quantities_document_id", "quantities", ["document_id"])
    op.create_index("ix_quantities_task_id", "quantities", ["task_id"])


def _create_remarks() -> None:
    op.create_table(
        "citations",
        Column("id", BIG, nullable=False),
        Column("document_id", BIG, nullable=False),
        Column("task_id", BIG),
        Column("ordinal", sa.Integer, nullable=False),
        Column("verbatim", sa.Text, nullable=False),
        Column("type", sa.Text),
        Column("number", sa.Text),
        Column("symbol", sa.Text),
        Column("date", sa.Date),
        Column("evidence", JSONS),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name="fk_citations_document_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.id"], name="fk_citations_task_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_citations"),
    )
    op.create_index("ix_citations_document_id", "citations", ["document_id"])
    op.create_index("ix_citations_task_id", "citations", ["task_id"])
    op.create_table(
        "flags",
        Column("id", BIG, nullable=False),
        Column("document_id", BIG, nullable=False),
        Column("task_id", BIG),
        Column("part", sa.Text, nullable=False),
        Column("ordinal", sa.Integer, nullable=False),
        Column("code", sa.Text, nullable=False),
        Column("field", sa.Text),
        Column("detail", sa.Text),
        Column("resolved_at", MOMENT),
        Column("resolved_by", sa.Text),
        sa.CheckConstraint(
            "(task_id IS NULL) = (part IN ('notice', 'head', 'finding'))", name="ck_flags_task_part"
        ),
        sa.CheckConstraint(
            "part IN ('notice', 'head', 'finding', 'task', 'assignee', 'deadline', 'percentage')",
            name="ck_flags_part",
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name="fk_flags_document_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.id"], name="fk_flags_task_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_flags"),
    )
    op.create_index("ix_flags_code", "flags", ["code"])
    op.create_index("ix_flags_document_id", "flags", ["document_id"])
    op.create_index("ix_flags_task_id", "flags", ["task_id"])
