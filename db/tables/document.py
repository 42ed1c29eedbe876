"""Tables of what was read from a file: the document, its pages, lines, edits and parts."""

from __future__ import annotations

import datetime as dt  # noqa: TC003  SQLAlchemy resolves annotations at run time

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import (
    BIG,
    Base,
    DocumentId,
    EvidenceJson,
    Id,
    Json,
    JsonOrNone,
    Key,
    KeyOrNone,
    Moment,
    MomentOrNone,
    TaskIdOrNone,
    one_of,
    unit_interval,
)
from models import EditKind, FindingKind, LineRole, PageKind, SectionKind


class Document(Base):
    """One file. Unread fields are NULL, never guessed."""

    __tablename__ = "documents"
    __table_args__ = (
        CheckConstraint("length(sha256) = 64", name="sha256"),
        CheckConstraint("duplicate_of <> id", name="duplicate_of"),
        unit_interval("confidence"),
        Index(
            "uq_documents_identity",
            "issuer_folded",
            "number",
            "symbol_folded",
            "issue_year",
            unique=True,
            sqlite_where=text("duplicate_of IS NULL"),
            postgresql_where=text("duplicate_of IS NULL"),
        ),
        Index("ix_documents_newest", "issue_date", "id"),
        Index("ix_documents_number_symbol", "number", "symbol_folded"),
    )

    id: Mapped[Id]
    sha256: Mapped[str] = mapped_column(unique=True)
    file: Mapped[str]
    source: Mapped[str | None]
    """Where the original lay when it was stored."""
    media_type: Mapped[str]
    version: Mapped[str]
    """Version of ketluan that read it."""
    damage: Mapped[str | None]
    type: Mapped[str | None]
    number: Mapped[str | None]
    symbol: Mapped[str | None]
    symbol_folded: Mapped[KeyOrNone]
    issuer: Mapped[str | None]
    issuer_folded: Mapped[KeyOrNone]
    parent: Mapped[str | None]
    place: Mapped[str | None]
    issue_date: Mapped[dt.date | None]
    issue_year: Mapped[int | None]
    title: Mapped[str | None]
    chair_name: Mapped[str | None]
    chair_role: Mapped[str | None]
    meeting_name: Mapped[str | None]
    meeting_date: Mapped[dt.date | None]
    signer_name: Mapped[str | None]
    signer_title: Mapped[str | None]
    signer_authority: Mapped[str | None]
    urgency: Mapped[str | None]
    secrecy: Mapped[str | None]
    abbreviations: Mapped[Json]
    evidence: Mapped[Json]
    """``models.Evidence`` by name of the field, ``chair`` and ``signer`` among them."""
    folded: Mapped[Key]
    """Number, symbol, title and file, for search without marks."""
    confidence: Mapped[float]
    duplicate_of: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("documents.id", ondelete="SET NULL"), index=True
    )
    revision: Mapped[int] = mapped_column(default=1)
    """Counts the changes of anything in the document."""
    stored_at: Mapped[Moment]
    read_at: Mapped[Moment]


class Page(Base):
    """One page. Boxes of its lines are in ``dpi`` units an inch."""

    __tablename__ = "pages"
    __table_args__ = (
        UniqueConstraint("document_id", "number"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("rotation IN (0, 90, 180, 270)", name="rotation"),
        one_of("kind", PageKind),
        unit_interval("confidence"),
    )

    id: Mapped[Id]
    document_id: Mapped[DocumentId]
    number: Mapped[int]
    kind: Mapped[str]
    width: Mapped[float]
    height: Mapped[float]
    dpi: Mapped[float]
    rotation: Mapped[int]
    skew: Mapped[float]
    engine: Mapped[str | None]
    confidence: Mapped[float]


class Line(Base):
    """One line; ``raw`` as recognised, never changed, ``text`` as repaired."""

    __tablename__ = "lines"
    __table_args__ = (
        UniqueConstraint("page_id", "number"),
        CheckConstraint("number >= 0", name="number"),
        one_of("role", LineRole),
    )

    id: Mapped[Id]
    page_id: Mapped[int] = mapped_column(BIG, ForeignKey("pages.id", ondelete="CASCADE"))
    number: Mapped[int]
    """From 0, the index that spans of evidence name."""
    role: Mapped[str]
    column_no: Mapped[int]
    raw: Mapped[str]
    text: Mapped[str]
    box: Mapped[JsonOrNone]
    words: Mapped[Json]
    """Arrays as ``db.words`` packs them."""


class Edit(Base):
    """One repair of one word, by the machine or a person."""

    __tablename__ = "edits"
    __table_args__ = (
        one_of("kind", EditKind),
        unit_interval("probability"),
        Index("ix_edits_document_page", "document_id", "page"),
    )

    id: Mapped[Id]
    document_id: Mapped[int] = mapped_column(BIG, ForeignKey("documents.id", ondelete="CASCADE"))
    page: Mapped[int]
    line: Mapped[int]
    word: Mapped[int]
    raw: Mapped[str]
    text: Mapped[str]
    kind: Mapped[str]
    probability: Mapped[float]
    runner_up: Mapped[str | None]
    review: Mapped[bool]


class Stamp(Base):
    """Text on the paper that is no part of the document."""

    __tablename__ = "stamps"

    id: Mapped[Id]
    document_id: Mapped[DocumentId]
    page: Mapped[int]
    text: Mapped[str]
    box: Mapped[JsonOrNone]
    signer: Mapped[str | None]
    agency: Mapped[str | None]
    signed_at: Mapped[str | None]


class Section(Base):
    """A numbered part of the outline."""

    __tablename__ = "sections"
    __table_args__ = (UniqueConstraint("document_id", "ordinal"), one_of("kind", SectionKind))

    id: Mapped[Id]
    document_id: Mapped[DocumentId]
    ordinal: Mapped[int]
    path: Mapped[str]
    kind: Mapped[str]
    heading: Mapped[str]
    evidence: Mapped[EvidenceJson]


class Recipient(Base):
    """A line of "Nơi nhận"."""

    __tablename__ = "recipients"
    __table_args__ = (UniqueConstraint("document_id", "ordinal"),)

    id: Mapped[Id]
    document_id: Mapped[DocumentId]
    ordinal: Mapped[int]
    text: Mapped[str]
    purpose: Mapped[str | None]
    evidence: Mapped[EvidenceJson]


class Quantity(Base):
    """A percentage that a task asks for or, without a task, a figure the notice states."""

    __tablename__ = "quantities"
    __table_args__ = (
        one_of("kind", FindingKind),
        CheckConstraint(
            "comparator IN ('=', '>', '>=', '<', '<=', '~', '+', '-')", name="comparator"
        ),
        CheckConstraint("task_id IS NULL OR kind = 'percent'", name="task_percent"),
    )

    id: Mapped[Id]
    document_id: Mapped[DocumentId]
    task_id: Mapped[TaskIdOrNone]
    ordinal: Mapped[int]
    kind: Mapped[str]
    verbatim: Mapped[str]
    value: Mapped[float]
    of: Mapped[float | None]
    comparator: Mapped[str]
    measure: Mapped[str | None]
    evidence: Mapped[EvidenceJson]


class Citation(Base):
    """A document that the notice, or one of its tasks, refers to."""

    __tablename__ = "citations"

    id: Mapped[Id]
    document_id: Mapped[DocumentId]
    task_id: Mapped[TaskIdOrNone]
    ordinal: Mapped[int]
    verbatim: Mapped[str]
    type: Mapped[str | None]
    number: Mapped[str | None]
    symbol: Mapped[str | None]
    date: Mapped[dt.date | None]
    evidence: Mapped[EvidenceJson]


class Flag(Base):
    """A reason to look again. ``part`` and ``ordinal`` say which record carries it."""

    __tablename__ = "flags"
    __table_args__ = (
        CheckConstraint(
            "part IN ('notice', 'head', 'finding', 'task', 'assignee', 'deadline', 'percentage')",
            name="part",
        ),
        CheckConstraint(
            "(task_id IS NULL) = (part IN ('notice', 'head', 'finding'))", name="task_part"
        ),
    )

    id: Mapped[Id]
    document_id: Mapped[DocumentId]
    task_id: Mapped[TaskIdOrNone]
    part: Mapped[str]
    ordinal: Mapped[int]
    code: Mapped[str] = mapped_column(index=True)
    field: Mapped[str | None]
    detail: Mapped[str | None]
    resolved_at: Mapped[MomentOrNone]
    resolved_by: Mapped[str | None]
