"""Search without marks, by each engine's own index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, bindparam, func, literal_column, select, text
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from db import tables as t
from db.collation import search_key

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.orm import Session


def like(column: ColumnElement[str] | Any, words: str) -> ColumnElement[bool]:  # noqa: ANN401
    """Whether folded words stand in a folded column, whole and in this order."""
    found: ColumnElement[bool] = (" " + column + " ").contains(f" {words} ", autoescape=True)
    return found


def phrases(words: str) -> list[str]:
    """Folded phrases of a search text.

    >>> phrases("Dịch vụ công, 70%")
    ['dich vu cong', '70']
    """
    return [phrase for part in words.split(",") if (phrase := search_key(part))]


def task_says(session: Session, phrase: str, *, names: bool) -> ColumnElement[bool]:
    """Whether a task holds the folded phrase: in its text or, with ``names``, in who answers."""
    if session.get_bind().dialect.name == "sqlite":
        column = "" if names else "folded : "
        found: Select[Any] = select(literal_column("rowid")).select_from(text("tasks_fts"))
        matched = text("tasks_fts MATCH :phrase").bindparams(
            bindparam("phrase", f'{column}"{phrase}"', unique=True)
        )
        return t.Task.id.in_(found.where(matched))
    weight = "" if names else ":A"
    query = " <-> ".join(f"{word}{weight}" for word in phrase.split())
    made = func.to_tsquery("pg_catalog.simple", query, type_=TSQUERY)
    return literal_column("tasks.searched", TSVECTOR).bool_op("@@")(made)


_NAMES = text(
    "WITH RECURSIVE names (folded) AS ("
    " SELECT min(folded) FROM task_agencies"
    " UNION ALL SELECT (SELECT min(folded) FROM task_agencies WHERE folded > names.folded)"
    " FROM names WHERE names.folded IS NOT NULL)"
    " SELECT folded FROM names WHERE folded IS NOT NULL"
)
"""Every name once, by jumping along the index: there are few names and many rows."""


def names_like(session: Session, words: str) -> list[str]:
    """The folded names of assignees in which the words stand, whole and in order."""
    wanted = f" {search_key(words)} "
    return [name for name in session.scalars(_NAMES) if wanted in f" {name} "]
