"""What people do about the tasks, agencies, settings, the audit."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSONS = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_events()
    _create_care()
    _create_agencies()


def _create_events() -> None:
    op.create_table(
        "status_events",
        Column("id", BIG, nullable=False),
        Column("assignee_id", BIG, nullable=False),
        Column("state", sa.Text, nullable=False),
        Column("day", sa.Date, nullable=False),
        Column("reason", sa.Text),
        Column("by", sa.Text, nullable=False),
        Column("at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "state IN ('moi', 'da_giao', 'da_nhan', 'dang_thuc_hien', 'cho_xac_nhan', 'hoan_thanh', 'tam_dung', 'huy', 'thuc_hien_lai')",
            name="ck_status_events_state",
        ),
        sa.ForeignKeyConstraint(
            ["assignee_id"],
            ["task_agencies.id"],
            name="fk_status_events_assignee_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_status_events"),
    )
    op.create_index("ix_status_events_assignee", "status_events", ["assignee_id", "day", "id"])
    op.create_table(
        "progress_notes",
        Column("id", BIG, nullable=False),
        Column("assignee_id", BIG, nullable=False),
        Column("day", sa.Date, nullable=False),
        Column("percent", sa.Integer),
        Column("note", sa.Text),
        Column("result_document", sa.Text),
        Column("by", sa.Text, nullable=False),
        Column("at", MOMENT, nullable=False),
        sa.CheckConstraint("percent BETWEEN 0 AND 100", name="ck_progress_notes_percent"),
        sa.ForeignKeyConstraint(
            ["assignee_id"],
            ["task_agencies.id"],
            name="fk_progress_notes_assignee_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_progress_notes"),
    )
    op.create_index("ix_progress_notes_assignee_id", "progress_notes", ["assignee_id"])
    op.create_table(
        "extensions",
        Column("id", BIG, nullable=False),
        Column("task_id", BIG, nullable=False),
        Column("assignee_id", BIG),
        Column("old_day", sa.Date),
        Column("new_day", sa.Date, nullable=False),
        Column("agreed_on", sa.Date, nullable=False),
        Column("agreed_by", sa.Text, nullable=False),
        Column("document", sa.Text),
        Column("by", sa.Text, nullable=False),
        Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["assignee_id"],
            ["task_agencies.id"],
            name="fk_extensions_assignee_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.id"], name="fk_extensions_task_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_extensions"),
    )
    op.create_index("ix_extensions_assignee_id", "extensions", ["assignee_id"])
    op.create_index("ix_extensions_task_id", "extensions", ["task_id"])


def _create_care() -> None:
    op.create_table(
        "corrections",
        Column("id", BIG, nullable=False),
        Column("document_id", BIG, nullable=False),
        Column("task_id", BIG),
        Column("field", sa.Text, nullable=False),
        Column("machine", JSONS),
        Column("person", JSONS),
        Column("by", sa.Text, nullable=False),
        Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name="fk_corrections_document_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.id"], name="fk_corrections_task_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_corrections"),
    )
    op.create_index(
        "ix_corrections_document_field", "corrections", ["document_id", "task_id", "field"]
    )
    op.create_index("ix_corrections_document_id", "corrections", ["document_id"])
    op.create_index("ix_corrections_task_id", "corrections", ["task_id"])
    op.create_table(
        "audit",
        Column("id", BIG, nullable=False),
        Column("at", MOMENT, nullable=False),
        Column("by", sa.Text, nullable=False),
        Column("action", sa.Text, nullable=False),
        Column("document_id", BIG),
        Column("task_id", BIG),
        Column("field", sa.Text),
        Column("before", JSONS),
        Column("after", JSONS),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_document_id_id", "audit", ["document_id", "id"])
    op.create_table(
        "rules",
        Column("key", sa.Text, nullable=False),
        Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_rules"),
    )
    op.create_table(
        "days_off",
        Column("day", sa.Date, nullable=False),
        Column("worked", sa.Boolean, nullable=False),
        Column("name", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("day", name="pk_days_off"),
    )


def _create_agencies() -> None:
    op.create_table(
        "agencies",
        Column("key", sa.Text, nullable=False),
        Column("name", sa.Text, nullable=False),
        Column("folded", sa.Text, nullable=False),
        Column("sort_key", sa.Text, nullable=False),
        Column("level", sa.Text),
        Column("parent", sa.Text),
        Column("valid_from", sa.Date),
        Column("valid_to", sa.Date),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="ck_agencies_valid"),
        sa.ForeignKeyConstraint(["parent"], ["agencies.key"], name="fk_agencies_parent"),
        sa.PrimaryKeyConstraint("key", name="pk_agencies"),
    )
    op.create_index("ix_agencies_folded", "agencies", ["folded"])
    op.create_table(
        "agency_aliases",
        Column("id", BIG, nullable=False),
        Column("agency", sa.Text, nullable=False),
        Column("alias", sa.Text, nullable=False),
        Column("folded", sa.Text, nullable=False),
        Column("valid_from", sa.Date),
        Column("valid_to", sa.Date),
        sa.ForeignKeyConstraint(
            ["agency"], ["agencies.key"], name="fk_agency_aliases_agency", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_agency_aliases"),
        sa.UniqueConstraint("agency", "folded", name="uq_agency_aliases_agency_folded"),
    )
    op.create_index("ix_agency_aliases_folded", "agency_aliases", ["folded"])
    op.create_table(
        "agency_successors",
        Column("id", BIG, nullable=False),
        Column("old", sa.Text, nullable=False),
        Column("new", sa.Text, nullable=False),
        Column("since", sa.Date),
        Column("note", sa.Text),
        sa.CheckConstraint("old <> new", name="ck_agency_successors_itself"),
        sa.ForeignKeyConstraint(
            ["new"], ["agencies.key"], name="fk_agency_successors_new", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["old"], ["agencies.key"], name="fk_agency_successors_old", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_agency_successors"),
        sa.UniqueConstraint("old", "new", name="uq_agency_successors_old_new"),
    )
    op.create_table(
        "agency_members",
        Column("id", BIG, nullable=False),
        Column("group_key", sa.Text, nullable=False),
        Column("member", sa.Text, nullable=False),
        Column("valid_from", sa.Date),
        Column("valid_to", sa.Date),
        sa.ForeignKeyConstraint(
            ["group_key"], ["agencies.key"], name="fk_agency_members_group_key", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["member"], ["agencies.key"], name="fk_agency_members_member", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_agency_members"),
        sa.UniqueConstraint(
            "group_key",
            "member",
            "valid_from",
            name="uq_agency_members_group_key_member_valid_from",
        ),
    )
