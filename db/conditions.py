"""A filter of tasks as SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, exists, or_, select

from db import tables as t
from db.collation import search_key
from db.search import like, names_like, phrases, task_found, task_reads
from db.work import due_is, issued_by
from models import Role
from models.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from db.query import TaskFilter
    from db.work import Day


def conditions_of(
    session: Session, wanted: TaskFilter, day: Day, *, near: bool = False
) -> Iterable[ColumnElement[bool]]:
    """What must hold of rows of ``tasks``, joined to ``documents`` where ``about_documents``.

    ``near``: few rows are looked through in order, so no index of words shall be asked.
    """
    if day.past:
        yield issued_by(day)
    if not of_unit_alone(wanted):
        if not wanted.duplicates:
            yield t.Document.duplicate_of.is_(None)
        if not wanted.withdrawn:
            yield t.Task.withdrawn.is_(False)
    if wanted.document_id is not None:
        yield t.Task.document_id == wanted.document_id
    if wanted.notice is not None:
        yield _notice(wanted.notice)
    if wanted.chairs:
        yield t.Document.chair_name.in_(wanted.chairs)
    yield from _who(session, wanted, day)
    yield from _deadline(wanted)
    for words, names in ((wanted.text, False), (wanted.search, True)):
        for phrase in phrases(words or ""):
            in_task = task_reads(phrase, names=names)
            yield in_task if near else task_found(session, phrase, in_task, names=names)
    if wanted.flagged is not None:
        doubt = exists().where(t.Flag.task_id == t.Task.id, t.Flag.resolved_at.is_(None))
        yield doubt if wanted.flagged else ~doubt


def of_unit_alone(wanted: TaskFilter) -> bool:
    """Whether a unit's open work is asked for: that of copies and withdrawn tasks never counts."""
    return wanted.unit is not None and bool(wanted.due)


def about_documents(wanted: TaskFilter, day: Day) -> bool:
    """Whether the conditions speak of rows of ``documents`` at all."""
    all_notices = wanted.duplicates or of_unit_alone(wanted)
    return day.past or wanted.notice is not None or bool(wanted.chairs) or not all_notices


def _who(session: Session, wanted: TaskFilter, day: Day) -> Iterable[ColumnElement[bool]]:
    if wanted.assignee is not None or wanted.role is not None or wanted.state is not None:
        yield _assignee(session, wanted)
    if wanted.due:
        yield due_is(day, wanted.due, wanted.unit)
    elif wanted.unit is not None:
        of_unit = (t.TaskAgency.unit == wanted.unit, t.TaskAgency.role == Role.LEAD.value)
        yield t.Task.id.in_(select(t.TaskAgency.task_id).where(*of_unit))


def _deadline(wanted: TaskFilter) -> Iterable[ColumnElement[bool]]:
    if wanted.due_before is not None:
        yield t.Task.named_day <= wanted.due_before
    if wanted.due_after is not None:
        yield t.Task.named_day >= wanted.due_after
    if wanted.kind is not None:
        yield exists().where(t.Deadline.task_id == t.Task.id, t.Deadline.kind == wanted.kind.value)
    if wanted.no_deadline:
        yield ~exists().where(t.Deadline.task_id == t.Task.id)


def _notice(words: str) -> ColumnElement[bool]:
    code = words.strip()
    either = [t.Document.file == code, like(t.Document.folded, search_key(code))]
    if code.isdigit():
        return or_(t.Document.number == code, t.Document.file == code)
    number, slash, symbol = code.partition("/")
    if slash and number.strip().isdigit():
        either.append(
            and_(t.Document.number == number.strip(), t.Document.symbol_folded == fold(symbol))
        )
    return or_(*either)


def _assignee(session: Session, wanted: TaskFilter) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.role is not None:
        conditions.append(t.TaskAgency.role == wanted.role.value)
    if wanted.state is not None:
        conditions.append(t.TaskAgency.state == wanted.state.value)
    if wanted.assignee is not None:
        names = names_like(session, wanted.assignee)
        conditions.append(or_(t.TaskAgency.folded.in_(names), t.TaskAgency.unit == wanted.assignee))
    return t.Task.id.in_(select(t.TaskAgency.task_id).where(*conditions))
