"""Questions about tasks: a filter in, rows for people out."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVarTuple

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from db import tables as t
from db.collation import search_key
from db.search import like, names_like, phrases, task_says
from models import DeadlineKind, Role
from models.base import Record
from models.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

Columns = TypeVarTuple("Columns")

_CHUNK = 400
"""Ids in one IN list."""


class TaskFilter(Record):
    """Which tasks. All given conditions must hold; texts are compared without marks."""

    assignee: str | None = None
    """Part of the name of one who answers, or the key of the agency."""
    role: Role | None = None
    """Narrows ``assignee``; alone: tasks with somebody in this role."""
    due_before: dt.date | None = None
    """The named day is this day or earlier."""
    due_after: dt.date | None = None
    """The named day is this day or later."""
    kind: DeadlineKind | None = None
    """With a deadline of this kind."""
    no_deadline: bool = False
    """Without any deadline."""
    text: str | None = None
    """Words in this order in the task's text; commas divide phrases that must all occur."""
    search: str | None = None
    """As ``text``, in the task's text or in the names of those who answer."""
    notice: str | None = None
    """Number ("153"), number and symbol ("153/TB-VPCP"), file, or part of the title."""
    document_id: int | None = None
    state: t.WorkState | None = None
    """Somebody who answers is in this state."""
    flagged: bool | None = None
    """With, or without, a flag that nobody has settled."""
    duplicates: bool = False
    """Also tasks of documents that repeat another one."""
    withdrawn: bool = False
    """Also tasks that a later reading did not find again, but people had worked on."""
    after: int | None = None
    """Only tasks that come behind the task with this id, in the order of ids: for paging."""
    limit: int | None = None


class TaskRow(Record):
    """A task as a person reads it."""

    task_id: int
    document_id: int
    number: str | None
    symbol: str | None
    issue_date: dt.date | None
    title: str | None
    file: str
    path: str
    page: int
    text: str
    leads: tuple[str, ...]
    coordinators: tuple[str, ...]
    supervisors: tuple[str, ...]
    deadline: str | None
    """The words of the paper, several divided by "; "."""
    due: dt.date | None
    """The named day."""
    last_day: dt.date | None
    """Last day in time by the office's rule, or as extended."""
    percentages: tuple[str, ...]
    nature: str
    flags: tuple[str, ...]
    """Codes of open flags."""

    @property
    def code(self) -> str | None:
        """Number and symbol as printed: "153/TB-VPCP"."""
        return "/".join(filter(None, (self.number, self.symbol))) or None


class _Parts(NamedTuple):
    """What hangs below tasks, by id of the task."""

    names: dict[int, list[Any]]
    deadlines: dict[int, list[Any]]
    figures: dict[int, list[Any]]
    flags: dict[int, list[str]]


def tasks(session: Session, wanted: TaskFilter | None = None) -> list[TaskRow]:
    """The tasks, newest notice first and as they stand on the paper; paged ones by id."""
    wanted = wanted or TaskFilter()
    query = _filtered(session, select(t.Task, t.Document).join(t.Document), wanted)
    if wanted.after is not None:
        query = query.where(t.Task.id > wanted.after).order_by(t.Task.id)
    else:
        query = query.order_by(
            t.Document.issue_date.desc().nulls_last(),
            t.Document.id.desc(),
            t.Task.ordinal,
        )
    if wanted.limit is not None:
        query = query.limit(wanted.limit)
    found = [(task, document) for task, document in session.execute(query)]
    ids = [task.id for task, _ in found]
    parts = _Parts(
        names=_by_task(session, ids, t.TaskAgency, t.TaskAgency.role, t.TaskAgency.name),
        deadlines=_by_task(session, ids, t.Deadline, t.Deadline.verbatim),
        figures=_by_task(session, ids, t.Quantity, t.Quantity.verbatim),
        flags=_open_flags(session, ids),
    )
    return [_row(task, document, parts) for task, document in found]


def count_tasks(session: Session, wanted: TaskFilter | None = None) -> int:
    """How many tasks the filter lets through, limit and page aside."""
    query = select(func.count(t.Task.id)).join(t.Document)
    return session.scalar(_filtered(session, query, wanted or TaskFilter())) or 0


def _filtered(session: Session, query: Select[*Columns], wanted: TaskFilter) -> Select[*Columns]:
    conditions = list(conditions_of(session, wanted))
    return query.where(*conditions) if conditions else query


def conditions_of(session: Session, wanted: TaskFilter) -> Iterable[ColumnElement[bool]]:
    """What must hold of rows of ``tasks`` joined to ``documents``."""
    if not wanted.duplicates:
        yield t.Document.duplicate_of.is_(None)
    if not wanted.withdrawn:
        yield t.Task.withdrawn.is_(False)
    if wanted.document_id is not None:
        yield t.Task.document_id == wanted.document_id
    if wanted.notice is not None:
        yield _notice(wanted.notice)
    if wanted.assignee is not None or wanted.role is not None or wanted.state is not None:
        yield _assignee(session, wanted)
    yield from _deadline(wanted)
    for phrase in phrases(wanted.text or ""):
        yield task_says(session, phrase, names=False)
    for phrase in phrases(wanted.search or ""):
        yield task_says(session, phrase, names=True)
    if wanted.flagged is not None:
        doubt = exists().where(t.Flag.task_id == t.Task.id, t.Flag.resolved_at.is_(None))
        yield doubt if wanted.flagged else ~doubt


def _deadline(wanted: TaskFilter) -> Iterable[ColumnElement[bool]]:
    if wanted.due_before is not None:
        yield t.Task.named_day <= wanted.due_before
    if wanted.due_after is not None:
        yield t.Task.named_day >= wanted.due_after
    if wanted.kind is not None:
        yield exists().where(t.Deadline.task_id == t.Task.id, t.Deadline.kind == wanted.kind.value)
    if wanted.no_deadline:
        yield ~exists().where(t.Deadline.task_id == t.Task.id)


def _notice(words: str) -> ColumnElement[bool]:
    code = words.strip()
    either = [t.Document.file == code, like(t.Document.folded, search_key(code))]
    if code.isdigit():
        return or_(t.Document.number == code, t.Document.file == code)
    number, slash, symbol = code.partition("/")
    if slash and number.strip().isdigit():
        either.append(
            and_(t.Document.number == number.strip(), t.Document.symbol_folded == fold(symbol))
        )
    return or_(*either)


def _assignee(session: Session, wanted: TaskFilter) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.role is not None:
        conditions.append(t.TaskAgency.role == wanted.role.value)
    if wanted.state is not None:
        conditions.append(t.TaskAgency.state == wanted.state.value)
    if wanted.assignee is not None:
        names = names_like(session, wanted.assignee)
        conditions.append(or_(t.TaskAgency.folded.in_(names), t.TaskAgency.unit == wanted.assignee))
    return t.Task.id.in_(select(t.TaskAgency.task_id).where(*conditions))


def _by_task(
    session: Session,
    ids: Sequence[int],
    table: type[t.TaskAgency | t.Deadline | t.Quantity],
    *columns: Any,  # noqa: ANN401
) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for start in range(0, len(ids), _CHUNK):
        query = (
            select(table.task_id, *columns)
            .where(table.task_id.in_(ids[start : start + _CHUNK]))
            .order_by(table.task_id, table.ordinal)
        )
        for task, *values in session.execute(query):
            found.setdefault(task, []).append(values)
    return found


def _open_flags(session: Session, ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for start in range(0, len(ids), _CHUNK):
        query = (
            select(t.Flag.task_id, t.Flag.code)
            .where(t.Flag.task_id.in_(ids[start : start + _CHUNK]), t.Flag.resolved_at.is_(None))
            .distinct()
            .order_by(t.Flag.task_id, t.Flag.code)
        )
        for task, code in session.execute(query):
            if task is not None:
                found.setdefault(task, []).append(code)
    return found


def _row(task: t.Task, document: t.Document, parts: _Parts) -> TaskRow:
    def in_role(role: Role) -> tuple[str, ...]:
        return tuple(name for given, name in parts.names.get(task.id, []) if given == role.value)

    return TaskRow(
        task_id=task.id,
        document_id=document.id,
        number=document.number,
        symbol=document.symbol,
        issue_date=document.issue_date,
        title=document.title,
        file=document.file,
        path=task.path,
        page=task.page,
        text=task.text,
        leads=in_role(Role.LEAD),
        coordinators=in_role(Role.COORDINATE),
        supervisors=in_role(Role.SUPERVISE),
        deadline="; ".join(words for (words,) in parts.deadlines.get(task.id, [])) or None,
        due=task.named_day,
        last_day=task.last_day,
        percentages=tuple(words for (words,) in parts.figures.get(task.id, [])),
        nature=task.nature,
        flags=tuple(parts.flags.get(task.id, [])),
    )
