"""Writes one task: its columns, those who answer, its deadlines and days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, exists, insert, select

from db import tables as t
from db.collation import search_key
from db.matching import Known, match
from db.rows import assignee_columns, clause_rows, deadline_rows, task_columns
from db.rules import due_day, last_day
from models import Role

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from db.rules import Rules
    from models import Assignee, Task


def write_task(session: Session, row: t.Task, task: Task, rules: Rules, *, counted: bool) -> None:
    """A task into its tables. ``row`` is new, or the one it had before, whose id it keeps."""
    known = row.id is not None
    day = due_day(task)
    for name, value in task_columns(task).items():
        setattr(row, name, value)
    row.named_day, row.bound, row.withdrawn = day.named, day.bound, False
    row.paper_day = last_day(day.named, day.bound, rules.before)
    if not known:
        row.last_day = row.paper_day
        row.names = " ".join(search_key(assignee.name) for assignee in task.assignees)
        row.leads = sum(assignee.role is Role.LEAD for assignee in task.assignees)
        session.add(row)
    session.flush()
    _write_assignees(session, row, task.assignees, known=known)
    if known:
        for table in (t.Deadline, t.Clause):
            session.execute(delete(table).where(table.task_id == row.id))
    if deadlines := deadline_rows(task.deadlines, row.id):
        session.execute(insert(t.Deadline), deadlines)
    if pieces := clause_rows(task.text, row.id):
        session.execute(insert(t.Clause), pieces)
    settle_days(session, row, standing=day.standing, counted=counted, extended=known)


def settle_days(
    session: Session, row: t.Task, *, standing: bool, counted: bool, extended: bool
) -> None:
    """Give all who answer for a task its last day; the newest extension that names one wins."""
    given: list[tuple[int | None, dt.date]] = []
    if extended:
        query = select(t.Extension).where(t.Extension.task_id == row.id).order_by(t.Extension.id)
        given = [(item.assignee_id, item.new_day) for item in session.scalars(query)]
    row.last_day = row.paper_day
    for whom, day in given:
        if whom is None:
            row.last_day = day
    mine = select(t.TaskAgency).where(t.TaskAgency.task_id == row.id)
    for assignee in session.scalars(mine):
        assignee.last_day = row.paper_day
        for whom, day in given:
            if whom in {None, assignee.id}:
                assignee.last_day = day
        assignee.standing = standing and assignee.last_day is None
        assignee.counted = counted and not row.withdrawn


def settle_names(session: Session, row: t.Task) -> None:
    """Keep on the task what its assignees are called and how many of them lead."""
    mine = select(t.TaskAgency).where(t.TaskAgency.task_id == row.id)
    assignees = list(session.scalars(mine.order_by(t.TaskAgency.ordinal, t.TaskAgency.id)))
    row.names = " ".join(assignee.folded for assignee in assignees)
    row.leads = sum(assignee.role == Role.LEAD.value for assignee in assignees)


def _write_assignees(
    session: Session, row: t.Task, assignees: Sequence[Assignee], *, known: bool
) -> None:
    before: list[t.TaskAgency] = []
    if known:
        mine = select(t.TaskAgency).where(t.TaskAgency.task_id == row.id)
        before = list(session.scalars(mine.order_by(t.TaskAgency.ordinal)))
    columns = [assignee_columns(assignee, i) for i, assignee in enumerate(assignees)]
    same = match(
        [Known(item.role, item.folded) for item in before],
        [Known(item["role"], item["folded"]) for item in columns],
    )
    for values, index in zip(columns, same, strict=True):
        if index is None:
            session.add(t.TaskAgency(task_id=row.id, **values))
            continue
        for name, value in values.items():
            setattr(before[index], name, value)
    gone = [item for index, item in enumerate(before) if index not in same]
    for ordinal, item in enumerate(gone, start=len(columns)):
        if item.origin == t.Origin.PERSON.value or _worked(session, item.id):
            item.ordinal = ordinal
        else:
            session.delete(item)
    session.flush()
    settle_names(session, row)


def _worked(session: Session, assignee: int) -> bool:
    return bool(
        session.scalar(
            select(
                exists().where(t.StatusEvent.assignee_id == assignee)
                | exists().where(t.ProgressNote.assignee_id == assignee)
                | exists().where(t.Extension.assignee_id == assignee)
            )
        )
    )
