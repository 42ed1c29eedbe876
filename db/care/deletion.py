"""One document taken out with all that came from it, and which ones are old enough for that."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import and_, delete, exists, func, or_, select, text, update

from db import tables as t
from db.due import today
from db.duplicates import copies_of, promote_copy
from db.tables.task import OPEN
from models.errors import Both, RecordMissing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class Deleted(NamedTuple):
    """What went, and what is left to do outside of the database."""

    file: str
    source: str | None
    """Where the original lies."""
    tasks: int
    successor: int | None
    """A copy that took its place as the original."""


def delete_document(session: Session, document: int, *, by: str) -> Deleted:
    """Delete a document with all that came from it: reading, notice, tasks, reports, corrections.

    What the audit quotes of these goes too. It still says that there was a document, who did what to it and when, and that it was
    deleted. The oldest copy, if there is one, takes its place.

    Raises:
        RecordMissing: there is no such document.
    """
    row = session.scalar(select(t.Document).where(t.Document.id == document).with_for_update())
    if row is None:
        raise RecordMissing(what=Both("văn bản", "document"), id=document)
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("PRAGMA secure_delete = ON"))  # the bytes go too, not only the rows
    tasks = session.scalar(select(func.count()).where(t.Task.document_id == document)) or 0
    copies = copies_of(session, document)
    file, source, sha256 = row.file, row.source, row.sha256
    session.execute(delete(t.Document).where(t.Document.id == document))
    session.expire_all()
    successor = promote_copy(session, copies)
    session.execute(
        update(t.Audit).where(t.Audit.document_id == document).values(before=None, after=None)
    )
    session.add(
        t.Audit(
            at=dt.datetime.now(dt.UTC),
            by=by,
            action="deleted",
            document_id=document,
            after={"sha256": sha256, "tasks": tasks},
        )
    )
    return Deleted(file, source, tasks, successor)


def expired(
    session: Session, years: int, *, as_of: dt.date | None = None, also_open: bool = False
) -> list[t.Document]:
    """Documents older than so many years, oldest first; those with open work only if told so.

    A document without a date is as old as its storing. Standing work is not open work: it never
    ends.
    """
    day = as_of or today()
    last = day.replace(year=day.year - years, day=min(day.day, 28))
    stored = dt.datetime.combine(last, dt.time(), dt.UTC)
    old = or_(
        t.Document.issue_date <= last,
        and_(t.Document.issue_date.is_(None), t.Document.stored_at <= stored),
    )
    query = select(t.Document).where(old)
    if not also_open:
        mine = select(t.TaskAgency.task_id).where(text(OPEN), t.TaskAgency.standing.is_(False))
        open_work = exists().where(t.Task.document_id == t.Document.id, t.Task.id.in_(mine))
        query = query.where(~open_work)
    return list(session.scalars(query.order_by(t.Document.issue_date, t.Document.id)))
