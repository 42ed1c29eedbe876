"""Tables of what people do: states, progress, extensions, corrections, settings, the audit."""

from __future__ import annotations

import datetime as dt  # noqa: TC003  SQLAlchemy resolves annotations at run time

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import (
    BIG,
    Base,
    DocumentId,
    Id,
    JsonOrNone,
    Moment,
    TaskId,
    TaskIdOrNone,
    one_of,
)
from models import WorkState


class StatusEvent(Base):
    """An assignee's work came into a state on a day. The newest event is the state."""

    __tablename__ = "status_events"
    __table_args__ = (
        one_of("state", WorkState),
        Index("ix_status_events_assignee", "assignee_id", "day", "id"),
    )

    id: Mapped[Id]
    assignee_id: Mapped[int] = mapped_column(
        BIG, ForeignKey("task_agencies.id", ondelete="CASCADE")
    )
    state: Mapped[str]
    day: Mapped[dt.date]
    """The day it is true from, which may lie before the day it was reported."""
    reason: Mapped[str | None]
    by: Mapped[str]
    at: Mapped[Moment]


class ProgressNote(Base):
    """What an assignee reports."""

    __tablename__ = "progress_notes"
    __table_args__ = (CheckConstraint("percent BETWEEN 0 AND 100", name="percent"),)

    id: Mapped[Id]
    assignee_id: Mapped[int] = mapped_column(
        BIG, ForeignKey("task_agencies.id", ondelete="CASCADE"), index=True
    )
    day: Mapped[dt.date]
    percent: Mapped[int | None]
    note: Mapped[str | None]
    result_document: Mapped[str | None]
    """Number and symbol of the paper that carries the result."""
    by: Mapped[str]
    at: Mapped[Moment]


class Extension(Base):
    """A new last day, agreed by somebody in some document. The old one is kept."""

    __tablename__ = "extensions"

    id: Mapped[Id]
    task_id: Mapped[TaskId]
    assignee_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("task_agencies.id", ondelete="CASCADE"), index=True
    )
    """None: for all who answer for the task."""
    old_day: Mapped[dt.date | None]
    new_day: Mapped[dt.date]
    """Included: the work is in time on this day."""
    agreed_on: Mapped[dt.date]
    agreed_by: Mapped[str]
    document: Mapped[str | None]
    by: Mapped[str]
    at: Mapped[Moment]


class Correction(Base):
    """A field as a person put it, and what the machine reads there."""

    __tablename__ = "corrections"
    __table_args__ = (Index("ix_corrections_document_field", "document_id", "task_id", "field"),)

    id: Mapped[Id]
    document_id: Mapped[DocumentId]
    task_id: Mapped[TaskIdOrNone]
    """None: a field of the head."""
    field: Mapped[str]
    machine: Mapped[JsonOrNone]
    """As the newest reading has it."""
    person: Mapped[JsonOrNone]
    by: Mapped[str]
    at: Mapped[Moment]


class Audit(Base):
    """Who changed what and when. Rows are only added; they outlive what they tell of."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_document_id_id", "document_id", "id"),)

    id: Mapped[Id]
    at: Mapped[Moment]
    by: Mapped[str]
    action: Mapped[str]
    document_id: Mapped[int | None] = mapped_column(BIG)
    task_id: Mapped[int | None] = mapped_column(BIG)
    field: Mapped[str | None]
    before: Mapped[JsonOrNone]
    after: Mapped[JsonOrNone]


class Rule(Base):
    """A setting of the office that changes what the rows mean."""

    __tablename__ = "rules"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class DayOff(Base):
    """A holiday on a working day, or a Saturday or Sunday that is worked."""

    __tablename__ = "days_off"

    day: Mapped[dt.date] = mapped_column(primary_key=True)
    worked: Mapped[bool] = mapped_column(default=False)
    name: Mapped[str]


class Agency(Base):
    """A body of the state in one span of time."""

    __tablename__ = "agencies"
    __table_args__ = (CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="valid"),)

    key: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    folded: Mapped[str] = mapped_column(index=True)
    sort_key: Mapped[str]
    level: Mapped[str | None]
    parent: Mapped[str | None] = mapped_column(ForeignKey("agencies.key"))
    valid_from: Mapped[dt.date | None]
    valid_to: Mapped[dt.date | None]


class AgencyAlias(Base):
    """Another way an agency is written."""

    __tablename__ = "agency_aliases"
    __table_args__ = (UniqueConstraint("agency", "folded"),)

    id: Mapped[Id]
    agency: Mapped[str] = mapped_column(ForeignKey("agencies.key", ondelete="CASCADE"))
    alias: Mapped[str]
    folded: Mapped[str] = mapped_column(index=True)
    valid_from: Mapped[dt.date | None]
    valid_to: Mapped[dt.date | None]


class AgencySuccessor(Base):
    """Who took over an agency's work; one may have several."""

    __tablename__ = "agency_successors"
    __table_args__ = (
        UniqueConstraint("old", "new"),
        CheckConstraint("old <> new", name="itself"),
    )

    id: Mapped[Id]
    old: Mapped[str] = mapped_column(ForeignKey("agencies.key", ondelete="CASCADE"))
    new: Mapped[str] = mapped_column(ForeignKey("agencies.key", ondelete="CASCADE"))
    since: Mapped[dt.date | None]
    note: Mapped[str | None]


class AgencyMember(Base):
    """A group ("các sở, ban, ngành") holds this agency in this time."""

    __tablename__ = "agency_members"
    __table_args__ = (UniqueConstraint("group_key", "member", "valid_from"),)

    id: Mapped[Id]
    group_key: Mapped[str] = mapped_column(ForeignKey("agencies.key", ondelete="CASCADE"))
    member: Mapped[str] = mapped_column(ForeignKey("agencies.key", ondelete="CASCADE"))
    valid_from: Mapped[dt.date | None]
    valid_to: Mapped[dt.date | None]
