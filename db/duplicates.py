"""Several files of one notice: the first is the original, the others are flagged copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from db import tables as t
from models.text import fold

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models import Head

DUPLICATE = "duplicate"
"""Code of the flag that a copy carries."""


def find_original(session: Session, head: Head, but: int | None) -> int | None:
    """The document of the same issuer, number, symbol and year that came first, if any."""
    if not (head.issuer and head.number and head.symbol and head.issue_date):
        return None
    query = select(t.Document.id).where(
        t.Document.issuer_folded == fold(head.issuer),
        t.Document.number == head.number,
        t.Document.symbol_folded == fold(head.symbol),
        t.Document.issue_year == head.issue_date.year,
        t.Document.duplicate_of.is_(None),
    )
    if but is not None:
        query = query.where(t.Document.id != but)
    return session.scalar(query)


def settle_identity(session: Session, row: t.Document, head: Head) -> None:
    """Say what a document, whose head is new, is a copy of, and what its own copies are now."""
    with session.no_autoflush:  # as an original it may collide with the one it is a copy of
        row.duplicate_of = find_original(session, head, row.id)
    session.flush()
    settle_copy(session, row)
    mine = copies_of(session, row.id)
    same = [copy for copy in mine if _identity(copy) == _identity(row)]
    if row.duplicate_of is not None:
        for copy in same:
            copy.duplicate_of = row.duplicate_of
            copy.revision += 1
        session.flush()
        for copy in same:
            settle_copy(session, copy)
    if len(same) < len(mine):
        promote_copy(session, [copy for copy in mine if copy not in same])


def _identity(row: t.Document) -> tuple[object, ...]:
    return (row.issuer_folded, row.number, row.symbol_folded, row.issue_year)


def settle_copy(session: Session, row: t.Document) -> None:
    """Make flag and counting of a document agree with what it is now: original or copy."""
    mine = (t.Flag.document_id == row.id, t.Flag.code == DUPLICATE, t.Flag.part == "notice")
    detail = None if row.duplicate_of is None else str(row.duplicate_of)
    flags = list(session.scalars(select(t.Flag).where(*mine)))
    if [flag.detail for flag in flags] != ([] if detail is None else [detail]):
        session.execute(delete(t.Flag).where(*mine))
        if detail is not None:
            session.add(
                t.Flag(
                    document_id=row.id,
                    part="notice",
                    ordinal=0,
                    code=DUPLICATE,
                    field="number",
                    detail=detail,
                )
            )
    alive = select(t.Task.id).where(t.Task.document_id == row.id, t.Task.withdrawn.is_(False))
    session.execute(
        update(t.TaskAgency)
        .where(t.TaskAgency.task_id.in_(alive))
        .values(counted=row.duplicate_of is None)
    )
    session.flush()


def copies_of(session: Session, original: int) -> list[t.Document]:
    """The copies of a document, oldest first."""
    query = select(t.Document).where(t.Document.duplicate_of == original)
    return list(session.scalars(query.order_by(t.Document.id)))


def promote_copy(session: Session, copies: list[t.Document]) -> int | None:
    """Let the oldest of the copies take the place of an original that is gone.

    Gives the id of the new original, to which the other copies point from then on.
    """
    if not copies:
        return None
    first, *others = copies
    first.duplicate_of = None
    first.revision += 1
    session.flush()
    for other in others:
        other.duplicate_of = first.id
        other.revision += 1
    session.flush()
    for copy in copies:
        settle_copy(session, copy)
    return first.id
