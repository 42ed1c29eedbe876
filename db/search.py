"""Search without marks, by each engine's own index."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ColumnElement, Text, and_, func, literal_column, or_, select, text
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY, TSVECTOR

from db import tables as t
from db.collation import search_key

if TYPE_CHECKING:
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


MANY: Final = 5_000
"""Found tasks from which on walking along the order of the list is faster than sorting them."""


def task_reads(phrase: str, *, names: bool) -> ColumnElement[bool]:
    """Whether a task holds the folded phrase: in its text or, with ``names``, in who answers.

    No index serves this; it costs a microsecond a task.
    """
    said = like(t.Task.folded, phrase)
    return or_(said, like(t.Task.names, phrase)) if names else said


def task_found(
    session: Session, phrase: str, reads: ColumnElement[bool], *, names: bool
) -> ColumnElement[bool]:
    """The same by the engine's index of words; ``reads`` is what ``task_reads`` says."""
    if session.get_bind().dialect.name == "sqlite":
        return _on_sqlite(session, phrase, reads, names=names)
    words = phrase.split()
    if len(words) == 1:
        made = func.to_tsquery(
            "pg_catalog.simple", phrase if names else f"{phrase}:A", type_=TSQUERY
        )
        return literal_column("tasks.searched", TSVECTOR).bool_op("@@")(made)
    # Where words stand is not in the index, so a phrase by its words fetches every task that has
    # them anywhere: syllables are few, so that is most of them. Pairs are seldom there by chance.
    pairs = [f"{one} {other}" for one, other in pairwise(words)]
    found = func.task_pairs(t.Task.folded, t.Task.names, type_=ARRAY(Text)).contains(pairs)
    return found if names and len(words) == 2 else and_(found, reads)


def _on_sqlite(
    session: Session, phrase: str, reads: ColumnElement[bool], *, names: bool
) -> ColumnElement[bool]:
    """By the index where it finds few tasks, by looking at each where nearly every one has it.

    SQLite keeps no statistics of words, so the index is asked first, for ``MANY`` at the most.
    """
    column = "" if names else "folded : "
    found = session.scalars(_FOUND, {"phrase": f'{column}"{phrase}"', "many": MANY}).all()
    if len(found) >= MANY:
        return reads
    ids = func.json_each(json.dumps(found)).table_valued("value")
    return t.Task.id.in_(select(ids.c.value))


_FOUND = text("SELECT rowid FROM tasks_fts WHERE tasks_fts MATCH :phrase LIMIT :many")
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


def units_like(session: Session, words: str) -> dict[str, str]:
    """Units that lead work and are called so, with a name of each.

    Where none is called exactly so, all in whose names the words stand; an agency's key will do.
    """
    wanted = search_key(words)
    names = names_like(session, words)
    exact = [name for name in names if name == wanted]
    a = t.TaskAgency
    mine = or_(a.unit == words, a.folded.in_(exact or names))
    query = select(a.unit, func.min(a.name)).where(a.role == "lead", mine).group_by(a.unit)
    return {unit: name for unit, name in session.execute(query.order_by(a.unit))}  # noqa: C416
