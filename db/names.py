"""Names that are in use: of those who answer for tasks, of those who chaired."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, text

from db import tables as t

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_LIKE = text(
    "WITH RECURSIVE names (folded) AS ("
    " SELECT min(folded) FROM task_agencies"
    " UNION ALL SELECT (SELECT min(folded) FROM task_agencies WHERE folded > names.folded)"
    " FROM names WHERE names.folded IS NOT NULL)"
    " SELECT folded, (SELECT name FROM task_agencies a WHERE a.folded = names.folded LIMIT 1)"
    " FROM names WHERE folded IS NOT NULL"
)
"""Every name once, by jumping along the index: there are few names and many rows."""


def names_of(session: Session, words: str) -> list[tuple[str, str]]:
    """Folded names of those who answer for tasks, each with one as printed.

    Only names that hold a part beginning with the first letters of the folded ``words``, or
    whose first letters ``words`` may be.
    """
    first = words.split(maxsplit=1)[0] if words.split() else ""
    begin = first[:2]
    return [
        (folded, name)
        for folded, name in session.execute(_LIKE)
        if begin and (f" {begin}" in f" {folded}" or folded.startswith(first[:1]))
    ]


def names_in(session: Session, document: int) -> list[str]:
    """Names of those who answer for tasks of one document."""
    query = select(t.TaskAgency.name).join(t.Task).where(t.Task.document_id == document).distinct()
    return sorted(session.scalars(query))


def leaders(session: Session) -> list[str]:
    """Names of those who chaired the meetings, once each; reads the whole table."""
    named = select(t.Document.chair_name).where(t.Document.chair_name.is_not(None))
    return sorted(name for name in session.scalars(named.distinct()) if name)
