"""What people corrected stands over what the machine reads, field by field."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from sqlalchemy import delete, insert, or_, select, update

from db import tables as t
from db.duplicates import settle_identity
from db.loading import load_head, load_task
from db.rows import head_columns, quantity_rows, recipient_rows
from db.rules import load_rules
from db.task_rows import write_task
from models import Head, Task
from models.base import Record
from models.errors import Both, CannotRecord, RecordMissing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

HEAD_FIELDS = frozenset(Head.model_fields) - {"evidence", "flags"}
TASK_FIELDS = frozenset(
    {"path", "text", "nature", "assignees", "report_to", "deadlines", "percentages"}
)
THERE = "there"
"""Field of a correction that says whether a task is on the paper at all; see ``db.reshaping``."""
READER = "ketluan"
"""Who the audit names when a reading, not a person, changed something."""


def corrections_of(session: Session, document: int) -> dict[int | None, list[t.Correction]]:
    """The corrections of a document by task; those of the head under None."""
    found: dict[int | None, list[t.Correction]] = {}
    query = (
        select(t.Correction).where(t.Correction.document_id == document).order_by(t.Correction.id)
    )
    for correction in session.scalars(query):
        found.setdefault(correction.task_id, []).append(correction)
    return found


def correct_head(head: Head, corrections: Iterable[t.Correction]) -> Head:
    """The head with people's values in it."""
    return Head.model_validate(_put(head.model_dump(mode="json"), corrections))


def correct_task(task: Task, corrections: Iterable[t.Correction]) -> Task:
    """The task with people's values in it."""
    return Task.model_validate(_put(task.model_dump(mode="json"), corrections))


class Amendment(Record):
    """A person's value for a field of a task or, without one, of the head."""

    task: int | None = None
    field: str
    value: Any
    """As JSON has it; the whole field is replaced."""


def correct(session: Session, document: int, amendment: Amendment, *, by: str) -> None:
    """Put a person's value over what the machine read.

    Doubts about the field count as settled. What the machine reads there, now and later, is
    kept beside it and in the audit.

    Raises:
        RecordMissing: there is no such document, or no such task in it.
        CannotRecord: the field cannot be corrected or does not take the value.
    """
    task, field = amendment.task, amendment.field
    row = session.scalar(select(t.Document).where(t.Document.id == document).with_for_update())
    if row is None:
        raise RecordMissing(what=Both("văn bản", "document"), id=document)
    target = session.get(t.Task, task) if task is not None else None
    if task is not None and (target is None or target.document_id != document):
        raise RecordMissing(what=Both("nhiệm vụ", "task"), id=task)
    if field not in (HEAD_FIELDS if target is None else TASK_FIELDS):
        raise CannotRecord(detail=field)
    record: Head | Task = load_head(session, row) if target is None else load_task(session, target)
    before = record.model_dump(mode="json")[field]
    try:
        changed = type(record).model_validate(
            record.model_dump(mode="json") | {field: amendment.value}
        )
    except ValidationError as error:
        raise CannotRecord(detail=f"{field}: {error.errors()[0]['msg']}") from None
    after = changed.model_dump(mode="json")[field]
    now = dt.datetime.now(dt.UTC)
    kept = _keep(session, document, task, field, before)
    kept.person, kept.by, kept.at = after, by, now
    if isinstance(changed, Head):
        write_head(session, row, changed)
    elif target is not None:
        _write_task(session, row, target, changed)
    _settle_doubts(session, kept)
    row.revision += 1
    session.add(
        t.Audit(
            at=now,
            by=by,
            action="corrected",
            document_id=document,
            task_id=task,
            field=field,
            before={"machine": kept.machine, "value": before},
            after={"person": after},
        )
    )


def _keep(
    session: Session, document: int, task: int | None, field: str, machine: object
) -> t.Correction:
    """The correction of this field: the one that stands, or a new one."""
    query = select(t.Correction).where(
        t.Correction.document_id == document,
        t.Correction.task_id == task if task is not None else t.Correction.task_id.is_(None),
        t.Correction.field == field,
    )
    kept = session.scalar(query)
    if kept is None:
        kept = t.Correction(document_id=document, task_id=task, field=field, machine=machine)
        session.add(kept)
    return kept


def write_head(session: Session, row: t.Document, head: Head) -> None:
    """All that a head says into its tables."""
    for name, value in head_columns(head, row.file).items():
        setattr(row, name, value)
    settle_identity(session, row, head)
    session.execute(delete(t.Recipient).where(t.Recipient.document_id == row.id))
    if rows := recipient_rows(head, row.id):
        session.execute(insert(t.Recipient), rows)


def _write_task(session: Session, row: t.Document, target: t.Task, task: Task) -> None:
    counted = row.duplicate_of is None
    write_task(session, target, task, load_rules(session), counted=counted)
    session.execute(delete(t.Quantity).where(t.Quantity.task_id == target.id))
    if rows := quantity_rows(task.percentages, row.id, target.id):
        session.execute(insert(t.Quantity), rows)


_PARTS = {"assignees": "assignee", "deadlines": "deadline", "percentages": "percentage"}


def _settle_doubts(session: Session, kept: t.Correction) -> None:
    """A doubt about a field is settled by the person who puts the field right."""
    task = kept.task_id
    mine = t.Flag.task_id == task if task is not None else t.Flag.task_id.is_(None)
    about = [
        t.Flag.field == kept.field,
        t.Flag.field.startswith(f"{kept.field}.", autoescape=True),
        t.Flag.part == _PARTS.get(kept.field, ""),
    ]
    session.execute(
        update(t.Flag)
        .where(
            t.Flag.document_id == kept.document_id,
            mine,
            or_(*about),
            t.Flag.resolved_at.is_(None),
        )
        .values(resolved_at=kept.at, resolved_by=kept.by)
    )


def note_reading(
    session: Session,
    corrections: Iterable[t.Correction],
    machine: dict[str, Any],
    now: dt.datetime,
) -> None:
    """Keep what the machine reads now beside each correction; the audit gets both."""
    for correction in corrections:
        value = machine.get(correction.field, True)  # of ``THERE``: it was read, so it is there
        if value == correction.machine:
            continue
        session.add(
            t.Audit(
                at=now,
                by=READER,
                action="read_again_under_correction",
                document_id=correction.document_id,
                task_id=correction.task_id,
                field=correction.field,
                before={"machine": correction.machine, "person": correction.person},
                after={"machine": value, "person": correction.person},
            )
        )
        correction.machine = value


def _put(fields: dict[str, Any], corrections: Iterable[t.Correction]) -> dict[str, Any]:
    return fields | {
        correction.field: correction.person
        for correction in corrections
        if correction.field != THERE
    }
