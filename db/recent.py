"""What happened lately: the newest entries of the audit, who looked, who is at a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from db import tables as t
from db.reviewing import AuditRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

SEEN = "seen"
"""Action of the audit: somebody looked at a document."""
_HIDDEN = ("edited",)
"""Entries that hold whole states for ``db.editing.undo``; others say the same to people."""


def recent(
    session: Session, *, document: int | None = None, task: int | None = None, limit: int = 50
) -> list[AuditRow]:
    """The newest entries first; of one document or task where one is named."""
    query = select(t.Audit)
    if document is not None:
        query = query.where(t.Audit.document_id == document)
    if task is not None:
        query = query.where(t.Audit.task_id == task)
    shown = ~(t.Audit.action.in_(_HIDDEN) & t.Audit.field.in_(("field", "confirm", "settle")))
    names = [name for name in AuditRow.model_fields if name != "audit_id"]
    return [
        AuditRow.model_validate({name: getattr(row, name) for name in names} | {"audit_id": row.id})
        for row in session.scalars(query.where(shown).order_by(t.Audit.id.desc()).limit(limit))
    ]


def newest_change(session: Session, document: int) -> tuple[int, str | None]:
    """The document's revision, 0 where there is none, and who changed it last."""
    revision = session.scalar(select(t.Document.revision).where(t.Document.id == document)) or 0
    query = select(t.Audit.by).where(t.Audit.document_id == document, t.Audit.action != SEEN)
    return revision, session.scalar(query.order_by(t.Audit.id.desc()).limit(1))
