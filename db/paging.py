"""Orders of tasks and pages that begin behind a row, however long the list is."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import and_, not_, or_, tuple_

from db import tables as t

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement


class Sort(StrEnum):
    """Orders that pages can be in."""

    NEWEST = "newest"
    """Newest notice first, those without a date at the end; its tasks as on the paper."""
    DUE = "due"
    """By last day, those without at the end."""
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

    conditions: list[ColumnElement[bool]]
    order: list[Any]


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


def regions(sort: Sort, after: Position | None, *, few: bool = False) -> Iterator[Region]:
    """The parts of an order behind a position, first to last.

    Rows with and without a day are parts of their own, so that an index serves each. Where
    there are ``few``, all are one part that is sorted whole: no engine shall be led to walk
    along an index past a million others.
    """
    if sort is Sort.STORED:
        yield Region([t.Task.id > after.major] if after else [], [t.Task.id])
        return
    if few and sort is Sort.DUE:
        yield _whole(after)
        return
    make = _newest if sort is Sort.NEWEST else _due
    if after is None or after.day is not None:
        yield make(after, dated=True)
    yield make(after if after and after.day is None else None, dated=False)


def _newest(after: Position | None, *, dated: bool) -> Region:
    day, key = t.Document.issue_date, t.Document.id
    conditions: list[ColumnElement[bool]] = [day.is_not(None) if dated else day.is_(None)]
    if after is not None:
        if dated:
            conditions.append(tuple_(day, key) <= tuple_(after.day, after.major))
        else:
            conditions.append(key <= after.major)
        conditions.append(not_(and_(key == after.major, t.Task.ordinal <= after.minor)))
    order = [day.desc()] if dated else []
    return Region(conditions, [*order, key.desc(), t.Task.ordinal])


def _due(after: Position | None, *, dated: bool) -> Region:
    day, key = t.Task.last_day, t.Task.id
    conditions: list[ColumnElement[bool]] = [day.is_not(None) if dated else day.is_(None)]
    if after is not None:
        behind = tuple_(day, key) > tuple_(after.day, after.major) if dated else key > after.major
        conditions.append(behind)
    return Region(conditions, [day, key] if dated else [key])


def _whole(after: Position | None) -> Region:
    """By last day, those without at the end, in an order that no index has."""
    day, key = t.Task.last_day, t.Task.id
    conditions: list[ColumnElement[bool]] = []
    if after is not None and after.day is not None:
        conditions.append(or_(day.is_(None), tuple_(day, key) > tuple_(after.day, after.major)))
    elif after is not None:
        conditions += [day.is_(None), key > after.major]
    return Region(conditions, [day.is_(None), day, key])
