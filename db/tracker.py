"""The tracker: one row for each who leads a task, as "Bảng theo dõi" has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from db.collation import sort_key
from db.paging import Sort
from db.query import TaskFilter, TaskRow, tasks

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from db.work import Work


class TrackerRow(NamedTuple):
    """A task and the work of one who leads it."""

    task: TaskRow
    work: Work


def tracker(
    session: Session,
    wanted: TaskFilter | None = None,
    *,
    as_of: dt.date | None = None,
    sort: Sort = Sort.NEWEST,
) -> list[TrackerRow]:
    """The rows of the tracker; a filter by unit or due state holds of the row itself."""
    wanted = wanted or TaskFilter()
    return list(rows_of(tasks(session, wanted, as_of=as_of, sort=sort), wanted))


def rows_of(found: Iterable[TaskRow], wanted: TaskFilter) -> Iterable[TrackerRow]:
    """One row a lead."""
    for task in found:
        for work in task.work:
            if wanted.due and work.due not in wanted.due:
                continue
            if wanted.unit is not None and work.unit != wanted.unit:
                continue
            yield TrackerRow(task, work)


def of_unit(rows: Iterable[TrackerRow]) -> dict[str, list[TrackerRow]]:
    """Rows by unit; under "" those that nobody leads. Units in the order of their names.

    A unit is called as the first row calls it.
    """
    found: dict[str, list[TrackerRow]] = {}
    for row in rows:
        found.setdefault(row.work.unit, []).append(row)
    return dict(sorted(found.items(), key=lambda item: sort_key(item[1][0].work.lead)))
