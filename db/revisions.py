"""Which state of a document somebody looked at, and whether it still stands."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import select

from db import tables as t
from db.accounts import note
from models.errors import Both, RecordMissing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_SEEN_AGAIN = dt.timedelta(hours=1)


def revision_of(session: Session, document: int) -> int:
    """How often anything in the document was changed; in a transaction that writes, it is held.

    Raises:
        RecordMissing: there is no such document.
    """
    query = select(t.Document.revision).where(t.Document.id == document).with_for_update()
    revision = session.scalar(query)
    if revision is None:
        raise RecordMissing(what=Both("văn bản", "document"), id=document)
    return revision


def document_of(session: Session, *, task: int | None = None, flag: int | None = None) -> int:
    """The document that the task stands in or, where one is named, the doubt is about.

    Raises:
        RecordMissing: there is no such one.
    """
    table: type[t.Task | t.Flag] = t.Task if flag is None else t.Flag
    key = task if flag is None else flag
    found = session.scalar(select(table.document_id).where(table.id == key))
    if found is None:
        raise RecordMissing(
            what=Both("nhiệm vụ", "task") if table is t.Task else "nghi vấn", id=str(key)
        )
    return found


def document_with(session: Session, sha256: str) -> int | None:
    """The document read from a file of this content."""
    return session.scalar(select(t.Document.id).where(t.Document.sha256 == sha256))


def looked_at(session: Session, document: int, *, by: str) -> bool:
    """Whether the audit says that this person looked at the document within the hour."""
    query = select(t.Audit.id).where(
        t.Audit.document_id == document,
        t.Audit.action == "seen",
        t.Audit.by == by,
        t.Audit.at > dt.datetime.now(dt.UTC) - _SEEN_AGAIN,
    )
    return session.scalar(query.limit(1)) is not None


def look_at(session: Session, document: int, *, by: str) -> None:
    """Put into the audit that this person looks at the document; changes no revision."""
    note(session, "seen", by=by, document=document)
