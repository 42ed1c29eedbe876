"""Counts of the work: by cell, by due state, by unit; of tasks fallen due, how many are done."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    case,
    column,
    func,
    or_,
    select,
    text,
    values,
)

from db import tables as t
from db.collation import sort_key
from db.tables.base import SORTED
from db.tables.task import COUNTED, OPEN
from db.work import CHUNK, columns, day_of, issued_by
from models import Cell, DueState
from models.base import Record

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.work import Columns, Day


class Counts(Record):
    """Pieces of work, one for each who leads a task, by cell."""

    done_in_time: int = 0
    done_late: int = 0
    done_no_deadline: int = 0
    open_in_time: int = 0
    open_late: int = 0
    open_no_deadline: int = 0
    standing: int = 0
    stopped: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.model_dump().values())

    @property
    def done(self) -> int:
        """Done, in whatever time."""
        return self.done_in_time + self.done_late + self.done_no_deadline

    @property
    def fallen_due(self) -> int:
        """The denominator of the share done: done with a day, and overdue not done."""
        return self.done_in_time + self.done_late + self.open_late

    @property
    def percent(self) -> float | None:
        """Done, of a hundred fallen due, to two decimals; None where none fell due.

        >>> Counts(done_in_time=14_068, done_late=1_983, open_late=223).percent
        98.63
        """
        if not self.fallen_due:
            return None
        return round(100 * (self.done_in_time + self.done_late) / self.fallen_due, 2)


_FIELDS = {
    Cell.DONE_IN_TIME: "done_in_time",
    Cell.DONE_LATE: "done_late",
    Cell.DONE_NO_DEADLINE: "done_no_deadline",
    Cell.OPEN_IN_TIME: "open_in_time",
    Cell.OPEN_LATE: "open_late",
    Cell.OPEN_NO_DEADLINE: "open_no_deadline",
    Cell.STANDING: "standing",
    Cell.STOPPED: "stopped",
}


class UnitCounts(Record):
    """The work of one unit."""

    unit: str
    """The agency's key, or the folded name of one without."""
    name: str
    """As the first notice that names it prints it."""
    counts: Counts


class Ages(Record):
    """Open work behind its day, by how many days."""

    to_30: int = 0
    to_90: int = 0
    to_120: int = 0
    older: int = 0


class Overview(Record):
    """The whole database on a day."""

    as_of: dt.date
    documents: int
    """Copies of others aside."""
    tasks: int
    counts: Counts
    due: dict[DueState, int]
    """Open pieces of work."""
    doubts: int
    """Open flags."""
    without_lead: int
    """Tasks that nobody leads."""


def overview(session: Session, *, as_of: dt.date | None = None) -> Overview:
    """Counts of all work on ``as_of``, today where None; days past as they were then."""
    day = day_of(session, as_of)
    of = columns(day)
    due = case(
        (or_(of.done_on.is_not(None), of.state.in_(("tam_dung", "huy"))), None),
        (of.last_day < day.as_of, DueState.LATE.value),
        (of.last_day == day.as_of, DueState.TODAY.value),
        (of.last_day <= day.soon, DueState.SOON.value),
        (of.last_day.is_not(None), DueState.AHEAD.value),
        (of.standing, DueState.STANDING.value),
        else_=DueState.NO_DEADLINE.value,
    )
    cells: dict[Cell, int] = {}
    states: dict[DueState, int] = {}
    for cell, state, count in _grouped(session, day, cell=cell_of(of, day), due=due):
        cells[Cell(cell)] = cells.get(Cell(cell), 0) + count
        if state is not None:
            states[DueState(state)] = states.get(DueState(state), 0) + count
    live = t.Document.duplicate_of.is_(None)
    then = [live, issued_by(day)] if day.past else [live]
    tasks = select(func.count(t.Task.id)).join(t.Document).where(*then, t.Task.withdrawn.is_(False))
    return Overview(
        as_of=day.as_of,
        documents=session.scalar(select(func.count(t.Document.id)).where(*then)) or 0,
        tasks=session.scalar(tasks) or 0,
        counts=counts_of(cells),
        due={state: states.get(state, 0) for state in DueState},
        doubts=session.scalar(select(func.count(t.Flag.id)).where(t.Flag.resolved_at.is_(None)))
        or 0,
        without_lead=session.scalar(tasks.where(t.Task.leads == 0)) or 0,
    )


def unit_counts(session: Session, *, as_of: dt.date | None = None) -> list[UnitCounts]:
    """The four-cell summary of every unit that leads work, in the order of their names."""
    day = day_of(session, as_of)
    cells: dict[str, dict[Cell, int]] = {}
    found = _grouped(session, day, unit=t.TaskAgency.unit, cell=cell_of(columns(day), day))
    for unit, cell, count in found:
        of_unit = cells.setdefault(unit, {})
        of_unit[Cell(cell)] = of_unit.get(Cell(cell), 0) + count
    names = _names(session, list(cells))
    return [
        UnitCounts(unit=unit, name=names[unit], counts=counts_of(cells[unit]))
        for unit in sorted(cells, key=lambda unit: (sort_key(names[unit]), unit))
    ]


def late_ages(session: Session, *, as_of: dt.date | None = None) -> dict[str, Ages]:
    """How late the overdue work of every unit is."""
    day = day_of(session, as_of)
    of = columns(day)
    bands = {
        name: day.as_of - dt.timedelta(days=days)
        for name, days in (("to_30", 30), ("to_90", 90), ("to_120", 120))
    }
    age = case(
        (or_(of.done_on.is_not(None), of.state.in_(("tam_dung", "huy"))), None),
        (of.last_day.is_(None), None),
        (of.last_day >= day.as_of, None),
        *((of.last_day >= first, name) for name, first in bands.items()),
        else_="older",
    )
    # Today's lateness stands in an index of open work; that of past days is worked out.
    only = COUNTED if day.past else f"{OPEN} AND last_day < '{day.as_of:%Y-%m-%d}'"
    found: dict[str, dict[str, int]] = {}
    for unit, band, count in _grouped(session, day, only, unit=t.TaskAgency.unit, age=age):
        if band is not None:
            found.setdefault(unit, {})[band] = count
    return {unit: Ages.model_validate(counts) for unit, counts in found.items()}


def _grouped(session: Session, day: Day, only: str = COUNTED, **keys: Any) -> list[Any]:  # noqa: ANN401
    """How many counted leads there are for each combination of keys.

    ``only`` is text, so that either engine sees that a partial index serves.
    """
    named = [key.label(name) for name, key in keys.items()]
    query = select(*named).select_from(t.TaskAgency).where(text(only))
    if day.past:
        query = query.join(t.Task, t.Task.id == t.TaskAgency.task_id)
        query = query.join(t.Document).where(issued_by(day), columns(day).there)
    # Grouped outside: PostgreSQL does not see that two expressions with parameters are one.
    rows = query.subquery()
    return list(session.execute(select(*rows.c, func.count()).group_by(*rows.c)))


def cell_of(of: Columns, day: Day) -> ColumnElement[Any]:
    """The cell of a row of ``task_agencies``, as SQL.

    The commonest cells first: most work of past years was done in time.
    """
    return case(
        (of.done_on <= of.last_day, Cell.DONE_IN_TIME.value),
        (of.done_on > of.last_day, Cell.DONE_LATE.value),
        (of.done_on.is_not(None), Cell.DONE_NO_DEADLINE.value),
        (of.state.in_(("tam_dung", "huy")), Cell.STOPPED.value),
        (of.last_day < day.as_of, Cell.OPEN_LATE.value),
        (of.last_day.is_not(None), Cell.OPEN_IN_TIME.value),
        (of.standing, Cell.STANDING.value),
        else_=Cell.OPEN_NO_DEADLINE.value,
    )


def counts_of(cells: dict[Cell, int]) -> Counts:
    """Numbers by cell as one record."""
    return Counts.model_validate({_FIELDS[cell]: count for cell, count in cells.items()})


def _names(session: Session, units: list[str]) -> dict[str, str]:
    """What each unit is called where it leads for the first time."""
    found: dict[str, str] = {}
    for start in range(0, len(units), CHUNK):
        data = [(unit,) for unit in units[start : start + CHUNK]]
        wanted = values(column("unit", SORTED), name="wanted").data(data).cte()
        named = select(t.TaskAgency.name).where(
            t.TaskAgency.unit == wanted.c.unit, t.TaskAgency.role == "lead"
        )
        name = named.order_by(t.TaskAgency.id).limit(1).correlate(wanted).scalar_subquery()
        found |= {unit: name or unit for unit, name in session.execute(select(wanted.c.unit, name))}
    return found
