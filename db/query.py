"""Questions about tasks: a filter in, rows for people out."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import func, select

from db import tables as t
from db.conditions import about_documents, conditions_of
from db.finding import Order, find
from db.paging import Sort, cursor_of, position_in
from db.work import CHUNK, Work, day_of, load_work
from models import DeadlineKind, DueState, Role
from models.base import Record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from db.finding import Hit
    from db.work import Day

PAGE = 50
"""Tasks on a page, where none says how many."""


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
    unit: str | None = None
    """Led by exactly this unit: the agency's key, or the folded name of one without."""
    due: frozenset[DueState] = frozenset()
    """Somebody's open work on it is in one of these states."""
    chairs: frozenset[str] = frozenset()
    """The meeting was led by one of these, as their names are printed."""
    flagged: bool | None = None
    """With, or without, a flag that nobody has settled."""
    duplicates: bool = False
    """Also tasks of documents that repeat another one."""
    withdrawn: bool = False
    """Also tasks that a later reading did not find again, but people had worked on."""
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
    rrule: str | None = None
    """RFC 5545 recurrence of the first recurring deadline."""
    flags: tuple[str, ...]
    """Codes of open flags."""
    issuer: str | None = None
    chair: str | None = None
    """Who led the meeting and told to do it: name and office."""
    chair_name: str | None = None
    work: tuple[Work, ...] = ()
    """How far each lead is; of one without a name where nobody leads."""

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
    work: dict[int, list[Work]]


class Page(Record):
    """A page of tasks."""

    rows: tuple[TaskRow, ...]
    after: str | None
    """Cursor of the page behind this one; None: there is none."""


def tasks(
    session: Session,
    wanted: TaskFilter | None = None,
    *,
    as_of: dt.date | None = None,
    sort: Sort = Sort.NEWEST,
) -> list[TaskRow]:
    """The tasks, by default newest notice first and as they stand on the paper.

    Their work is told as it stands on ``as_of``, today where None. On a day that is past,
    notices, reports and extensions of later days are left out.
    """
    wanted = wanted or TaskFilter()
    day = day_of(session, as_of)
    found = find(session, wanted, day, Order(sort, None, wanted.limit))
    return _rows(session, found, day)


def task_page(
    session: Session,
    wanted: TaskFilter | None = None,
    *,
    as_of: dt.date | None = None,
    sort: Sort = Sort.NEWEST,
    after: str | None = None,
) -> Page:
    """The first page of tasks, or the one behind the page that gave the cursor ``after``.

    A page holds ``wanted.limit`` tasks, 50 where None. A page far down costs what the first
    one does.

    Raises:
        BadCursor: the cursor is of another order or of none.
    """
    wanted = wanted or TaskFilter()
    size = wanted.limit or PAGE
    day = day_of(session, as_of)
    begin = position_in(after, sort) if after is not None else None
    found = find(session, wanted, day, Order(sort, begin, size + 1))
    last = cursor_of(sort, found[size - 1].position) if len(found) > size else None
    return Page(rows=tuple(_rows(session, found[:size], day)), after=last)


def _rows(session: Session, found: Sequence[Hit], day: Day) -> list[TaskRow]:
    ids = [hit.task.id for hit in found]
    parts = _Parts(
        names=_by_task(session, ids, t.TaskAgency, t.TaskAgency.role, t.TaskAgency.name),
        deadlines=_by_task(session, ids, t.Deadline, t.Deadline.verbatim, t.Deadline.rrule),
        figures=_by_task(session, ids, t.Quantity, t.Quantity.verbatim),
        flags=_open_flags(session, ids),
        work=load_work(session, ids, day),
    )
    return [_row(hit.task, hit.document, parts) for hit in found]


def count_tasks(
    session: Session, wanted: TaskFilter | None = None, *, as_of: dt.date | None = None
) -> int:
    """How many tasks the filter lets through, limit and page aside."""
    wanted, day = wanted or TaskFilter(), day_of(session, as_of)
    query = select(func.count(t.Task.id))
    if about_documents(wanted, day):
        query = query.join(t.Document)
    return session.scalar(query.where(*conditions_of(session, wanted, day))) or 0


def _by_task(
    session: Session,
    ids: Sequence[int],
    table: type[t.TaskAgency | t.Deadline | t.Quantity],
    *columns: Any,  # noqa: ANN401
) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for start in range(0, len(ids), CHUNK):
        query = (
            select(table.task_id, *columns)
            .where(table.task_id.in_(ids[start : start + CHUNK]))
            .order_by(table.task_id, table.ordinal)
        )
        for task, *values in session.execute(query):
            found.setdefault(task, []).append(values)
    return found


def _open_flags(session: Session, ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for start in range(0, len(ids), CHUNK):
        query = (
            select(t.Flag.task_id, t.Flag.code)
            .where(t.Flag.task_id.in_(ids[start : start + CHUNK]), t.Flag.resolved_at.is_(None))
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
        deadline="; ".join(words for words, _ in parts.deadlines.get(task.id, [])) or None,
        rrule=next((rule for _, rule in parts.deadlines.get(task.id, []) if rule), None),
        due=task.named_day,
        last_day=task.last_day,
        percentages=tuple(words for (words,) in parts.figures.get(task.id, [])),
        nature=task.nature,
        flags=tuple(parts.flags.get(task.id, [])),
        issuer=document.issuer,
        chair_name=document.chair_name,
        chair=" - ".join(filter(None, (document.chair_name, document.chair_role))) or None,
        work=tuple(parts.work.get(task.id, [])),
    )
