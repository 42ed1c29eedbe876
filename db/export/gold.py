"""A stored notice that people have gone through, as a gold annotation to measure reading by."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from db import tables as t
from db.loading import load_notice
from db.readings import load_reading
from models.errors import NotReviewed

if TYPE_CHECKING:
    from typing import BinaryIO

    from sqlalchemy.orm import Session

    from models import Finding, Notice, Reading

_HEAD = ("type", "number", "symbol", "issuer", "place", "issue_date", "title")


def gold_of(session: Session, document: int, *, reviewed: bool = True) -> dict[str, Any]:
    """What a careful clerk would key in, in the shape of the annotation guide.

    A notice is reviewed when none of its doubts is open and every task was confirmed or
    corrected; ``reviewed=False`` takes it as it is.

    Raises:
        RecordMissing: there is no such document.
        NotReviewed: a doubt is open, or a task was looked at by nobody.
    """
    notice, reading = load_notice(session, document), load_reading(session, document)
    if reviewed:
        _check(session, document)
    return gold_shape(reading, notice)


def gold_shape(reading: Reading, notice: Notice) -> dict[str, Any]:
    """Only the keys of the guide: no evidence, no flags."""
    head = notice.head.model_dump(mode="json")
    chair, signer = notice.head.chair, notice.head.signer
    return {
        "file": reading.file,
        "notice": {name: head[name] for name in _HEAD}
        | {
            "chair": {"name": chair.name, "role": chair.role} if chair else None,
            "meeting_date": head["meeting_date"],
            "signer": {"name": signer.name, "title": signer.title} if signer else None,
            "recipients": [line.text for line in notice.head.recipients],
        },
        "tasks": [
            {
                "path": task.path,
                "page": task.page,
                "text": task.text,
                "assignees": [{"name": one.name, "role": one.role.value} for one in task.assignees],
                "deadlines": [
                    {
                        "verbatim": one.verbatim,
                        "kind": one.kind.value,
                        "date": one.date.isoformat() if one.date else None,
                    }
                    for one in task.deadlines
                ],
                "percentages": [
                    {
                        "verbatim": one.verbatim,
                        "value": one.value,
                        "comparator": one.comparator.value,
                    }
                    for one in task.percentages
                ],
            }
            for task in notice.tasks
        ],
        "findings": [_finding(one) for one in notice.findings],
        "pages": [page.text for page in reading.pages],
    }


def write_gold(shape: dict[str, Any], file: BinaryIO) -> None:
    """The annotation as a file for people and programs."""
    file.write(json.dumps(shape, ensure_ascii=False, indent=2).encode() + b"\n")


def _finding(one: Finding) -> dict[str, Any]:
    plain = {"verbatim": one.verbatim, "kind": one.kind.value, "value": one.value}
    if one.kind.value == "percent":
        return plain | {"comparator": one.comparator.value}
    of = int(one.of) if one.of is not None and one.of.is_integer() else one.of
    value = int(one.value) if one.value.is_integer() else one.value
    return plain | {"value": value, "of": of}


def _check(session: Session, document: int) -> None:
    doubts = select(func.count()).where(
        t.Flag.document_id == document, t.Flag.resolved_at.is_(None)
    )
    corrected = select(t.Correction.task_id).where(t.Correction.task_id.is_not(None))
    unseen = select(func.count()).where(
        t.Task.document_id == document,
        t.Task.withdrawn.is_(False),
        t.Task.confirmed_at.is_(None),
        t.Task.id.not_in(corrected),
    )
    open_ones, tasks = session.scalar(doubts) or 0, session.scalar(unseen) or 0
    if open_ones or tasks:
        raise NotReviewed(id=document, doubts=open_ones, tasks=tasks)
