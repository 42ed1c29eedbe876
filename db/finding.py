"""Finds the tasks of a filter in order: keys by an index first, whole rows only of those kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import select

from db import tables as t
from db.conditions import about_documents, conditions_of, of_unit_alone
from db.paging import Position, Sort, by_day, position_of, regions, whole
from db.work import CHUNK, own_work

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from db.paging import Region
    from db.query import TaskFilter
    from db.work import Day

NEAR: Final = {"sqlite": 300, "postgresql": 1_500}
"""Notices that a search looks through in the order of the list before it asks the index of words.

No engine knows how often a phrase occurs, and no index of words gives its finds in the order of a
list. A phrase of one task in 350 fills a page of 50 from 1,500 notices; what is rarer leaves
so few finds that they are sorted. SQLite's index costs less to ask.
"""
TASKS_FOR_A_NOTICE: Final = 8
"""Tasks that are looked through in another order for each notice: they lie all over the table."""


class Order(NamedTuple):
    """In which order, from where, how many."""

    sort: Sort
    begin: Position | None
    limit: int | None


class Hit(NamedTuple):
    """A task found, and where it stands in the order."""

    task: t.Task
    document: t.Document
    position: Position


def find(session: Session, wanted: TaskFilter, day: Day, order: Order) -> list[Hit]:
    """The tasks that the filter lets through."""
    if order.sort is Sort.DUE and of_unit_alone(wanted) and not day.past:
        days = _own(session, wanted, day, order)
        return [
            Hit(task, document, Position(days[task.id], task.id))
            for task, document in _loaded(session, list(days))
        ]
    keys = _keys(session, wanted, day, order)
    return [
        Hit(task, document, position_of(order.sort, task, document))
        for task, document in _loaded(session, keys)
    ]


def _keys(session: Session, wanted: TaskFilter, day: Day, order: Order) -> list[int]:
    base = select(t.Task.id)
    if order.sort is Sort.NEWEST or about_documents(wanted, day):
        base = base.join(t.Document)
    keys: list[int] = []
    for part, near in _parts(session, wanted, order):
        query = part.of(base.where(*conditions_of(session, wanted, day, near=near)))
        if order.limit is not None:
            query = query.limit(order.limit - len(keys))
        keys += session.scalars(query)
        if order.limit is not None and len(keys) >= order.limit:
            break
    return keys


def _parts(session: Session, wanted: TaskFilter, order: Order) -> Iterator[tuple[Region, bool]]:
    """The parts of the order, and whether one is small enough to be looked through."""
    if order.sort is Sort.DUE and of_unit_alone(wanted):
        yield whole(order.begin), False
        return
    look_through = order.limit is not None and bool(wanted.text or wanted.search)
    near_rows = NEAR[session.get_bind().dialect.name]
    if order.sort is not Sort.NEWEST:
        near_rows *= TASKS_FOR_A_NOTICE
    for part in regions(order.sort, order.begin):
        if not look_through:
            yield part, False
            continue
        near, far = part.split(session, near_rows)
        yield near, True
        if far is not None:
            yield far, False


def _own(session: Session, wanted: TaskFilter, day: Day, order: Order) -> dict[int, dt.date | None]:
    """The tasks of one unit's open work with its own last day of each, from one index."""
    a = t.TaskAgency
    # That work is counted, so nothing of copies and withdrawn tasks is in it.
    others: dict[str, Any] = {
        "due": frozenset(),
        "unit": None,
        "duplicates": True,
        "withdrawn": True,
    }
    rest = wanted.model_copy(update=others)
    conditions = list(conditions_of(session, rest, day))
    base = select(a.task_id, a.last_day).where(*own_work(day, wanted.due, wanted.unit or ""))
    if conditions:
        base = base.join(t.Task, t.Task.id == a.task_id).where(*conditions)
    if about_documents(rest, day):
        base = base.join(t.Document, t.Document.id == t.Task.document_id)
    found: dict[int, dt.date | None] = {}
    for part in by_day(a.last_day, a.task_id, order.begin):
        query = part.of(base)
        if order.limit is not None:
            query = query.limit(order.limit - len(found))
        found |= {task: last_day for task, last_day in session.execute(query)}  # noqa: C416
        if order.limit is not None and len(found) >= order.limit:
            break
    return found


def _loaded(session: Session, keys: list[int]) -> Iterator[tuple[t.Task, t.Document]]:
    found: dict[int, tuple[t.Task, t.Document]] = {}
    for start in range(0, len(keys), CHUNK):
        query = select(t.Task, t.Document).join(t.Document)
        mine = query.where(t.Task.id.in_(keys[start : start + CHUNK]))
        found |= {task.id: (task, document) for task, document in session.execute(mine)}
    return (found[key] for key in keys)
