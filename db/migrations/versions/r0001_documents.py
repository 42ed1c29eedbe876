"""Documents and what was read of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSONS = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_documents()
    _create_reading()
    _create_parts()


def _create_documents() -> None:
    op.create_table(
        "documents",
        Column("id", BIG, nullable=False),
        Column("sha256", sa.Text, nullable=False),
        Column("file", sa.Text, nullable=False),
        Column("source", sa.Text),
        Column("media_type", sa.Text, nullable=False),
        Column("version", sa.Text, nullable=False),
        Column("damage", sa.Text),
        Column("type", sa.Text),
        Column("number", sa.Text),
        Column("symbol", sa.Text),
        Column("symbol_folded", KEY),
        Column("issuer", sa.Text),
        Column("issuer_folded", KEY),
        Column("parent", sa.Text),
        Column("place", sa.Text),
        Column("issue_date", sa.Date),
        Column("issue_year", sa.Integer),
        Column("title", sa.Text),
        Column("chair_name", sa.Text),
        Column("chair_role", sa.Text),
        Column("meeting_name", sa.Text),
        Column("meeting_date", sa.Date),
        Column("signer_name", sa.Text),
        Column("signer_title", sa.Text),
        Column("signer_authority", sa.Text),
        Column("urgency", sa.Text),
        Column("secrecy", sa.Text),
        Column("abbreviations", JSONS, nullable=False),
        Column("evidence", JSONS, nullable=False),
        Column("folded", KEY, nullable=False),
        Column("confidence", sa.Double(), nullable=False),
        Column("duplicate_of", BIG),
        Column("revision", sa.Integer, nullable=False),
        Column("stored_at", MOMENT, nullable=False),
        Column("read_at", MOMENT, nullable=False),
        sa.CheckConstraint("confidence BETWEEN 0 AND 1", name="ck_documents_confidence"),
        sa.CheckConstraint("duplicate_of <> id", name="ck_documents_duplicate_of"),
        sa.CheckConstraint("length(sha256) = 64", name="ck_documents_sha256"),
        sa.ForeignKeyConstraint(
            ["duplicate_of"],
            ["documents.id"],
            name="fk_documents_duplicate_of",
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
        sa.UniqueConstraint("sha256", name="uq_documents_sha256"),
    )
    op.create_index("ix_documents_duplicate_of", "documents", ["duplicate_of"])
    op.create_index("ix_documents_issue_date", "documents", ["issue_date"])
    op.create_index("ix_documents_number_symbol", "documents", ["number", "symbol_folded"])
    op.create_index(
        "uq_documents_identity",
        "documents",
        ["issuer_folded", "number", "symbol_folded", "issue_year"],
        unique=True,
        sqlite_where=sa.text("duplicate_of IS NULL"),
        postgresql_where=sa.text("duplicate_of IS NULL"),
    )


def _create_reading() -> None:
    op.create_table(
        "pages",
        Column("id", BIG, nullable=False),
        Column("document_id", BIG, nullable=False),
        Column("number", sa.Integer, nullable=False),
        Column("kind", sa.Text, nullable=False),
        Column("width", sa.Double(), nullable=False),
        Column("height", sa.Double(), nullable=False),
        Column("dpi", sa.Double(), nullable=False),
        Column("rotation", sa.Integer, nullable=False),
        Column("skew", sa.Double(), nullable=False),
        Column("engine", sa.Text),
        Column("confidence", sa.Double(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('born_digital', 'scan', 'scan_with_text', 'damaged_text', 'legacy_font', 'text', 'blank')",
            name="ck_pages_kind",
        ),
        sa.CheckConstraint("confidence BETWEEN 0 AND 1", name="ck_pages_confidence"),
        sa.CheckConstraint("number > 0", name="ck_pages_number"),
        sa.CheckConstraint("rotation IN (0, 90, 180, 270)", name="ck_pages_rotation"),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name="fk_pages_document_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_pages"),
        sa.UniqueConstraint("document_id", "number", name="uq_pages_document_id_number"),
    )
    op.create_index("ix_pages_document_id", "pages", ["document_id"])
    op.create_table(
        "lines",
        Column("id", BIG, nullable=False),
        Column("page_id", BIG, nullable=False),
        Column("number", sa.Integer, nullable=False),
        Column("role", sa.Text, nullable=False),
        Column("column_no", sa.Integer, nullable=False),
        Column("raw", sa.Text, nullable=False),
        Column("text", sa.Text, nullable=False),
        Column("box", JSONS),
        Column("words", JSONS, nullable=False),
        sa.CheckConstraint(
            "role IN ('body', 'letterhead', 'closing', 'table', 'footnote', 'page_number', 'stamp', 'handwriting', 'noise')",
            name="ck_lines_role",
        ),
        sa.CheckConstraint("number >= 0", name="ck_lines_number"),
        sa.ForeignKeyConstraint(
            ["page_id"], ["pages.id"], name="fk_lines_page_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_lines"),
        sa.UniqueConstraint("page_id", "number", name="uq_lines_page_id_number"),
    )
    op.create_table(
        "edits",
        Column("id", BIG, nullable=False),
        Column("document_id", BIG, nullable=False),
        Column("page", sa.Integer, nullable=False),
        Column("line", sa.Integer, nullable=False),
        Column("word", sa.Integer, nullable=False),
        Column("raw", sa.Text, nullable=False),
        Column("text", sa.Text, nullable=False),
        Column("kind", sa.Text, nullable=False),
        Column("probability", sa.Double(), nullable=False),
        Column("runner_up", sa.Text),
        Column("review", sa.Boolean, nullable=False),
        sa.CheckConstraint(
            "kind IN ('normalise', 'repair', 'number', 'second_reading', 'person')",
            name="ck_edits_kind",
        ),
        sa.CheckConstraint("probability BETWEEN 0 AND 1", name="ck_edits_probability"),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name="fk_edits_document_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_edits"),
    )
    op.create_index("ix_edits_document_page", "edits", ["document_id", "page"])
    op.create_table(
        "stamps",
        Column("id", BIG, nullable=False),
        Column("document_id", BIG, nullable=False),
        Column("page", sa.Integer, nullable=False),
        Column("text", sa.Text, nullable=False),
        Column("box", JSONS),
        Column("signer", sa.Text),
        Column("agency", sa.Text),
        Column("signed_at", sa.Text),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name="fk_stamps_document_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_stamps"),
    )
    op.create_index("ix_stamps_document_id", "stamps", ["document_id"])


def _create_parts() -> None:
    op.create_table(
        "sections",
        Column("id", BIG, nullable=False),
        Column("document_id", BIG, nullable=False),
        Column("ordinal", sa.Integer, nullable=False),
        Column("path", sa.Text, nullable=False),
        Column("kind", sa.Text, nullable=False),
        Column("heading", sa.Text, nullable=False),
        Column("evidence", JSONS),
        sa.CheckConstraint(
            "kind IN ('preamble', 'assessment', 'assignment', 'closing')", name="ck_sections_kind"
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name="fk_sections_document_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_sections"),
        sa.UniqueConstraint("document_id", "ordinal", name="uq_sections_document_id_ordinal"),
    )
    op.create_index("ix_sections_document_id", "sections", ["document_id"])
    op.create_table(
        "recipients",
        Column("id", BIG, nullable=False),
        Column("document_id", BIG, nullable=False),
        Column("ordinal", sa.Integer, nullable=False),
        Column("text", sa.Text, nullable=False),
        Column("purpose", sa.Text),
        Column("evidence", JSONS),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name="fk_recipients_document_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_recipients"),
        sa.UniqueConstraint("document_id", "ordinal", name="uq_recipients_document_id_ordinal"),
    )
    op.create_index("ix_recipients_document_id", "recipients", ["document_id"])
