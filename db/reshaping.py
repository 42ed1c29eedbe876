"""Tasks that a person adds, takes out, splits or joins, where the machine read the paper wrong.

A correction of the field ``there`` says so: whether the machine reads the task, and whether a
person finds it on the paper.
"""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from sqlalchemy import select, update

from db import tables as t
from db.corrections import THERE, Amendment, correct
from db.editing import Change, step
from db.loading import load_task
from db.states import rewrite_task, set_withdrawn, task_in
from models import Evidence, Span, Task
from models.errors import Both, CannotRecord
from models.text import fold, single_blanks

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from models import Deadline, Percentage

Printed = TypeVar("Printed", "Deadline", "Percentage")


class Cut(NamedTuple):
    """Where a task is split: in its text, and in its evidence as far as that is known."""

    at: int
    """Characters of the text that stay."""
    lines: Callable[[Span], str] | None = None
    """The words of a span, for sharing out the evidence."""


def add(
    session: Session, document: int, task: Task, *, after: int | None, by: str
) -> tuple[Change, int]:
    """A task that the machine overlooked, behind another one or at the head; gives its id.

    Raises:
        RecordMissing: there is no such document, or no task ``after``.
        CannotRecord: the text is empty.
    """
    if not fold(task.text):
        raise CannotRecord(detail=Both("chưa có nội dung nhiệm vụ", "the task has no text"))
    made: list[int] = []

    def work() -> list[int]:
        ordinal = task_in(session, document, after).ordinal + 1 if after is not None else 0
        made.append(_insert(session, document, ordinal, task, by=by))
        return made

    return step(session, document, {}, ("add", by), work), made[0]


def remove(session: Session, document: int, task: int, *, seen: str, by: str) -> Change:
    """Say that something is no task. Its history is kept, it is counted nowhere.

    Raises:
        RecordMissing: there is no such task.
        ChangedMeanwhile: it does not stand as it was seen.
    """

    def work() -> list[int]:
        _take_out(session, document, task, by=by)
        return []

    return step(session, document, {task: seen}, ("remove", by), work)


def split(
    session: Session, document: int, task: int, cut: Cut, *, seen: str, by: str
) -> tuple[Change, int]:
    """Make two tasks of one; gives the id of the second.

    Deadlines and percentages go to the part in which they are printed, or to both where they
    are printed in neither; those who answer answer for both.

    Raises:
        RecordMissing: there is no such task.
        ChangedMeanwhile: it does not stand as it was seen.
        CannotRecord: one of the two would be empty.
    """
    made: list[int] = []

    def work() -> list[int]:
        row = task_in(session, document, task)
        whole = load_task(session, row)
        first, second = whole.text[: cut.at].rstrip(" ;,"), whole.text[cut.at :].lstrip(" ;,")
        if not fold(first) or not fold(second):
            raise CannotRecord(detail=Both("một phần không có chữ", "one part has no words"))
        put = partial(_put, session, document, task, by=by)
        put("text", first)
        for field, parts in (("deadlines", whole.deadlines), ("percentages", whole.percentages)):
            stay = [part for part in parts if _belongs(part.verbatim, first, second)]
            if len(stay) != len(parts):
                put(field, [part.model_dump(mode="json") for part in stay])
        kept, given = _share(whole.evidence, second, cut.lines)
        row.evidence = kept.model_dump(mode="json", exclude_none=True)
        part = whole.model_copy(
            update={
                "text": second,
                "page": given.spans[0].page if given.spans else whole.page,
                "evidence": given,
                "deadlines": _printed_in(whole.deadlines, second, first),
                "percentages": _printed_in(whole.percentages, second, first),
                "flags": (),
            }
        )
        made.append(_insert(session, document, row.ordinal + 1, part, by=by))
        return made

    return step(session, document, {task: seen}, ("split", by), work), made[0]


def merge(
    session: Session, document: int, tasks: tuple[int, int], *, seen: tuple[str, str], by: str
) -> Change:
    """Join the second task to the first; who answers, deadlines and figures are put together.

    Raises:
        RecordMissing: one of them is not there.
        ChangedMeanwhile: one does not stand as it was seen.
        CannotRecord: they are the same.
    """
    first, second = tasks
    if first == second:
        raise CannotRecord(detail=Both("hai bên là cùng một nhiệm vụ", "both are the same task"))

    def work() -> list[int]:
        row, other = task_in(session, document, first), task_in(session, document, second)
        one, two = load_task(session, row), load_task(session, other)
        put = partial(_put, session, document, first, by=by)
        put("text", single_blanks(f"{one.text} {two.text}"))
        names = {(fold(a.name), a.role) for a in one.assignees}
        more = [a for a in two.assignees if (fold(a.name), a.role) not in names]
        if more:
            put("assignees", [a.model_dump(mode="json") for a in (*one.assignees, *more)])
        days = {fold(d.verbatim) for d in one.deadlines}
        later = [d for d in two.deadlines if fold(d.verbatim) not in days]
        if later:
            put("deadlines", [d.model_dump(mode="json") for d in (*one.deadlines, *later)])
        if two.percentages:
            figures = (*one.percentages, *two.percentages)
            put("percentages", [figure.model_dump(mode="json") for figure in figures])
        spans = dict.fromkeys((*one.evidence.spans, *two.evidence.spans))
        evidence = Evidence(
            spans=tuple(spans),
            confidence=min(one.evidence.confidence, two.evidence.confidence),
        )
        row.evidence = evidence.model_dump(mode="json", exclude_none=True)
        _take_out(session, document, second, by=by)
        return []

    return step(session, document, dict(zip(tasks, seen, strict=True)), ("merge", by), work)


def _insert(session: Session, document: int, ordinal: int, task: Task, *, by: str) -> int:
    session.execute(
        update(t.Task)
        .where(t.Task.document_id == document, t.Task.ordinal >= ordinal)
        .values(ordinal=t.Task.ordinal + 1)
    )
    row = t.Task(document_id=document, ordinal=ordinal)
    of_copy = select(t.Document.duplicate_of).where(t.Document.id == document)
    counted = session.scalar(of_copy) is None
    rewrite_task(session, row, task, counted=counted)
    _note(session, document, row.id, machine=False, person=True, by=by)
    return row.id


def _take_out(session: Session, document: int, task: int, *, by: str) -> None:
    row = task_in(session, document, task)
    set_withdrawn(session, row, withdrawn=True, counted=False)
    now = dt.datetime.now(dt.UTC)
    session.execute(
        update(t.Flag)
        .where(t.Flag.task_id == task, t.Flag.resolved_at.is_(None))
        .values(resolved_at=now, resolved_by=by)
    )
    known = session.scalar(
        select(t.Correction).where(t.Correction.task_id == task, t.Correction.field == THERE)
    )
    if known is not None:
        known.person, known.by, known.at = False, by, now
    else:
        _note(session, document, task, machine=True, person=False, by=by)


def _note(
    session: Session, document: int, task: int, *, machine: bool, person: bool, by: str
) -> None:
    session.add(
        t.Correction(
            document_id=document,
            task_id=task,
            field=THERE,
            machine=machine,
            person=person,
            by=by,
            at=dt.datetime.now(dt.UTC),
        )
    )


def _put(session: Session, document: int, task: int, field: str, value: object, *, by: str) -> None:
    correct(session, document, Amendment(task=task, field=field, value=value), by=by)


def _belongs(verbatim: str, here: str, there: str) -> bool:
    """Whether printed words are of this part: they stand in it, or in neither.

    >>> _belongs("trước 31/10/2024", "Rà soát trước 31/10/2024", "Báo cáo")
    True
    >>> _belongs("trước 31/10/2024", "Báo cáo", "Rà soát trước 31/10/2024")
    False
    """
    words = fold(verbatim)
    return words in fold(here) or words not in fold(there)


def _printed_in(parts: tuple[Printed, ...], here: str, there: str) -> tuple[Printed, ...]:
    return tuple(
        part.model_copy(update={"flags": ()})
        for part in parts
        if _belongs(part.verbatim, here, there)
    )


def _share(
    evidence: Evidence, second: str, words: Callable[[Span], str] | None
) -> tuple[Evidence, Evidence]:
    """The spans of the first part and of the second; all of them for both where none is sure."""
    if words is None or not evidence.spans:
        return evidence, evidence
    begin = fold(second)[:24]
    texts = [words(span) for span in evidence.spans]
    for index, (span, text) in enumerate(zip(evidence.spans, texts, strict=True)):
        for offset in range(len(text)):
            if offset and text[offset - 1].isalnum():
                continue
            rest = " ".join([text[offset:], *texts[index + 1 : index + 3]])
            if not text[offset : offset + 1].isalnum() or not fold(rest).startswith(begin):
                continue
            cut = span.start + offset
            left = [*evidence.spans[:index]]
            if cut > span.start:
                left.append(span.model_copy(update={"end": cut}))
            right = (span.model_copy(update={"start": cut}), *evidence.spans[index + 1 :])
            if not left:
                return evidence, evidence
            return (
                evidence.model_copy(update={"spans": tuple(left)}),
                evidence.model_copy(update={"spans": right}),
            )
    return evidence, evidence
