"""The office's rules: what "trước ngày D" means, how soon is soon."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import select, text

from db import tables as t
from models import Bound, Deadline, DeadlineKind, Task, TaskNature

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session


class Before(StrEnum):
    """Whether D itself is in time when the paper says "trước ngày D"."""

    STRICT = "strict"
    """No: the last day in time is the day before."""
    LENIENT = "lenient"
    """Yes, as many trackers treat it."""


@dataclass(frozen=True)
class Rules:
    """Settings of the office, kept in the database so that every view obeys them."""

    before: Before = Before.STRICT
    soon: int = 3
    """Working days ahead in which a task is "sắp đến hạn"."""


@dataclass(frozen=True)
class DueDay:
    """The day that bounds a task."""

    named: dt.date | None
    bound: str | None
    standing: bool
    """Recurring or continuous without a day: never overdue."""


def load_rules(session: Session) -> Rules:
    """The rules this database was told, the others at their defaults."""
    told = {rule.key: rule.value for rule in session.scalars(select(t.Rule))}
    default = Rules()
    return Rules(
        before=Before(told.get("before", default.before.value)),
        soon=int(told.get("soon", default.soon)),
    )


_TASKS_AGAIN = (
    "UPDATE tasks SET last_day = paper_day WHERE bound = 'before' AND NOT EXISTS"
    " (SELECT 1 FROM extensions e WHERE e.task_id = tasks.id AND e.assignee_id IS NULL)"
)
_ASSIGNEES_AGAIN = (
    "UPDATE task_agencies SET last_day = (SELECT paper_day FROM tasks WHERE id = task_id)"
    " WHERE task_id IN (SELECT id FROM tasks WHERE bound = 'before') AND NOT EXISTS"
    " (SELECT 1 FROM extensions e WHERE e.task_id = task_agencies.task_id"
    " AND COALESCE(e.assignee_id, task_agencies.id) = task_agencies.id)"
)


def set_rules(session: Session, rules: Rules, *, by: str) -> None:
    """Keep other rules; the last days of all tasks and assignees are worked out anew."""
    told = {"before": rules.before.value, "soon": str(rules.soon)}
    was = load_rules(session)
    for key, value in told.items():
        session.merge(t.Rule(key=key, value=value))
    session.add(
        t.Audit(
            at=dt.datetime.now(dt.UTC),
            by=by,
            action="rules",
            before={"before": was.before.value, "soon": str(was.soon)},
            after=told,
        )
    )
    session.flush()
    if rules.before is was.before:
        return
    shift = "named_day"
    if rules.before is Before.STRICT:
        sqlite = session.get_bind().dialect.name == "sqlite"
        shift = "date(named_day, '-1 day')" if sqlite else "named_day - 1"
    session.execute(text(f"UPDATE tasks SET paper_day = {shift} WHERE bound = 'before'"))  # noqa: S608
    session.execute(text(_TASKS_AGAIN))
    session.execute(text(_ASSIGNEES_AGAIN))
    session.expire_all()


def due_day(task: Task) -> DueDay:
    """The earliest day that a deadline of the task names or works out to.

    A task may carry several; the earliest is taken so that none is overlooked.
    """
    dated = [
        (day, deadline) for deadline in task.deadlines if (day := deadline.date or deadline.due)
    ]
    if not dated:
        return DueDay(None, None, standing=_stands(task.nature, task.deadlines))
    day, deadline = min(dated, key=lambda pair: pair[0])
    bound = deadline.bound if deadline.date else Bound.ON_OR_BEFORE
    return DueDay(day, bound.value if bound else None, standing=False)


def last_day(named: dt.date | None, bound: str | None, rule: Before) -> dt.date | None:
    """The last day in time.

    >>> last_day(dt.date(2024, 10, 31), "before", Before.STRICT)
    datetime.date(2024, 10, 30)
    >>> last_day(dt.date(2024, 10, 31), "before", Before.LENIENT)
    datetime.date(2024, 10, 31)
    """
    if named is None or bound != Bound.BEFORE or rule is Before.LENIENT:
        return named
    return named - dt.timedelta(days=1)


def _stands(nature: TaskNature, deadlines: Sequence[Deadline]) -> bool:
    kinds = {deadline.kind for deadline in deadlines}
    return nature is not TaskNature.ONE_OFF or bool(
        kinds & {DeadlineKind.RECURRING, DeadlineKind.CONTINUOUS}
    )
