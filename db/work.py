"""The work of each who leads a task as it stands on a day, today or any other."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import and_, case, exists, func, literal, or_, select, text
from sqlalchemy.orm import aliased

from db import tables as t
from db.due import OFFICE_TIME, Standing, load_days_off, soon_until, today
from db.rules import load_rules
from db.tables.task import COUNTED, OPEN
from models import Cell, DeadlineKind, DueState, Role, TaskNature
from models.base import Record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import Session

CHUNK = 400
"""Ids in one IN list."""
_STOPPED = (t.WorkState.PAUSED.value, t.WorkState.CANCELLED.value)


class Day(NamedTuple):
    """A day that work is looked at."""

    as_of: dt.date
    soon: dt.date
    """The last day that is "sắp đến hạn" then."""
    past: bool
    """Before today: what was reported or agreed later does not count."""


def day_of(session: Session, as_of: dt.date | None) -> Day:
    """The day by the office's rules and its calendar; None: today."""
    now = today()
    soon = soon_until(as_of or now, load_rules(session).soon, load_days_off(session))
    return Day(as_of or now, soon, past=as_of is not None and as_of < now)


class Work(Record):
    """How far one who leads a task is; a task that nobody leads has one of these too."""

    assignee_id: int | None
    lead: str
    """As printed; empty where nobody leads."""
    unit: str
    state: t.WorkState
    done_on: dt.date | None = None
    last_day: dt.date | None = None
    """By the office's rule, or as extended."""
    due: DueState | None
    """Of open work."""
    cell: Cell
    days_late: int | None = None
    """Behind ``last_day``; negative: that many days are left, or it was done so much earlier."""
    days_late_on_paper: int | None = None
    """Behind the day of the paper, whatever was agreed later."""
    percent: int | None = None
    note: str | None = None
    result_document: str | None = None


class Columns(NamedTuple):
    """What the state of a row of ``task_agencies`` is made of, as SQL."""

    state: Any
    done_on: Any
    last_day: Any
    standing: Any
    there: ColumnElement[bool]
    """Whether the row was there at all."""


def columns(day: Day) -> Columns:
    """Rows of ``task_agencies`` joined to ``tasks`` as they stand on the day."""
    a = t.TaskAgency
    if not day.past:
        return Columns(a.state, a.done_on, a.last_day, a.standing, literal(value=True))
    event = (
        select(t.StatusEvent)
        .where(t.StatusEvent.assignee_id == a.id, t.StatusEvent.day <= day.as_of)
        .order_by(t.StatusEvent.day.desc(), t.StatusEvent.id.desc())
        .limit(1)
    )
    state = func.coalesce(
        event.with_only_columns(t.StatusEvent.state).scalar_subquery(), t.WorkState.NEW.value
    )
    since = event.with_only_columns(t.StatusEvent.day).scalar_subquery()
    last_day = func.coalesce(_extended(day, of_assignee=True), t.Task.paper_day)
    began = exists().where(t.StatusEvent.assignee_id == a.id, t.StatusEvent.day <= day.as_of)
    there = or_(a.origin == t.Origin.MACHINE.value, began)
    done_on = case((state == t.WorkState.DONE.value, since), else_=None)
    return Columns(state, done_on, last_day, and_(last_day.is_(None), stands()), there)


def last_day_of_task(day: Day) -> Any:  # noqa: ANN401
    """The last day of a task that nobody leads, as SQL."""
    if not day.past:
        return t.Task.last_day
    return func.coalesce(_extended(day, of_assignee=False), t.Task.paper_day)


def _extended(day: Day, *, of_assignee: bool) -> Any:  # noqa: ANN401
    whose: ColumnElement[bool] = t.Extension.assignee_id.is_(None)
    if of_assignee:
        whose = or_(whose, t.Extension.assignee_id == t.TaskAgency.id)
    return (
        select(t.Extension.new_day)
        .where(t.Extension.task_id == t.Task.id, whose, t.Extension.agreed_on <= day.as_of)
        .order_by(t.Extension.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def stands() -> ColumnElement[bool]:
    """Whether a task without a day is "thường xuyên"."""
    kinds = (DeadlineKind.RECURRING.value, DeadlineKind.CONTINUOUS.value)
    standing = exists().where(t.Deadline.task_id == t.Task.id, t.Deadline.kind.in_(kinds))
    return or_(t.Task.nature != TaskNature.ONE_OFF.value, standing)


def issued_by(day: Day) -> ColumnElement[bool]:
    """Whether the notice was out on the day; one without a date counts from its storing."""
    ended = dt.datetime.combine(day.as_of + dt.timedelta(days=1), dt.time(), OFFICE_TIME)
    stored = and_(t.Document.issue_date.is_(None), t.Document.stored_at < ended)
    return or_(t.Document.issue_date <= day.as_of, stored)


def due_is(day: Day, wanted: Collection[DueState], unit: str | None) -> ColumnElement[bool]:
    """Whether somebody's open work on a task is in one of the due states.

    A task that nobody leads is open work too, but no unit's.
    """
    of = columns(day)
    # As text, so that either engine sees that a partial index serves.
    open_: list[Any] = [text(COUNTED if day.past else OPEN)]
    if day.past:
        open_ += [of.there, of.done_on.is_(None), of.state.not_in(_STOPPED)]
    if unit is not None:
        open_.append(t.TaskAgency.unit == unit)
    which = or_(*(_in_state(day, state, of.last_day, of.standing) for state in wanted))
    mine = select(t.TaskAgency.task_id).where(*open_, which)
    if day.past:
        mine = mine.join(t.Task, t.Task.id == t.TaskAgency.task_id)
        mine = mine.correlate(None)
    found = t.Task.id.in_(mine)
    if unit is not None:
        return found
    alone = [_in_state(day, state, last_day_of_task(day), stands()) for state in wanted]
    return or_(found, and_(t.Task.leads == 0, or_(*alone)))


def own_work(day: Day, wanted: Collection[DueState], unit: str) -> list[Any]:
    """Conditions of rows of ``task_agencies``: the unit's open work in one of the due states today.

    A unit may stand twice at a task, under two names; the row that comes first in the order of
    last days stands for it.
    """

    def which(of: Any) -> list[Any]:  # noqa: ANN401
        # As text, which means the innermost table, so that a partial index serves.
        states = [_in_state(day, state, of.last_day, of.standing) for state in wanted]
        return [text(OPEN), of.unit == unit, or_(*states)]

    a, twin = t.TaskAgency, aliased(t.TaskAgency)
    first = or_(
        twin.last_day < a.last_day,
        and_(twin.last_day.is_not(None), a.last_day.is_(None)),
        and_(twin.last_day.is_not_distinct_from(a.last_day), twin.id < a.id),
    )
    twice = exists().where(twin.task_id == a.task_id, first, *which(twin))
    return [*which(a), ~twice]


def _in_state(day: Day, state: DueState, last_day: Any, standing: Any) -> ColumnElement[bool]:  # noqa: ANN401
    found: ColumnElement[bool] = {
        DueState.LATE: last_day < day.as_of,
        DueState.TODAY: last_day == day.as_of,
        DueState.SOON: and_(last_day > day.as_of, last_day <= day.soon),
        DueState.AHEAD: last_day > max(day.soon, day.as_of),
        DueState.STANDING: and_(last_day.is_(None), standing),
        DueState.NO_DEADLINE: and_(last_day.is_(None), ~standing),
    }[state]
    return found


def load_work(session: Session, tasks: Sequence[int], day: Day) -> dict[int, list[Work]]:
    """The work of those who lead, by task."""
    found: dict[int, list[Work]] = {}
    for start in range(0, len(tasks), CHUNK):
        ids = tasks[start : start + CHUNK]
        for task, work in _of_leads(session, ids, day):
            found.setdefault(task, []).append(work)
        alone = select(t.Task.id, last_day_of_task(day), t.Task.paper_day, stands()).where(
            t.Task.id.in_([task for task in ids if task not in found])
        )
        for task, last_day, paper_day, standing in session.execute(alone):
            of = Standing(last_day=last_day, standing=standing)
            found[task] = [_work(of, day, paper_day)]
    return found


def _of_leads(session: Session, ids: Sequence[int], day: Day) -> Iterable[tuple[int, Work]]:
    a, of = t.TaskAgency, columns(day)
    query = (
        select(
            a.task_id, a.id, a.name, a.unit, of.state, of.done_on, of.last_day, of.standing,
            t.Task.paper_day,
        )
        .join(t.Task, t.Task.id == a.task_id)
        .where(a.task_id.in_(ids), a.role == Role.LEAD.value, of.there)
        .order_by(a.task_id, a.ordinal, a.id)
    )  # fmt: skip
    rows = session.execute(query).all()
    notes = _notes(session, [row[1] for row in rows], day)
    for task, key, name, unit, state, done_on, last_day, standing, paper_day in rows:
        of_row = Standing(t.WorkState(state), done_on, last_day, standing)
        said = notes.get(key, {})
        yield task, _work(of_row, day, paper_day, assignee_id=key, lead=name, unit=unit, **said)


def _work(of: Standing, day: Day, paper_day: dt.date | None, **who: Any) -> Work:  # noqa: ANN401
    return Work.model_validate(
        {"assignee_id": None, "lead": "", "unit": ""}
        | {
            "state": of.state,
            "done_on": of.done_on,
            "last_day": of.last_day,
            "due": of.due(day.as_of, day.soon),
            "cell": of.cell(day.as_of),
            "days_late": of.days_late(day.as_of, of.last_day),
            "days_late_on_paper": of.days_late(day.as_of, paper_day),
        }
        | who
    )


def _notes(session: Session, assignees: Sequence[int], day: Day) -> dict[int, dict[str, Any]]:
    """The newest percentage, note and paper that each reported."""
    found: dict[int, dict[str, Any]] = {}
    for start in range(0, len(assignees), CHUNK):
        ids = assignees[start : start + CHUNK]
        query: Select[Any] = (
            select(t.ProgressNote)
            .where(t.ProgressNote.assignee_id.in_(ids), t.ProgressNote.day <= day.as_of)
            .order_by(t.ProgressNote.day, t.ProgressNote.id)
        )
        for note in session.scalars(query):
            said = {name: getattr(note, name) for name in ("percent", "note", "result_document")}
            told = {name: value for name, value in said.items() if value is not None}
            found.setdefault(note.assignee_id, {}).update(told)
    return found
