"""Writes one reading with its notice: new, again, or a duplicate of another file."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from sqlalchemy import delete, exists, insert, select, update

from db import tables as t
from db.corrections import (
    READER,
    THERE,
    correct_head,
    correct_task,
    corrections_of,
    note_reading,
)
from db.duplicates import find_original, settle_copy, settle_identity
from db.matching import Known, match
from db.rows import (
    BELOW_DOCUMENT,
    citation_rows,
    edit_rows,
    flag_rows,
    head_columns,
    line_rows,
    page_rows,
    quantity_rows,
    reading_columns,
    recipient_rows,
    section_rows,
    stamp_rows,
)
from db.rules import load_rules
from db.task_rows import write_task
from models.errors import SecretDocument
from models.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from models import Notice, Reading, Task

SavedStatus = Literal["new", "unchanged", "updated", "duplicate"]
NOT_READ_AGAIN = "not_read_again"


class Saved(NamedTuple):
    """What became of a file."""

    document_id: int
    status: SavedStatus


def save_document(
    session: Session,
    reading: Reading,
    notice: Notice,
    source: Path | str | None,
    *,
    secrets: bool = False,
) -> Saved:
    """One file into the tables, inside the caller's transaction.

    Raises:
        SecretDocument: the head carries a secrecy mark and ``secrets`` are not let in; nothing
            is written.
    """
    if notice.head.secrecy and not secrets:
        raise SecretDocument(file=reading.file)
    now = dt.datetime.now(dt.UTC)
    document = session.scalar(
        select(t.Document).where(t.Document.sha256 == reading.sha256).with_for_update()
    )
    if document is None:
        return _save_new(session, reading, notice, source, now)
    if not newer(reading.version, document.version):
        return Saved(document.id, "unchanged")
    _save_again(session, document, reading, notice, now)
    return Saved(document.id, "updated")


def newer(version: str, than: str) -> bool:
    """Whether one version comes after another.

    >>> newer("0.10.0", "0.9.2"), newer("0.1.0", "0.1.0")
    (True, False)
    """
    return _numbers(version) > _numbers(than)


def _numbers(version: str) -> tuple[int, ...]:
    numbers = [int(part) for part in re.findall(r"\d+", version)]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def _save_new(
    session: Session, reading: Reading, notice: Notice, source: Path | str | None, now: dt.datetime
) -> Saved:
    original = find_original(session, notice.head, None)
    document = t.Document(
        **reading_columns(reading),
        **head_columns(notice.head, reading.file),
        source=str(source) if source else None,
        duplicate_of=original,
        stored_at=now,
        read_at=now,
    )
    session.add(document)
    session.flush()
    _write_parts(session, document, reading, notice, [None] * len(notice.tasks))
    if original is not None:
        settle_copy(session, document)
    status: SavedStatus = "duplicate" if original is not None else "new"
    session.add(
        t.Audit(
            at=now,
            by=READER,
            action="stored",
            document_id=document.id,
            after={"file": reading.file, "sha256": reading.sha256, "status": status},
        )
    )
    return Saved(document.id, status)


def _save_again(
    session: Session, document: t.Document, reading: Reading, notice: Notice, now: dt.datetime
) -> None:
    resolved = _resolved_flags(session, document.id)
    corrections = corrections_of(session, document.id)
    for table in BELOW_DOCUMENT:
        session.execute(delete(table).where(table.document_id == document.id))
    old_version, document.version = document.version, reading.version
    on_head = corrections.get(None, [])
    note_reading(session, on_head, notice.head.model_dump(mode="json"), now)
    head = correct_head(notice.head, on_head)
    before = list(
        session.scalars(
            select(t.Task).where(t.Task.document_id == document.id).order_by(t.Task.ordinal)
        )
    )
    rows = [before[i] if i is not None else None for i in _match(before, notice, corrections)]
    tasks: list[Task] = []
    for task, row in zip(notice.tasks, rows, strict=True):
        on_task = corrections.get(row.id, []) if row is not None else []
        note_reading(session, on_task, task.model_dump(mode="json"), now)
        tasks.append(correct_task(task, on_task) if on_task else task)
    for name, value in (reading_columns(reading) | head_columns(head, reading.file)).items():
        setattr(document, name, value)
    document.read_at = now
    document.revision += 1
    settle_identity(session, document, head)
    kept = notice.model_copy(update={"head": head, "tasks": tuple(tasks)})
    _write_parts(session, document, reading, kept, rows)
    unread = [row for row in before if row not in rows]
    _withdraw(session, document, unread, corrections, len(tasks))
    _take_out_again(session, rows, corrections)
    _resolve_again(session, document.id, resolved)
    session.add(
        t.Audit(
            at=now,
            by=READER,
            action="read_again",
            document_id=document.id,
            before={"version": old_version, "tasks": len(before)},
            after={"version": reading.version, "tasks": len(tasks)},
        )
    )


def _write_parts(
    session: Session,
    document: t.Document,
    reading: Reading,
    notice: Notice,
    rows: Sequence[t.Task | None],
) -> None:
    key = document.id
    _insert(session, t.Page, page_rows(reading, key))
    numbers = select(t.Page.number, t.Page.id).where(t.Page.document_id == key)
    pages: dict[int, int] = {number: page for number, page in session.execute(numbers)}  # noqa: C416
    _insert(session, t.Line, line_rows(reading, pages))
    _insert(session, t.Edit, edit_rows(reading, key))
    _insert(session, t.Stamp, stamp_rows(reading, key))
    _insert(session, t.Section, section_rows(notice, key))
    _insert(session, t.Recipient, recipient_rows(notice.head, key))
    rules = load_rules(session)
    counted = document.duplicate_of is None
    tasks: list[t.Task] = []
    for ordinal, (task, known) in enumerate(zip(notice.tasks, rows, strict=True)):
        row = known or t.Task(document_id=key)
        row.ordinal = ordinal
        write_task(session, row, task, rules, counted=counted)
        tasks.append(row)
    figures = quantity_rows(notice.findings, key)
    citations: list[dict[str, Any]] = []
    for task, row in zip(notice.tasks, tasks, strict=True):
        figures += quantity_rows(task.percentages, key, row.id)
        citations += citation_rows(task.references, key, row.id)
    _insert(session, t.Quantity, figures)
    _insert(session, t.Citation, citations)
    _insert(session, t.Flag, list(flag_rows(notice, key, [row.id for row in tasks])))


def _insert(session: Session, table: type[t.Base], rows: list[dict[str, Any]]) -> None:
    if rows:
        session.execute(insert(table), rows)


def _match(
    before: Sequence[t.Task],
    notice: Notice,
    corrections: dict[int | None, list[t.Correction]],
) -> list[int | None]:
    """A person's words are no measure of what the machine reads: its own old words are."""

    def known(row: t.Task) -> Known:
        machine: dict[str, Any] = {c.field: c.machine for c in corrections.get(row.id, [])}
        return Known(machine.get("path", row.path), fold(machine.get("text", row.text)))

    now = [Known(task.path, fold(task.text)) for task in notice.tasks]
    return match([known(row) for row in before], now)


def _withdraw(
    session: Session,
    document: t.Document,
    rows: Sequence[t.Task],
    corrections: dict[int | None, list[t.Correction]],
    after: int,
) -> None:
    """Tasks that were not read again: gone, unless people worked on them or put them there."""
    for ordinal, row in enumerate(rows, start=after):
        there = _there(corrections.get(row.id, []))
        if there is not None:
            there.machine = False
        if there is not None and there.person:
            row.ordinal = ordinal
            continue
        if not touched(session, row):
            session.delete(row)
            continue
        row.withdrawn, row.ordinal = True, ordinal
        session.execute(
            update(t.TaskAgency).where(t.TaskAgency.task_id == row.id).values(counted=False)
        )
        if there is None:
            session.add(
                t.Flag(
                    document_id=document.id, task_id=row.id, part="task", ordinal=0,
                    code=NOT_READ_AGAIN,
                )
            )  # fmt: skip


def _take_out_again(
    session: Session,
    rows: Sequence[t.Task | None],
    corrections: dict[int | None, list[t.Correction]],
) -> None:
    """What a person said is no task stays none, however often it is read."""
    for row in rows:
        there = _there(corrections.get(row.id, [])) if row is not None else None
        if row is None or there is None or there.person:
            continue
        row.withdrawn = True
        session.execute(
            update(t.TaskAgency).where(t.TaskAgency.task_id == row.id).values(counted=False)
        )
        session.execute(
            update(t.Flag)
            .where(t.Flag.task_id == row.id, t.Flag.resolved_at.is_(None))
            .values(resolved_at=there.at, resolved_by=there.by)
        )


def _there(corrections: Sequence[t.Correction]) -> t.Correction | None:
    return next((item for item in corrections if item.field == THERE), None)


def touched(session: Session, row: t.Task) -> bool:
    """Whether a person ever did something about a task."""
    mine = select(t.TaskAgency.id).where(t.TaskAgency.task_id == row.id)
    found = session.scalar(
        select(
            exists().where(t.StatusEvent.assignee_id.in_(mine))
            | exists().where(t.ProgressNote.assignee_id.in_(mine))
            | exists().where(t.Extension.task_id == row.id)
            | exists().where(t.Correction.task_id == row.id)
            | exists().where(
                t.TaskAgency.task_id == row.id, t.TaskAgency.origin == t.Origin.PERSON.value
            )
        )
    )
    return bool(found) or row.confirmed_at is not None


_FlagKey = tuple[int | None, str, str, str | None, str | None]


def _flag_key(flag: t.Flag) -> _FlagKey:
    return (flag.task_id, flag.part, flag.code, flag.field, flag.detail)


def _resolved_flags(
    session: Session, document: int
) -> dict[_FlagKey, tuple[dt.datetime | None, str | None]]:
    query = select(t.Flag).where(t.Flag.document_id == document, t.Flag.resolved_at.is_not(None))
    return {
        _flag_key(flag): (flag.resolved_at, flag.resolved_by) for flag in session.scalars(query)
    }


def _resolve_again(
    session: Session,
    document: int,
    resolved: dict[_FlagKey, tuple[dt.datetime | None, str | None]],
) -> None:
    """A doubt that a person settled stays settled as long as it is the same doubt."""
    if not resolved:
        return
    for flag in session.scalars(select(t.Flag).where(t.Flag.document_id == document)):
        if settled := resolved.get(_flag_key(flag)):
            flag.resolved_at, flag.resolved_by = settled
