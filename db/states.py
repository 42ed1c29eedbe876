"""The whole state of a part of a notice as people may change it: its tag, and its way back."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, exists, insert, select, update

from db import tables as t
from db.corrections import write_head
from db.loading import load_head, load_tasks
from db.rows import quantity_rows
from db.rules import load_rules
from db.task_rows import write_task
from models import Head, Task
from models.errors import Both, RecordMissing

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session

State = dict[str, Any]
"""JSON: what a task, or the head, says, what people corrected and confirmed, settled doubts."""


def state_of(session: Session, document: int, task: int | None) -> State:
    """The state of a task or, without one, of the head.

    Raises:
        RecordMissing: there is no such document, or no such task in it.
    """
    return states_of(session, document, [task])[task]


def states_of(
    session: Session, document: int, parts: Collection[int | None]
) -> dict[int | None, State]:
    """The states of several parts, in few queries however many they are.

    Raises:
        RecordMissing: there is no such document, or one of the tasks is not in it.
    """
    row = session.get(t.Document, document)
    if row is None:
        raise RecordMissing(what=Both("văn bản", "document"), id=document)
    wanted = [part for part in parts if part is not None]
    of_parts = select(t.Task).where(t.Task.document_id == document, t.Task.id.in_(wanted))
    known = {found.id: found for found in session.scalars(of_parts)}
    rows = [known.get(part) or task_in(session, document, part) for part in wanted]
    states: dict[int | None, State] = {
        part: {"corrections": [], "settled": {}} for part in (None, *(row.id for row in rows))
    }
    for flag in session.scalars(select(t.Flag).where(t.Flag.document_id == document)):
        if flag.task_id in states:
            at = flag.resolved_at.isoformat() if flag.resolved_at else None
            states[flag.task_id]["settled"][str(flag.id)] = [at, flag.resolved_by]
    of_document = select(t.Correction).where(t.Correction.document_id == document)
    for kept in session.scalars(of_document.order_by(t.Correction.id)):
        if kept.task_id in states:
            told = [kept.field, kept.machine, kept.person, kept.by, kept.at.isoformat()]
            states[kept.task_id]["corrections"].append(told)
    for found, task in zip(rows, load_tasks(session, rows, {}), strict=True):
        at = found.confirmed_at.isoformat() if found.confirmed_at else None
        states[found.id] |= {
            "task": task.model_dump(mode="json"),
            "ordinal": found.ordinal,
            "withdrawn": found.withdrawn,
            "confirmed": [at, found.confirmed_by] if at else None,
        }
    states[None]["head"] = load_head(session, row, {}).model_dump(mode="json")
    return {part: states[part] for part in parts}


def tag_of(state: State) -> str:
    """A word that changes with the state; the place among other tasks aside.

    >>> tag_of({"withdrawn": False, "ordinal": 1}) == tag_of({"withdrawn": False, "ordinal": 2})
    True
    """
    told = {key: value for key, value in state.items() if key != "ordinal"}
    packed = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(packed.encode()).hexdigest()[:16]


def task_in(session: Session, document: int, task: int) -> t.Task:
    """The row of a task of this document.

    Raises:
        RecordMissing: there is none.
    """
    found = session.get(t.Task, task)
    if found is None or found.document_id != document:
        raise RecordMissing(what=Both("nhiệm vụ", "task"), id=task)
    return found


def restore(session: Session, document: int, task: int | None, state: State) -> None:
    """Put a part back into a state it was in."""
    row = session.get_one(t.Document, document)
    if task is None:
        write_head(session, row, Head.model_validate(state["head"]))
    else:
        _restore_task(session, row, session.get_one(t.Task, task), state)
    session.execute(
        delete(t.Correction).where(
            t.Correction.document_id == document, _of(t.Correction.task_id, task)
        )
    )
    for field, machine, person, by, at in state["corrections"]:
        session.add(
            t.Correction(
                document_id=document,
                task_id=task,
                field=field,
                machine=machine,
                person=person,
                by=by,
                at=dt.datetime.fromisoformat(at),
            )
        )
    for flag, (at, by) in state["settled"].items():
        settled = {
            "resolved_at": dt.datetime.fromisoformat(at) if at else None,
            "resolved_by": by,
        }
        session.execute(update(t.Flag).where(t.Flag.id == int(flag)).values(**settled))


def _restore_task(session: Session, row: t.Document, found: t.Task, state: State) -> None:
    task = Task.model_validate(state["task"])
    withdrawn = state["withdrawn"]
    counted = row.duplicate_of is None and not withdrawn
    rewrite_task(session, found, task, counted=counted)
    found.ordinal, found.withdrawn = state["ordinal"], withdrawn
    at, by = state["confirmed"] or (None, None)
    found.confirmed_at = dt.datetime.fromisoformat(at) if at else None
    found.confirmed_by = by
    set_withdrawn(session, found, withdrawn=withdrawn, counted=counted)


def rewrite_task(session: Session, found: t.Task, task: Task, *, counted: bool) -> None:
    """All that a task says into its tables."""
    write_task(session, found, task, load_rules(session), counted=counted)
    session.execute(delete(t.Quantity).where(t.Quantity.task_id == found.id))
    if rows := quantity_rows(task.percentages, found.document_id, found.id):
        session.execute(insert(t.Quantity), rows)


def set_withdrawn(session: Session, found: t.Task, *, withdrawn: bool, counted: bool) -> None:
    """Whether a task stands; one that does not is counted nowhere."""
    found.withdrawn = withdrawn
    session.execute(
        update(t.TaskAgency)
        .where(t.TaskAgency.task_id == found.id)
        .values(counted=counted and not withdrawn)
    )


def worked_on(session: Session, task: int) -> bool:
    """Whether somebody reported about a task or gave it more time."""
    mine = select(t.TaskAgency.id).where(t.TaskAgency.task_id == task)
    return bool(
        session.scalar(
            select(
                exists().where(t.StatusEvent.assignee_id.in_(mine))
                | exists().where(t.ProgressNote.assignee_id.in_(mine))
                | exists().where(t.Extension.task_id == task)
            )
        )
    )


def _of(column: Any, task: int | None) -> Any:  # noqa: ANN401  a column and a condition
    return column == task if task is not None else column.is_(None)
