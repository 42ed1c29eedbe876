"""The office's rules: what "trước ngày D" means, how soon is soon."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import select

from db.tables import Rule
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
    told = {rule.key: rule.value for rule in session.scalars(select(Rule))}
    default = Rules()
    return Rules(
        before=Before(told.get("before", default.before.value)),
        soon=int(told.get("soon", default.soon)),
    )


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
