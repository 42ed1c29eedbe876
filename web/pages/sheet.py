"""What stands beside the paper: the head, the doubts, the tasks with their fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from db import stored_notice
from db.editing import undoable
from db.recent import recent
from db.states import states_of, tag_of
from models import Role
from web.pages.happened import field_words, happened, step_words
from web.pages.marks import Doubt, boxes, doubt, spans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from db import FlagRow, StoredNotice, StoredTask
    from models import Evidence, Head, Task
    from web.pages.happened import Happened

HEAD: Final = (
    "number", "symbol", "issue_date", "issuer", "title", "chair", "meeting_date", "signer",
)  # fmt: skip
"""Fields of the head that are always shown; the others stand behind them."""
HEAD_MORE: Final = ("type", "parent", "place", "meeting_name", "recipients", "urgency")
TASK: Final = ("text", "assignees", "deadlines", "percentages", "report_to", "nature", "path")


class Field(NamedTuple):
    """One field of the head or of a task."""

    name: str
    label: str
    value: Any
    doubts: tuple[Doubt, ...]
    boxes: str
    spans: str
    corrected: str | None
    """Who put a value here."""


class Part(NamedTuple):
    """The head, or a task, with all that is shown of it."""

    key: int | None
    number: int
    seen: str
    fields: dict[str, Field]
    doubts: tuple[Doubt, ...]
    """About the whole of it, no field."""
    stored: StoredTask | None = None

    @property
    def name(self) -> str:
        """How forms name it."""
        return "head" if self.key is None else str(self.key)


class Sheet(NamedTuple):
    """Everything beside the paper."""

    notice: StoredNotice
    head: Part
    tasks: tuple[Part, ...]
    doubts: tuple[Doubt, ...]
    """All open ones, in the order of the paper."""
    taken_out: tuple[StoredTask, ...]
    undo: str | None
    """What would be taken back."""
    history: tuple[Happened, ...]

    @property
    def confirmed(self) -> bool:
        """Whether nothing is left to look at."""
        tasks = all(part.stored and part.stored.confirmed_at for part in self.tasks)
        return not self.doubts and bool(self.tasks) and tasks


def sheet(session: Session, document: int, lang: str, *, by: str) -> Sheet:
    """The sheet of a notice as it stands now.

    Raises:
        RecordMissing: there is no such document.
    """
    notice = stored_notice(session, document)
    standing = [item for item in notice.tasks if not item.withdrawn]
    states = states_of(session, document, [None, *(item.task_id for item in standing)])
    numbers = {item.task_id: number for number, item in enumerate(standing, start=1)}
    open_ones: dict[int | None, list[Doubt]] = {}
    for row in sorted(notice.flags, key=lambda row: _place(row, numbers)):
        if row.resolved_at is None and (row.task_id is None or row.task_id in numbers):
            number = numbers.get(row.task_id or 0, 0)
            open_ones.setdefault(row.task_id, []).append(doubt(row, number, lang))
    corrected = {(item.task_id, item.field): item.by for item in notice.corrections}

    def part(stored: StoredTask | None) -> Part:
        key = stored.task_id if stored else None
        fields = _head_fields(notice.notice.head) if stored is None else _task_fields(stored.task)
        mine = open_ones.get(key, [])
        return Part(
            key=key,
            number=numbers.get(key or 0, 0),
            seen=tag_of(states[key]),
            fields={
                name: Field(
                    name=name,
                    label=field_words(name, lang),
                    value=value,
                    doubts=tuple(item for item in mine if item.field == name),
                    boxes=boxes(evidence),
                    spans=spans(evidence),
                    corrected=corrected.get((key, name)),
                )
                for name, (value, evidence) in fields.items()
            },
            doubts=tuple(item for item in mine if item.field not in fields),
            stored=stored,
        )

    step = undoable(session, document, by=by)
    return Sheet(
        notice=notice,
        head=part(None),
        tasks=tuple(part(item) for item in standing),
        doubts=tuple(item for found in open_ones.values() for item in found),
        taken_out=tuple(item for item in notice.tasks if item.withdrawn),
        undo=step_words(step, lang) if step else None,
        history=tuple(happened(row, lang) for row in recent(session, document=document, limit=30)),
    )


def _place(row: FlagRow, numbers: dict[int, int]) -> tuple[int, int]:
    return (numbers.get(row.task_id or 0, 0), row.flag_id)


_Value = tuple[Any, "Sequence[Evidence | None]"]


def _head_fields(head: Head) -> dict[str, _Value]:
    people = {"chair": head.chair, "signer": head.signer}
    found: dict[str, _Value] = {}
    for name in (*HEAD, *HEAD_MORE):
        value = getattr(head, name)
        evidence: Sequence[Evidence | None] = [head.evidence.get(name)]
        if name in people:
            person = people[name]
            evidence = [person.evidence if person else None]
        elif name == "recipients":
            evidence = [item.evidence for item in head.recipients]
        found[name] = (value, evidence)
    return found


def _task_fields(task: Task) -> dict[str, _Value]:
    by_role = {role: [a for a in task.assignees if a.role is role] for role in Role}
    return {
        "text": (task.text, [task.evidence]),
        "assignees": (by_role, [item.evidence for item in task.assignees]),
        "deadlines": (task.deadlines, [item.evidence for item in task.deadlines]),
        "percentages": (task.percentages, [item.evidence for item in task.percentages]),
        "report_to": (task.report_to, []),
        "nature": (task.nature, []),
        "path": (task.path, []),
    }
