"""What people report about tasks: states, progress, other assignees, extensions. Only events."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select, update

from db import tables as t
from db.collation import search_key
from db.due import today
from db.rows import assignee_columns
from db.task_rows import settle_names
from models import Addressed, Assignee, Role, TaskNature
from models.base import Record
from models.errors import Both, CannotRecord, RecordMissing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_FINAL = frozenset({t.WorkState.DONE, t.WorkState.CANCELLED})
_NOT_BEGUN = frozenset({t.WorkState.NEW, t.WorkState.ASSIGNED, t.WorkState.ACCEPTED})


class Report(Record):
    """How far the work is, as somebody says."""

    unit: str | None = None
    """Name, part of it, or key of one who answers; None: all who lead."""
    state: t.WorkState | None = None
    percent: int | None = None
    note: str | None = None
    result_document: str | None = None
    """Number and symbol of the paper that carries the result."""
    reason: str | None = None
    day: dt.date | None = None
    """The day it is true from; None: today."""

    @property
    def told(self) -> dict[str, Any]:
        """What is noted beside the state."""
        noted = self.model_dump(include={"percent", "note", "result_document"})
        return {key: value for key, value in noted.items() if value not in {None, ""}}


class Assignment(Record):
    """Who shall answer for a task."""

    name: str
    role: Role = Role.LEAD
    addressed: Addressed = Addressed.UNIT
    agency: str | None = None
    instead_of: str | None = None
    """One who answers now and is stopped; the row is kept."""
    reason: str | None = None
    day: dt.date | None = None


class Grant(Record):
    """More time, agreed by somebody in some document."""

    new_day: dt.date
    """In time itself."""
    agreed_by: str
    agreed_on: dt.date | None = None
    document: str | None = None
    unit: str | None = None
    """For this one alone; None: for all who answer."""


class _Entry(NamedTuple):
    """What all rows of one change share."""

    by: str
    day: dt.date
    now: dt.datetime
    reason: str | None = None


def progress(session: Session, task: int, report: Report, *, by: str) -> list[int]:
    """Record how far those who lead a task are, or the one unit the report names.

    A report without a state puts work that has not begun under way. Gives the ids of the
    assignees.

    Raises:
        RecordMissing: there is no such task.
        CannotRecord: no or several units of that name answer for it, the day is still to
            come, or nothing is reported.
    """
    day = _past(report.day)
    if report.state is None and not report.told:
        raise CannotRecord(detail=Both("chưa có nội dung", "there is nothing to report"))
    if not 0 <= (report.percent or 0) <= 100:
        raise CannotRecord(detail=f"{report.percent} %")
    row = _locked(session, task)
    whom = [_assignee(session, row, report.unit)] if report.unit else _leads(session, row)
    entry = _Entry(by, day, dt.datetime.now(dt.UTC), report.reason)
    for assignee in whom:
        if report.told:
            noted = report.told | {"day": day, "by": by, "at": entry.now}
            session.add(t.ProgressNote(assignee_id=assignee.id, **noted))
        state = report.state
        if state is None and t.WorkState(assignee.state) in _NOT_BEGUN:
            state = t.WorkState.UNDER_WAY
        if state is not None:
            _enter(session, assignee, state, entry)
    after = report.told | {"units": [assignee.name for assignee in whom], "day": str(day)}
    if report.state is not None:
        after["state"] = report.state.value
    _audit(session, row, "progress", entry, (None, after))
    return [assignee.id for assignee in whom]


def assign(session: Session, task: int, given: Assignment, *, by: str) -> int:
    """Make somebody answer for a task, and stop another where one is named.

    One who answers already is only told so again (``da_giao``). Gives the assignee's id.

    Raises:
        RecordMissing: there is no such task.
        CannotRecord: the name is empty, ``instead_of`` does not answer for the task, or the
            day is still to come.
    """
    if not search_key(given.name):
        raise CannotRecord(detail=Both("chưa có tên đơn vị", "there is no name of a unit"))
    entry = _Entry(by, _past(given.day), dt.datetime.now(dt.UTC), given.reason)
    row = _locked(session, task)
    old = _assignee(session, row, given.instead_of) if given.instead_of else None
    assignee = _answering(session, row, given, old)
    if old is not None and old.id != assignee.id:
        why = entry._replace(reason=given.reason or f"chuyển cho {given.name}")
        _enter(session, old, t.WorkState.CANCELLED, why)
    _enter(session, assignee, t.WorkState.ASSIGNED, entry)
    settle_names(session, row)
    before = {"unit": old.name} if old else None
    after = {"unit": given.name, "role": given.role.value, "day": str(entry.day)}
    _audit(session, row, "assigned", entry, (before, after))
    return assignee.id


def _answering(
    session: Session, row: t.Task, given: Assignment, old: t.TaskAgency | None
) -> t.TaskAgency:
    """The row of one who answers in this role, made where there is none."""
    known = _assignees(session, row)
    record = Assignee(
        name=given.name, role=given.role, addressed=given.addressed, agency=given.agency
    )
    columns = assignee_columns(record, max((item.ordinal for item in known), default=-1) + 1)
    for item in known:
        if (item.folded, item.role) == (columns["folded"], columns["role"]):
            return item
    made = t.TaskAgency(task_id=row.id, origin=t.Origin.PERSON.value, **columns)
    made.last_day = old.last_day if old else row.last_day
    made.standing = made.last_day is None and (
        row.nature != TaskNature.ONE_OFF or any(item.standing for item in known)
    )
    of_copy = select(t.Document.duplicate_of).where(t.Document.id == row.document_id)
    made.counted = not row.withdrawn and session.scalar(of_copy) is None
    session.add(made)
    session.flush()
    return made


def extend(session: Session, task: int, grant: Grant, *, by: str) -> int:
    """Give a task, or one unit that answers for it, a new last day.

    The old day is kept: lateness is told against both. Gives the extension's id.

    Raises:
        RecordMissing: there is no such task.
        CannotRecord: no or several units of that name answer for it, or the day of the
            agreement is still to come.
    """
    entry = _Entry(by, _past(grant.agreed_on), dt.datetime.now(dt.UTC))
    row = _locked(session, task)
    one = _assignee(session, row, grant.unit) if grant.unit else None
    old_day = one.last_day if one else row.last_day
    extension = t.Extension(
        task_id=row.id,
        assignee_id=one.id if one else None,
        old_day=old_day,
        new_day=grant.new_day,
        agreed_on=entry.day,
        agreed_by=grant.agreed_by,
        document=grant.document,
        by=by,
        at=entry.now,
    )
    session.add(extension)
    for assignee in [one] if one else _assignees(session, row):
        assignee.last_day, assignee.standing = grant.new_day, False
    if one is None:
        row.last_day = grant.new_day
    session.flush()
    after = grant.model_dump(mode="json", exclude_none=True)
    before = {"last_day": str(old_day) if old_day else None, "unit": one.name if one else None}
    _audit(session, row, "extended", entry, (before, after))
    return extension.id


def _enter(session: Session, assignee: t.TaskAgency, state: t.WorkState, entry: _Entry) -> None:
    """Add the event; the newest one, by day, is the state that stands on the assignee."""
    session.add(
        t.StatusEvent(
            assignee_id=assignee.id,
            state=state.value,
            day=entry.day,
            reason=entry.reason,
            by=entry.by,
            at=entry.now,
        )
    )
    session.flush()
    settle_state(session, assignee)


def settle_state(session: Session, assignee: t.TaskAgency) -> None:
    """Let the newest event, by day, stand on the assignee; one without events stays as it is."""
    newest = session.scalar(
        select(t.StatusEvent)
        .where(t.StatusEvent.assignee_id == assignee.id)
        .order_by(t.StatusEvent.day.desc(), t.StatusEvent.id.desc())
        .limit(1)
    )
    if newest is not None:
        assignee.state = newest.state
        assignee.done_on = newest.day if newest.state == t.WorkState.DONE else None


def _past(day: dt.date | None) -> dt.date:
    now = today()
    if day is not None and day > now:
        raise CannotRecord(
            detail=Both(f"ngày {day:%d/%m/%Y} chưa tới", f"{day:%d/%m/%Y} is still to come")
        )
    return day or now


def _locked(session: Session, task: int) -> t.Task:
    """The task, held against other writers until the transaction ends."""
    row = session.scalar(select(t.Task).where(t.Task.id == task).with_for_update())
    if row is None:
        raise RecordMissing(what=Both("nhiệm vụ", "task"), id=task)
    return row


def _assignees(session: Session, row: t.Task) -> list[t.TaskAgency]:
    mine = select(t.TaskAgency).where(t.TaskAgency.task_id == row.id)
    return list(session.scalars(mine.order_by(t.TaskAgency.ordinal, t.TaskAgency.id)))


def _leads(session: Session, row: t.Task) -> list[t.TaskAgency]:
    found = [item for item in _assignees(session, row) if item.role == Role.LEAD.value]
    open_ones = [item for item in found if t.WorkState(item.state) not in _FINAL]
    if not found:
        raise CannotRecord(detail=Both("nhiệm vụ chưa có đơn vị chủ trì", "the task has no lead"))
    return open_ones or found


def _assignee(session: Session, row: t.Task, unit: str) -> t.TaskAgency:
    """The one whose name, or agency's key, this is; part of a name will do where it is clear."""
    mine, wanted = _assignees(session, row), search_key(unit)
    found = [item for item in mine if item.folded == wanted or item.agency == unit]
    if not found and wanted:
        found = [item for item in mine if f" {wanted} " in f" {item.folded} "]
    if len(found) > 1:
        found = [item for item in found if item.role == Role.LEAD.value] or found
    if len(found) != 1:
        names = "; ".join(item.name for item in mine)
        raise CannotRecord(
            detail=Both(
                f"“{unit}” ứng với {len(found)} trong các đơn vị: {names}",
                f"“{unit}” names {len(found)} of the units: {names}",
            )
        )
    return found[0]


def _audit(
    session: Session, row: t.Task, action: str, entry: _Entry, values: tuple[Any, Any]
) -> None:
    before, after = values
    session.add(
        t.Audit(
            at=entry.now,
            by=entry.by,
            action=action,
            document_id=row.document_id,
            task_id=row.id,
            before=before,
            after=after,
        )
    )
    changed(session, row.document_id)


def changed(session: Session, document: int) -> None:
    """Count a change of anything in the document."""
    session.execute(
        update(t.Document).where(t.Document.id == document).values(revision=t.Document.revision + 1)
    )
