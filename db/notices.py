"""Stored notices for people: a list of them, and one with all that came from it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, func, select, tuple_

from db import tables as t
from db.collation import search_key
from db.duplicates import copies_of
from db.loading import load_notice, load_tasks
from db.paging import Position, Sort, cursor_of, position_in
from db.query import PAGE, TaskFilter, TaskRow, tasks
from db.search import like
from models import Flag, Notice, PageKind, Task
from models.base import Record
from models.errors import Both, RecordMissing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session


class NoticeRow(Record):
    """A document in a list."""

    document_id: int
    file: str
    sha256: str
    type: str | None
    number: str | None
    symbol: str | None
    issuer: str | None
    issue_date: dt.date | None
    title: str | None
    confidence: float
    """Mean of the reading, 0 to 1."""
    duplicate_of: int | None
    revision: int
    """Counts the changes of anything in the document: equal revisions, equal content."""
    version: str
    """Version of ketluan that read it."""
    stored_at: dt.datetime
    read_at: dt.datetime
    tasks: int
    """Withdrawn ones aside."""
    doubts: int
    """Open flags."""


class NoticePage(Record):
    """A page of documents, newest first."""

    rows: tuple[NoticeRow, ...]
    after: str | None
    """Cursor of the page behind this one; None: there is none."""


class FlagRow(Record):
    """A doubt that waits for a person, or that one has settled."""

    flag_id: int
    document_id: int
    task_id: int | None
    part: str
    """``notice``, ``head``, ``finding``, ``task``, ``assignee``, ``deadline``, ``percentage``."""
    ordinal: int
    """Which of the parts, from 0."""
    flag: Flag
    resolved_at: dt.datetime | None = None
    resolved_by: str | None = None


class StoredTask(Record):
    """A task of a stored notice, with evidence of every field, and its work."""

    task_id: int
    task: Task
    row: TaskRow
    withdrawn: bool
    """A later reading found no such task, but people had worked on it."""
    confirmed_at: dt.datetime | None
    confirmed_by: str | None


class CorrectionRow(Record):
    """A field as a person put it, and what the machine reads there."""

    task_id: int | None
    """None: a field of the head."""
    field: str
    machine: Any
    person: Any
    by: str
    at: dt.datetime


class StoredNotice(Record):
    """One document with everything that came from it but its lines (``load_reading``)."""

    about: NoticeRow
    source: str | None
    """Where the original lay when it was stored."""
    notice: Notice
    """With people's corrections; tasks in the order of ``tasks``, withdrawn ones left out."""
    tasks: tuple[StoredTask, ...]
    """In the order of the paper, withdrawn ones at the end."""
    flags: tuple[FlagRow, ...]
    corrections: tuple[CorrectionRow, ...]
    copies: tuple[int, ...]
    """Ids of documents that repeat this one."""


def notice_page(
    session: Session,
    words: str | None = None,
    *,
    duplicates: bool = True,
    after: str | None = None,
    limit: int = PAGE,
) -> NoticePage:
    """Documents, newest first; ``words`` stand without marks in number, symbol, title or file.

    Raises:
        BadCursor: no page of documents gave ``after``.
    """
    day, key = t.Document.issue_date, t.Document.id
    conditions: list[ColumnElement[bool]] = []
    if words:
        conditions.append(like(t.Document.folded, search_key(words)))
    if not duplicates:
        conditions.append(t.Document.duplicate_of.is_(None))
    begin = position_in(after, Sort.NEWEST) if after is not None else None
    found: list[t.Document] = []
    for dated in (True, False):
        behind: list[ColumnElement[bool]] = [day.is_not(None) if dated else day.is_(None)]
        if begin is not None and begin.day is None:
            if dated:
                continue
            behind.append(key < begin.major)
        elif begin is not None and dated:
            behind.append(tuple_(day, key) < tuple_(begin.day, begin.major))
        query = select(t.Document).where(*conditions, *behind)
        query = query.order_by(*([day.desc()] if dated else []), key.desc())
        found += session.scalars(query.limit(limit + 1 - len(found)))
        if len(found) > limit:
            break
    rows = notice_rows(session, found[:limit])
    last = Position(rows[-1].issue_date, rows[-1].document_id) if len(found) > limit else None
    return NoticePage(rows=tuple(rows), after=cursor_of(Sort.NEWEST, last) if last else None)


def stored_notice(session: Session, document: int, *, as_of: dt.date | None = None) -> StoredNotice:
    """One notice with all its evidence, its tasks' work on the day, doubts and corrections.

    Raises:
        RecordMissing: there is no such document.
    """
    row = session.get(t.Document, document)
    if row is None:
        raise RecordMissing(what=Both("văn bản", "document"), id=document)
    wanted = TaskFilter(document_id=document, duplicates=True, withdrawn=True)
    work = {item.task_id: item for item in tasks(session, wanted, as_of=as_of)}
    query = select(t.Task).where(t.Task.document_id == document)
    stored = [item for item in session.scalars(query.order_by(t.Task.ordinal)) if item.id in work]
    flags = session.scalars(
        select(t.Flag).where(t.Flag.document_id == document).order_by(t.Flag.id)
    )
    corrections = session.scalars(
        select(t.Correction).where(t.Correction.document_id == document).order_by(t.Correction.id)
    )
    return StoredNotice(
        about=notice_rows(session, [row])[0],
        source=row.source,
        notice=load_notice(session, document),
        tasks=tuple(
            StoredTask(
                task_id=item.id,
                task=task,
                row=work[item.id],
                withdrawn=item.withdrawn,
                confirmed_at=item.confirmed_at,
                confirmed_by=item.confirmed_by,
            )
            for item, task in zip(stored, load_tasks(session, stored), strict=True)
        ),
        flags=tuple(_flag_row(flag) for flag in flags),
        corrections=tuple(
            CorrectionRow.model_validate(
                {name: getattr(item, name) for name in CorrectionRow.model_fields}
            )
            for item in corrections
        ),
        copies=tuple(copy.id for copy in copies_of(session, document)),
    )


def doubts(
    session: Session, *, code: str | None = None, after: int = 0, limit: int = PAGE
) -> list[FlagRow]:
    """Open flags of originals and copies, oldest first, behind the flag with the id ``after``."""
    query = select(t.Flag).where(t.Flag.resolved_at.is_(None), t.Flag.id > after)
    if code is not None:
        query = query.where(t.Flag.code == code)
    return [_flag_row(flag) for flag in session.scalars(query.order_by(t.Flag.id).limit(limit))]


def _flag_row(row: t.Flag) -> FlagRow:
    return FlagRow(
        flag_id=row.id,
        document_id=row.document_id,
        task_id=row.task_id,
        part=row.part,
        ordinal=row.ordinal,
        flag=Flag(code=row.code, field=row.field, detail=row.detail),
        resolved_at=row.resolved_at,
        resolved_by=row.resolved_by,
    )


def notice_rows(session: Session, rows: Sequence[t.Document]) -> list[NoticeRow]:
    """Documents as a list shows them."""
    ids = [row.id for row in rows]
    counted = (
        select(t.Task.document_id, func.count())
        .where(t.Task.document_id.in_(ids), t.Task.withdrawn.is_(False))
        .group_by(t.Task.document_id)
    )
    doubtful = (
        select(t.Flag.document_id, func.count())
        .where(t.Flag.document_id.in_(ids), t.Flag.resolved_at.is_(None))
        .group_by(t.Flag.document_id)
    )
    of_tasks: dict[int, int] = {key: count for key, count in session.execute(counted)}  # noqa: C416
    of_flags: dict[int, int] = {key: count for key, count in session.execute(doubtful)}  # noqa: C416
    plain = set(NoticeRow.model_fields) - {"document_id", "tasks", "doubts"}
    return [
        NoticeRow.model_validate(
            {name: getattr(row, name) for name in plain}
            | {
                "document_id": row.id,
                "tasks": of_tasks.get(row.id, 0),
                "doubts": of_flags.get(row.id, 0),
            }
        )
        for row in rows
    ]


class PageFrame(Record):
    """A page without its lines: how large it is and how it lay."""

    number: int
    kind: PageKind
    width: float
    height: float
    dpi: float
    rotation: int
    skew: float


def stored_page_frames(session: Session, document: int) -> list[PageFrame]:
    """The pages of a document, in order; none where there is no such document."""
    query = select(t.Page).where(t.Page.document_id == document).order_by(t.Page.number)
    return [
        PageFrame.model_validate({name: getattr(row, name) for name in PageFrame.model_fields})
        for row in session.scalars(query)
    ]


def stored_original(session: Session, document: int) -> tuple[str, str, str | None]:
    """Name, SHA-256 and place of the original of a document.

    Raises:
        RecordMissing: there is no such document.
    """
    row = session.get(t.Document, document)
    if row is None:
        raise RecordMissing(what=Both("văn bản", "document"), id=document)
    return row.file, row.sha256, row.source
