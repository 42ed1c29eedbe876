"""Orders of tasks and pages that begin behind a row, however long the list is."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVarTuple

from sqlalchemy import Select, and_, not_, or_, select, tuple_

from db import tables as t

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

Columns = TypeVarTuple("Columns")


class Sort(StrEnum):
    """Orders that pages can be in."""

    NEWEST = "newest"
    """Newest notice first, those without a date at the end; its tasks as on the paper."""
    DUE = "due"
    """By last day, those without at the end; a unit's open work by the unit's own last day."""
    STORED = "stored"
    """By the task's id: nothing is missed or seen twice while others write."""


class BadCursor(ValueError):
    """A cursor that no page of this order gave."""


class Position(NamedTuple):
    """Where a row stands in an order: the day it is sorted by, then ids."""

    day: dt.date | None
    major: int
    minor: int = 0


class Region(NamedTuple):
    """A part of an order whose rows one index gives in order."""

    keys: tuple[Any, ...]
    """Columns that tell where a row of the index stands; there is none without a value."""
    descending: bool
    conditions: list[ColumnElement[bool]]
    """Where the part begins and ends, in columns of the index."""
    order: list[Any]
    """As the index has it, those columns too that are empty in the whole part."""
    begin: tuple[ColumnElement[bool], ...] = ()
    """What the first row of the index leaves out."""
    within: tuple[Any, ...] = ()
    """Order of what belongs to one row of the index."""

    def of(self, query: Select[*Columns]) -> Select[*Columns]:
        """The rows of the query that stand in the part, in order."""
        order = [*self.order, *self.within]
        return query.where(*self.conditions, *self.begin).order_by(*order)

    def split(self, session: Session, size: int) -> tuple[Region, Region | None]:
        """The first ``size`` rows of the index, and the rest where there is one."""
        query = select(*self.keys).where(*self.conditions).order_by(*self.order)
        edge = session.execute(query.offset(size).limit(1)).first()
        if edge is None:
            return self, None
        at, end = tuple_(*self.keys), tuple_(*edge)
        before, behind = (at > end, at <= end) if self.descending else (at < end, at >= end)
        near = self._replace(conditions=[*self.conditions, before])
        return near, self._replace(conditions=[*self.conditions, behind])


def position_of(sort: Sort, task: t.Task, document: t.Document) -> Position:
    """Where a task stands."""
    if sort is Sort.NEWEST:
        return Position(document.issue_date, document.id, task.ordinal)
    return Position(task.last_day if sort is Sort.DUE else None, task.id)


def cursor_of(sort: Sort, position: Position) -> str:
    """The position as an opaque word that is safe in addresses.

    >>> cursor = cursor_of(Sort.DUE, Position(dt.date(2024, 10, 30), 7))
    >>> position_in(cursor, Sort.DUE)
    Position(day=datetime.date(2024, 10, 30), major=7, minor=0)
    """
    day = position.day.isoformat() if position.day else None
    packed = json.dumps([sort.value, day, position.major, position.minor], separators=(",", ":"))
    return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")


def position_in(cursor: str, sort: Sort) -> Position:
    """The position that a cursor names.

    Raises:
        BadCursor: no page of this order gave it.
    """
    try:
        padded = cursor.encode() + b"=" * (-len(cursor) % 4)
        order, day, major, minor = json.loads(base64.b64decode(padded, b"-_", validate=True))
        found = Position(dt.date.fromisoformat(day) if day is not None else None, major, minor)
    except (ValueError, TypeError, binascii.Error, RecursionError):
        raise BadCursor(cursor) from None
    ids = (found.major, found.minor)
    if order != sort.value or not all(
        type(number) is int and 0 <= number < 2**63 for number in ids
    ):
        raise BadCursor(cursor)
    return found


def regions(sort: Sort, after: Position | None) -> Iterator[Region]:
    """The parts of an order behind a position, first to last.

    Rows with and without a day are parts of their own, so that an index serves each.
    """
    if sort is Sort.STORED:
        conditions = [t.Task.id > after.major] if after else []
        yield Region((t.Task.id,), False, conditions, [t.Task.id])  # noqa: FBT003
    elif sort is Sort.DUE:
        yield from by_day(t.Task.last_day, t.Task.id, after)
    else:
        for part in by_day(t.Document.issue_date, t.Document.id, after, newest=True):
            yield part._replace(within=(t.Task.ordinal,))


def by_day(day: Any, key: Any, after: Position | None, *, newest: bool = False) -> Iterator[Region]:  # noqa: ANN401
    """Rows by their day and then their key, those without a day at the end.

    Of what lies behind a position in the newest notices first, the notice itself is a part.
    """
    begin: tuple[ColumnElement[bool], ...] = ()
    if after is not None and newest:
        begin = (not_(and_(key == after.major, t.Task.ordinal <= after.minor)),)
    order = [day.desc(), key.desc()] if newest else [day, key]
    if after is None or after.day is not None:
        conditions = [day.is_not(None)]
        if after is not None:
            at, edge = tuple_(day, key), tuple_(after.day, after.major)
            conditions.append(at <= edge if newest else at > edge)
        yield Region((day, key), newest, conditions, order, begin)
    conditions = [day.is_(None)]
    if after is not None and after.day is None:
        conditions.append(key <= after.major if newest else key > after.major)
    else:
        begin = ()
    yield Region((key,), newest, conditions, order, begin)


def whole(after: Position | None) -> Region:
    """All tasks by last day as one part, in an order that no index has.

    For few that are sorted: no engine shall be led to walk along an index past a million others.
    """
    day, key = t.Task.last_day, t.Task.id
    conditions: list[ColumnElement[bool]] = []
    if after is not None and after.day is not None:
        conditions.append(or_(day.is_(None), tuple_(day, key) > tuple_(after.day, after.major)))
    elif after is not None:
        conditions += [day.is_(None), key > after.major]
    return Region((day, key), False, conditions, [day.is_(None), day, key])  # noqa: FBT003
