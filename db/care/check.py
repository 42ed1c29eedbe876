"""Whether the database is sound: its file, its foreign keys, its sums, the originals' hashes."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import and_, func, literal_column, select, text
from sqlalchemy.orm import aliased

from db import tables as t
from models.errors import DatabaseTrouble

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from typing import BinaryIO

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from db.store import Store

_PIECE = 1 << 20


class Fault(NamedTuple):
    """Something that is not as it should be."""

    kind: str
    """``file``, ``foreign_key``, ``search``, ``sums``, ``copies``, ``missing`` or ``changed``."""
    where: str
    """The table, or the document by its id."""
    detail: str


def check(
    store: Store, originals: Callable[[str], AbstractContextManager[BinaryIO]] | None = None
) -> Iterator[Fault]:
    """All faults. ``originals`` opens the original of a document by ``documents.source``.

    Raises nothing for a fault; an original that cannot be opened is a fault of its own.
    """
    if store.engine.dialect.name == "sqlite":
        yield from _file(store)
    with store.session() as session:
        yield from _foreign_keys(session)
        yield from _sums(session)
        known = sources(session) if originals is not None else []
    for document, source, sha256 in known:
        fault = _original(document, source, sha256, originals) if originals else None
        if fault is not None:
            yield fault


def sources(session: Session) -> list[tuple[int, str, str]]:
    """Id, place of the original and its SHA-256, of documents whose original's place is known."""
    query = select(t.Document.id, t.Document.source, t.Document.sha256)
    rows = session.execute(query.where(t.Document.source.is_not(None)).order_by(t.Document.id))
    return [(key, source or "", sha256) for key, source, sha256 in rows]


def _file(store: Store) -> Iterator[Fault]:
    with store.session() as session:
        for (told,) in session.execute(text("PRAGMA integrity_check(20)")):
            if told != "ok":
                yield Fault("file", "sqlite", told)
    compare = "INSERT INTO tasks_fts (tasks_fts, rank) VALUES ('integrity-check', 1)"
    try:
        store.write(lambda session: session.execute(text(compare)))
    except DatabaseTrouble as error:
        yield Fault("search", "tasks_fts", str(error.details["detail"]))


def _foreign_keys(session: Session) -> Iterator[Fault]:
    for table in t.Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            parent = key.column.table.alias("parent")
            target = parent.c[key.column.name]
            query = select(func.count()).select_from(table.outerjoin(parent, key.parent == target))
            lost = session.scalar(query.where(key.parent.is_not(None), target.is_(None))) or 0
            if lost:
                yield Fault("foreign_key", f"{table.name}.{key.parent.name}", str(lost))


def _sums(session: Session) -> Iterator[Fault]:
    """What is kept twice to be fast agrees with what it was made of."""
    a, event, other = t.TaskAgency, aliased(t.StatusEvent), aliased(t.StatusEvent)
    leads = (
        select(func.count(a.id)).where(a.task_id == t.Task.id, a.role == "lead").scalar_subquery()
    )
    later = and_(
        other.assignee_id == event.assignee_id,
        (other.day > event.day) | ((other.day == event.day) & (other.id > event.id)),
    )
    newest = ~select(literal_column("1")).where(later).exists()
    should_count = t.Document.duplicate_of.is_(None) & t.Task.withdrawn.is_(False)
    of_task = a.task_id == t.Task.id
    original = aliased(t.Document)
    wrong: tuple[tuple[str, ColumnElement[bool], tuple[type[t.Base], ...]], ...] = (
        ("tasks.leads", t.Task.leads != leads, (t.Task,)),
        (
            "task_agencies.state",
            and_(event.assignee_id == a.id, newest, event.state != a.state),
            (a, event),
        ),
        (
            "task_agencies.counted",
            and_(of_task, t.Task.document_id == t.Document.id, a.counted != should_count),
            (a, t.Task, t.Document),
        ),
        (
            "documents.duplicate_of",
            and_(t.Document.duplicate_of == original.id, original.duplicate_of.is_not(None)),
            (t.Document, original),
        ),
    )
    for where, condition, tables in wrong:
        query = select(func.count()).select_from(*tables).where(condition)
        if count := session.scalar(query) or 0:
            yield Fault("sums", where, str(count))


def _original(
    document: int,
    source: str,
    sha256: str,
    originals: Callable[[str], AbstractContextManager[BinaryIO]],
) -> Fault | None:
    digest = hashlib.sha256()
    try:
        with originals(source) as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
    except OSError as error:
        return Fault("missing", str(document), f"{source}: {error.strerror or error}")
    if digest.hexdigest() != sha256:
        return Fault("changed", str(document), source)
    return None
