"""What a person who looks at the paper says: a doubt is settled, a task is right, what happened."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from db import tables as t
from db.query import PAGE
from db.tracking import changed
from models.base import Record
from models.errors import Both, RecordMissing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class AuditRow(Record):
    """Who changed what and when."""

    audit_id: int
    at: dt.datetime
    by: str
    action: str
    document_id: int | None
    task_id: int | None
    field: str | None
    before: Any
    after: Any


def settle_flag(session: Session, flag: int, *, by: str) -> None:
    """Say that a doubt has been looked at and what stands there is right.

    Raises:
        RecordMissing: there is no such flag.
    """
    row = session.scalar(select(t.Flag).where(t.Flag.id == flag).with_for_update())
    if row is None:
        raise RecordMissing(what=Both("nghi vấn", "doubt"), id=flag)
    if row.resolved_at is not None:
        return
    row.resolved_at, row.resolved_by = dt.datetime.now(dt.UTC), by
    _audit(session, row.document_id, row.task_id, "settled", by=by, after={"code": row.code})


def confirm(session: Session, task: int, *, by: str) -> None:
    """Say that a task stands as on the paper; all doubts about it are settled.

    Raises:
        RecordMissing: there is no such task.
    """
    row = session.scalar(select(t.Task).where(t.Task.id == task).with_for_update())
    if row is None:
        raise RecordMissing(what=Both("nhiệm vụ", "task"), id=task)
    now = dt.datetime.now(dt.UTC)
    row.confirmed_at, row.confirmed_by = now, by
    session.execute(
        update(t.Flag)
        .where(t.Flag.task_id == task, t.Flag.resolved_at.is_(None))
        .values(resolved_at=now, resolved_by=by)
    )
    _audit(session, row.document_id, task, "confirmed", by=by)


def history(
    session: Session,
    *,
    document: int | None = None,
    task: int | None = None,
    after: int = 0,
    limit: int = PAGE,
) -> list[AuditRow]:
    """What was done, oldest first, behind the entry with the id ``after``."""
    query = select(t.Audit).where(t.Audit.id > after)
    if document is not None:
        query = query.where(t.Audit.document_id == document)
    if task is not None:
        query = query.where(t.Audit.task_id == task)
    names = [name for name in AuditRow.model_fields if name != "audit_id"]
    return [
        AuditRow.model_validate({name: getattr(row, name) for name in names} | {"audit_id": row.id})
        for row in session.scalars(query.order_by(t.Audit.id).limit(limit))
    ]


def _audit(
    session: Session,
    document: int,
    task: int | None,
    action: str,
    *,
    by: str,
    after: dict[str, str] | None = None,
) -> None:
    session.add(
        t.Audit(
            at=dt.datetime.now(dt.UTC),
            by=by,
            action=action,
            document_id=document,
            task_id=task,
            after=after,
        )
    )
    changed(session, document)
