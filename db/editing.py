"""What a person who reviews a notice does: every step whole, kept, and taken back on wish.

Whoever edits says which state of each part was seen, by its tag; a part that was changed
meanwhile is left as it is. ``edited`` in the audit holds the states before, for ``undo``.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from db import tables as t
from db.corrections import HEAD_FIELDS, TASK_FIELDS, Amendment, correct
from db.reviewing import confirm, settle_flag
from db.states import restore, set_withdrawn, state_of, states_of, tag_of, worked_on
from models.base import Record
from models.errors import Both, CannotRecord, ChangedMeanwhile, RecordMissing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sqlalchemy.orm import Session

    from db.states import State

Tags = dict[int | None, str]
"""Of each part a step touches, the tag of the state that was seen; None: the head."""


class Change(Record):
    """What a step changed."""

    parts: tuple[int | None, ...]
    """Ids of tasks that stand otherwise now; None: the head."""
    step: str
    """``field``, ``confirm``, ``split`` and so on; of an undo: what was taken back."""


def amend(session: Session, document: int, amendment: Amendment, *, seen: str, by: str) -> Change:
    """Put a person's value into a field, if the part stands as it was seen.

    Raises:
        RecordMissing: there is no such document, or no such task in it.
        ChangedMeanwhile: somebody else changed the task, or the head.
        CannotRecord: the field cannot be corrected or does not take the value.
    """

    def work() -> list[int]:
        correct(session, document, amendment, by=by)
        return []

    return step(session, document, {amendment.task: seen}, ("field", by), work)


def confirm_field(
    session: Session, document: int, amendment: Amendment, *, seen: str, by: str
) -> Change:
    """Say that a field stands as on the paper; its value in ``amendment`` is not looked at.

    Its doubts are settled, and a later reading does not change it.

    Raises:
        RecordMissing, ChangedMeanwhile, CannotRecord: as ``amend``.
    """
    task, field = amendment.task, amendment.field
    if field not in (HEAD_FIELDS if task is None else TASK_FIELDS):
        raise CannotRecord(detail=field)
    state = state_of(session, document, task)
    value = state["head" if task is None else "task"][field]
    stands = Amendment(task=task, field=field, value=value)
    return amend(session, document, stands, seen=seen, by=by)


def confirm_task(session: Session, document: int, task: int, *, seen: str, by: str) -> Change:
    """Say that a task stands as on the paper.

    Raises:
        RecordMissing, ChangedMeanwhile: as ``amend``.
    """

    def work() -> list[int]:
        confirm(session, task, by=by)
        return []

    return step(session, document, {task: seen}, ("confirm", by), work)


def confirm_notice(session: Session, document: int, *, seen: Tags, by: str) -> Change:
    """Say that the head and all tasks stand as on the paper; ``seen`` names them all.

    Raises:
        RecordMissing: there is no such document.
        ChangedMeanwhile: a part was changed, or a task came or went.
    """
    standing = select(t.Task.id).where(t.Task.document_id == document, t.Task.withdrawn.is_(False))
    now = set(session.scalars(standing))
    if now | {None} != set(seen):
        raise _conflict(session, document)

    def work() -> list[int]:
        for task in sorted(now):
            confirm(session, task, by=by)
        moment = dt.datetime.now(dt.UTC)
        session.execute(
            update(t.Flag)
            .where(
                t.Flag.document_id == document,
                t.Flag.task_id.is_(None),
                t.Flag.resolved_at.is_(None),
            )
            .values(resolved_at=moment, resolved_by=by)
        )
        session.add(t.Audit(at=moment, by=by, action="notice_confirmed", document_id=document))
        return []

    return step(session, document, seen, ("confirm_notice", by), work)


def step(
    session: Session,
    document: int,
    seen: Mapping[int | None, str],
    what: tuple[str, str],
    work: Callable[[], Iterable[int]],
) -> Change:
    """Do ``work``, which gives the ids of tasks it made, and keep how to take it back.

    Args:
        session: In a transaction that writes.
        document: Id of the document, which is held against other writers.
        seen: Of each part the work touches, the tag it was seen with.
        what: Name of the step and who takes it.
        work: Changes the parts.

    Raises:
        RecordMissing: there is no such document.
        ChangedMeanwhile: a part does not stand as it was seen.
    """
    name, by = what
    row = session.scalar(select(t.Document).where(t.Document.id == document).with_for_update())
    if row is None:
        raise RecordMissing(what=Both("văn bản", "document"), id=document)
    before = states_of(session, document, list(seen))
    if any(tag_of(state) != seen[part] for part, state in before.items()):
        raise _conflict(session, document)
    made = list(work())
    session.flush()
    session.expire_all()
    row = session.get_one(t.Document, document)
    row.revision += 1
    parts = [*seen, *made]
    now = states_of(session, document, parts)
    session.add(
        t.Audit(
            at=dt.datetime.now(dt.UTC),
            by=by,
            action="edited",
            document_id=document,
            task_id=next((part for part in parts if part is not None), None),
            field=name,
            before={"parts": [[part, state] for part, state in before.items()]},
            after={
                "tags": [[part, tag_of(state)] for part, state in now.items()],
                "made": made,
            },
        )
    )
    session.flush()
    return Change(parts=tuple(parts), step=name)


def undo(session: Session, document: int, *, by: str) -> Change:
    """Take back the newest step of this person that has not been taken back yet.

    Raises:
        CannotRecord: there is none.
        ChangedMeanwhile: what it changed has been changed again, by somebody else or a reading.
    """
    session.scalar(select(t.Document.id).where(t.Document.id == document).with_for_update())
    entry = _newest(session, document, by)
    if entry is None:
        raise CannotRecord(detail=Both("không còn bước nào để hoàn tác", "nothing is left to undo"))
    kept: dict[str, Any] = {**(entry.before or {}), **(entry.after or {})}
    before: list[tuple[int | None, State]] = kept["parts"]
    for part, tag in kept["tags"]:
        if part is not None and session.get(t.Task, part) is None:
            raise _conflict(session, document)
        if tag_of(state_of(session, document, part)) != tag:
            raise _conflict(session, document)
    for part, state in before:
        restore(session, document, part, state)
    for task in kept["made"]:
        _unmake(session, task)
    row = session.get_one(t.Document, document)
    row.revision += 1
    session.add(
        t.Audit(
            at=dt.datetime.now(dt.UTC),
            by=by,
            action="undone",
            document_id=document,
            task_id=entry.task_id,
            field=entry.field,
            after={"audit": entry.id},
        )
    )
    session.flush()
    session.expire_all()
    return Change(parts=tuple(part for part, _ in before), step=entry.field or "")


def undoable(session: Session, document: int, *, by: str) -> str | None:
    """Name of the step that ``undo`` would take back."""
    entry = _newest(session, document, by)
    return entry.field if entry is not None else None


def _newest(session: Session, document: int, by: str) -> t.Audit | None:
    undone: set[int] = set()
    mine = select(t.Audit).where(t.Audit.document_id == document, t.Audit.by == by)
    steps = mine.where(t.Audit.action.in_(("edited", "undone"))).order_by(t.Audit.id.desc())
    for entry in session.scalars(steps.limit(400)):
        if entry.action == "undone":
            undone.add((entry.after or {})["audit"])
        elif entry.id not in undone:
            return entry
    return None


def _unmake(session: Session, task: int) -> None:
    row = session.get_one(t.Task, task)
    if worked_on(session, task):
        set_withdrawn(session, row, withdrawn=True, counted=False)
    else:
        session.delete(row)


def _conflict(session: Session, document: int) -> ChangedMeanwhile:
    newest: Any = session.execute(
        select(t.Audit.by, t.Document.revision)
        .join(t.Document, t.Document.id == t.Audit.document_id)
        .where(t.Audit.document_id == document)
        .order_by(t.Audit.id.desc())
        .limit(1)
    ).first()
    by, revision = newest or ("?", "?")
    return ChangedMeanwhile(id=document, by=by, now=revision, seen=f"< {revision}")


def settle(session: Session, document: int, flag: int, *, seen: str, by: str) -> Change:
    """Say that a doubt has been looked at and what stands there is right.

    Raises:
        RecordMissing: there is no such doubt in the document.
        ChangedMeanwhile: what it is about does not stand as it was seen.
    """
    row = session.get(t.Flag, flag)
    if row is None or row.document_id != document:
        raise RecordMissing(what=Both("nghi vấn", "doubt"), id=flag)

    def work() -> list[int]:
        settle_flag(session, flag, by=by)
        return []

    return step(session, document, {row.task_id: seen}, ("settle", by), work)
