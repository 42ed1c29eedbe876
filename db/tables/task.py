"""Tables of a task: who answers for it, by when, and how far each of them is."""

from __future__ import annotations

import datetime as dt  # noqa: TC003  SQLAlchemy resolves annotations at run time
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import (
    BIG,
    Base,
    DocumentId,
    EvidenceJson,
    Id,
    Json,
    Key,
    MomentOrNone,
    TaskId,
    one_of,
    unit_interval,
)
from models import Addressed, Bound, DeadlineKind, Role, Scope, TaskNature, WorkState


class Origin(StrEnum):
    """Who put a row there."""

    MACHINE = "machine"
    PERSON = "person"


COUNTED = "role = 'lead' AND counted"
"""Rows of ``task_agencies`` that summaries count."""
OPEN = f"{COUNTED} AND done_on IS NULL AND state NOT IN ('tam_dung', 'huy')"
"""Those of them whose work is neither done nor stopped."""


def _partial(name: str, *columns: str, where: str) -> Index:
    return Index(
        f"ix_task_agencies_{name}",
        *columns,
        sqlite_where=text(where),
        postgresql_where=text(where),
    )


class Task(Base):
    """The smallest item that asks somebody to do something."""

    __tablename__ = "tasks"
    __table_args__ = (
        CheckConstraint("page > 0", name="page"),
        one_of("nature", TaskNature),
        unit_interval("confidence"),
        Index("ix_tasks_document_ordinal", "document_id", "ordinal"),
        Index("ix_tasks_last_day", "last_day", "id"),
        Index(
            "ix_tasks_no_lead",
            "last_day",
            sqlite_where=text("leads = 0"),
            postgresql_where=text("leads = 0"),
        ),
    )

    id: Mapped[Id]
    document_id: Mapped[DocumentId]
    ordinal: Mapped[int]
    path: Mapped[str]
    page: Mapped[int]
    text: Mapped[str]
    folded: Mapped[Key]
    names: Mapped[Key] = mapped_column(default="")
    """Folded names of all who answer for it, for search."""
    leads: Mapped[int] = mapped_column(default=0)
    """How many lead."""
    nature: Mapped[str]
    report_to: Mapped[Json]
    evidence: Mapped[EvidenceJson]
    confidence: Mapped[float]
    named_day: Mapped[dt.date | None] = mapped_column(index=True)
    """Earliest day that a deadline of the paper names or works out to."""
    bound: Mapped[str | None]
    """How ``named_day`` bounds the work."""
    paper_day: Mapped[dt.date | None]
    """Last day in time: ``named_day`` by the office's rule on "trước ngày"."""
    last_day: Mapped[dt.date | None]
    """``paper_day``, or as extended for all who answer."""
    withdrawn: Mapped[bool] = mapped_column(default=False)
    """A later reading found no such task, but people had worked on it."""
    confirmed_at: Mapped[MomentOrNone]
    confirmed_by: Mapped[str | None]


class TaskAgency(Base):
    """One who answers for a task, with the state of the work."""

    __tablename__ = "task_agencies"
    __table_args__ = (
        one_of("role", Role),
        one_of("addressed", Addressed),
        one_of("state", WorkState),
        one_of("origin", Origin),
        CheckConstraint("(state = 'hoan_thanh') = (done_on IS NOT NULL)", name="done_on"),
        Index("ix_task_agencies_folded", "folded", "role"),
        Index("ix_task_agencies_agency", "agency", "role"),
        Index("ix_task_agencies_unit", "unit", "role", "id"),
        _partial("open", "unit", "last_day", "task_id", "standing", where=OPEN),
        _partial("late", "last_day", "unit", "task_id", where=OPEN),
        _partial("summary", "unit", "state", "last_day", "done_on", "standing", where=COUNTED),
    )

    id: Mapped[Id]
    task_id: Mapped[TaskId]
    ordinal: Mapped[int]
    role: Mapped[str]
    name: Mapped[str]
    """As printed."""
    folded: Mapped[Key]
    sort_key: Mapped[Key]
    """Sorts as the Vietnamese alphabet does."""
    addressed: Mapped[str]
    agency: Mapped[str | None]
    """Key in the registry of agencies."""
    unit: Mapped[Key]
    """What rows of one unit share: the agency's key, or the folded name where unresolved."""
    evidence: Mapped[EvidenceJson]
    origin: Mapped[str] = mapped_column(default=Origin.MACHINE.value)
    state: Mapped[str] = mapped_column(default=WorkState.NEW.value)
    done_on: Mapped[dt.date | None]
    last_day: Mapped[dt.date | None]
    """As of the task, or as extended for this assignee alone."""
    standing: Mapped[bool] = mapped_column(default=False)
    """Recurring or continuous without a day: never overdue."""
    counted: Mapped[bool] = mapped_column(default=True)
    """False in duplicates and withdrawn tasks, which no summary counts."""


class Clause(Base):
    """A piece of the work of a task that asks for several; one of a single piece has none."""

    __tablename__ = "clauses"
    __table_args__ = (
        UniqueConstraint("task_id", "ordinal"),
        CheckConstraint('0 <= start AND start < "end"', name="span"),
    )

    id: Mapped[Id]
    task_id: Mapped[int] = mapped_column(BIG, ForeignKey("tasks.id", ondelete="CASCADE"))
    ordinal: Mapped[int]
    text: Mapped[str]
    start: Mapped[int]
    """Characters of the task's text."""
    end: Mapped[int]


class Deadline(Base):
    """By when, as printed and as understood."""

    __tablename__ = "deadlines"
    __table_args__ = (
        UniqueConstraint("task_id", "ordinal"),
        one_of("kind", DeadlineKind),
        CheckConstraint(
            f"bound IS NULL OR bound IN ({', '.join(repr(b.value) for b in Bound)})", name="bound"
        ),
        one_of("scope", Scope),
    )

    id: Mapped[Id]
    task_id: Mapped[TaskId]
    ordinal: Mapped[int]
    verbatim: Mapped[str]
    kind: Mapped[str]
    date: Mapped[dt.date | None] = mapped_column(index=True)
    time: Mapped[dt.time | None]
    bound: Mapped[str | None]
    anchor: Mapped[str | None]
    offset_count: Mapped[int | None]
    unit: Mapped[str | None]
    due: Mapped[dt.date | None]
    rrule: Mapped[str | None]
    year_inferred: Mapped[bool]
    scope: Mapped[str]
    evidence: Mapped[EvidenceJson]
