"""What waits for a person, and what came in today."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, exists, func, or_, select

from db import tables as t
from db.due import OFFICE_TIME
from db.notices import notice_rows
from models.base import Record

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.notices import NoticeRow

MANY = 1000
"""Counting stops here: nobody reads on."""


class Arrivals(Record):
    """What the machine did on a day."""

    documents: int
    tasks: int
    copies: int
    """Documents that repeat another one."""
    doubts: int
    """Open flags among them."""


def waiting(session: Session, *, limit: int = 20, behind: int | None = None) -> list[NoticeRow]:
    """Notices that nobody has confirmed yet, those stored last first.

    ``behind`` is the id of the last one of the page before.
    """
    query = select(t.Document).where(_waits()).order_by(t.Document.id.desc()).limit(limit)
    if behind is not None:
        query = query.where(t.Document.id < behind)
    return notice_rows(session, list(session.scalars(query)))


def count_waiting(session: Session) -> int:
    """How many they are, ``MANY`` + 1 where there are more."""
    some = select(t.Document.id).where(_waits()).limit(MANY + 1).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0


def arrivals(session: Session, day: dt.date) -> Arrivals:
    """What was stored between the day's midnights."""
    begin = dt.datetime.combine(day, dt.time(), OFFICE_TIME)
    newest = (
        select(t.Document.id, t.Document.duplicate_of)
        .where(t.Document.stored_at >= begin, t.Document.stored_at < begin + dt.timedelta(days=1))
        .cte()
    )
    mine = select(newest.c.id)
    return Arrivals(
        documents=session.scalar(select(func.count()).select_from(newest)) or 0,
        copies=session.scalar(select(func.count(newest.c.duplicate_of))) or 0,
        tasks=session.scalar(
            select(func.count(t.Task.id)).where(
                t.Task.document_id.in_(mine), t.Task.withdrawn.is_(False)
            )
        )
        or 0,
        doubts=session.scalar(
            select(func.count(t.Flag.id)).where(
                t.Flag.document_id.in_(mine), t.Flag.resolved_at.is_(None)
            )
        )
        or 0,
    )


def _waits() -> ColumnElement[bool]:
    unconfirmed = exists().where(
        t.Task.document_id == t.Document.id,
        t.Task.withdrawn.is_(False),
        t.Task.confirmed_at.is_(None),
    )
    doubtful = exists().where(t.Flag.document_id == t.Document.id, t.Flag.resolved_at.is_(None))
    return t.Document.duplicate_of.is_(None) & or_(unconfirmed, doubtful)
