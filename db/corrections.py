"""What people corrected stands over what the machine reads, field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from db.tables import Audit, Correction
from models import Head, Task

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

HEAD_FIELDS = frozenset(Head.model_fields) - {"evidence", "flags"}
TASK_FIELDS = frozenset(
    {"path", "text", "nature", "assignees", "report_to", "deadlines", "percentages"}
)
READER = "ketluan"
"""Who the audit names when a reading, not a person, changed something."""


def corrections_of(session: Session, document: int) -> dict[int | None, list[Correction]]:
    """The corrections of a document by task; those of the head under None."""
    found: dict[int | None, list[Correction]] = {}
    query = select(Correction).where(Correction.document_id == document).order_by(Correction.id)
    for correction in session.scalars(query):
        found.setdefault(correction.task_id, []).append(correction)
    return found


def correct_head(head: Head, corrections: Iterable[Correction]) -> Head:
    """The head with people's values in it."""
    return Head.model_validate(_put(head.model_dump(mode="json"), corrections))


def correct_task(task: Task, corrections: Iterable[Correction]) -> Task:
    """The task with people's values in it."""
    return Task.model_validate(_put(task.model_dump(mode="json"), corrections))


def note_reading(
    session: Session,
    corrections: Iterable[Correction],
    machine: dict[str, Any],
    now: dt.datetime,
) -> None:
    """Keep what the machine reads now beside each correction; the audit gets both."""
    for correction in corrections:
        value = machine[correction.field]
        if value == correction.machine:
            continue
        session.add(
            Audit(
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


def _put(fields: dict[str, Any], corrections: Iterable[Correction]) -> dict[str, Any]:
    return fields | {correction.field: correction.person for correction in corrections}
