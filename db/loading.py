"""Rows of the tables back as the records they came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from db import tables as t
from db.words import unpack_evidence
from models import (
    Chair,
    Finding,
    Flag,
    Head,
    Notice,
    Recipient,
    Section,
    Signer,
    Task,
)
from models.errors import Both, RecordMissing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

_PLAIN = (
    "type", "number", "symbol", "issuer", "parent", "place", "issue_date", "title",
    "meeting_name", "meeting_date", "urgency", "secrecy", "abbreviations",
)  # fmt: skip


def load_notice(session: Session, document: int) -> Notice:
    """A stored notice, with people's corrections in it; withdrawn tasks are left out.

    Raises:
        RecordMissing: there is no such document.
    """
    row = session.get(t.Document, document)
    if row is None:
        raise RecordMissing(what=Both("văn bản", "document"), id=document)
    flags = load_flags(session, document)
    sections = _of(session, t.Section, t.Section.document_id == document)
    figures = _of(
        session, t.Quantity, t.Quantity.document_id == document, t.Quantity.task_id.is_(None)
    )
    rows = session.scalars(
        select(t.Task)
        .where(t.Task.document_id == document, t.Task.withdrawn.is_(False))
        .order_by(t.Task.ordinal)
    ).all()
    return Notice(
        head=load_head(session, row, flags),
        sections=tuple(
            Section.model_validate(
                {"path": s.path, "kind": s.kind, "heading": s.heading, "evidence": s.evidence}
            )
            for s in sections
        ),
        tasks=tuple(load_tasks(session, rows, flags)),
        findings=tuple(
            Finding.model_validate(
                _fields(f, "verbatim", "kind", "value", "of", "comparator", "measure", "evidence")
                | {"flags": flags.get((None, "finding", f.ordinal), ())}
            )
            for f in figures
        ),
        flags=flags.get((None, "notice", 0), ()),
    )


_CHUNK = 500
Flags = dict[tuple[int | None, str, int], tuple[Flag, ...]]


def load_head(session: Session, row: t.Document, flags: Flags | None = None) -> Head:
    """The head of a stored notice."""
    found = load_flags(session, row.id) if flags is None else flags
    evidence = dict(row.evidence)
    chair, signer = evidence.pop("chair", None), evidence.pop("signer", None)
    people: dict[str, Any] = {}
    if row.chair_name or row.chair_role or chair:
        people["chair"] = Chair(
            name=row.chair_name, role=row.chair_role, evidence=unpack_evidence(chair)
        )
    if row.signer_name or row.signer_title or row.signer_authority or signer:
        people["signer"] = Signer(
            name=row.signer_name,
            title=row.signer_title,
            authority=row.signer_authority,
            evidence=unpack_evidence(signer),
        )
    recipients = _of(session, t.Recipient, t.Recipient.document_id == row.id)
    return Head.model_validate(
        _fields(row, *_PLAIN)
        | people
        | {
            "recipients": tuple(
                Recipient.model_validate(_fields(item, "text", "purpose", "evidence"))
                for item in recipients
            ),
            "evidence": evidence,
            "flags": found.get((None, "head", 0), ()),
        }
    )


def load_task(session: Session, row: t.Task, flags: Flags | None = None) -> Task:
    """A stored task; ``flags`` where they are known."""
    return load_tasks(session, [row], flags)[0]


def load_tasks(session: Session, rows: Sequence[t.Task], flags: Flags | None = None) -> list[Task]:
    """Stored tasks of one document, in few queries however many there are."""
    if not rows:
        return []
    found = load_flags(session, rows[0].document_id) if flags is None else flags
    ids = [row.id for row in rows]
    assignees = _by_task(session, t.TaskAgency, ids)
    deadlines = _by_task(session, t.Deadline, ids)
    figures = _by_task(session, t.Quantity, ids)
    citations = _by_task(session, t.Citation, ids)
    made = []
    for row in rows:

        def below(part: str, ordinal: int, task: int = row.id) -> dict[str, Any]:
            return {"flags": found.get((task, part, ordinal), ())}

        of_assignees = [
            _fields(a, "name", "role", "addressed", "agency", "evidence") | below("assignee", i)
            for i, a in enumerate(assignees.get(row.id, ()))
        ]
        of_deadlines = [
            _fields(d, *_DEADLINE) | {"offset": d.offset_count} | below("deadline", i)
            for i, d in enumerate(deadlines.get(row.id, ()))
        ]
        of_figures = [
            _fields(q, "verbatim", "value", "comparator", "measure", "evidence")
            | below("percentage", i)
            for i, q in enumerate(figures.get(row.id, ()))
        ]
        made.append(
            Task.model_validate(
                _fields(row, "path", "page", "text", "nature", "evidence", "confidence")
                | {
                    "report_to": tuple(row.report_to),
                    "assignees": tuple(of_assignees),
                    "deadlines": tuple(of_deadlines),
                    "percentages": tuple(of_figures),
                    "references": tuple(
                        _fields(c, "verbatim", "type", "number", "symbol", "date", "evidence")
                        for c in citations.get(row.id, ())
                    ),
                    "flags": found.get((row.id, "task", 0), ()),
                }
            )
        )
    return made


_DEADLINE = (
    "verbatim", "kind", "date", "time", "bound", "anchor", "unit", "due", "rrule",
    "year_inferred", "scope", "evidence",
)  # fmt: skip


def _by_task(session: Session, table: type[Any], tasks: Sequence[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for start in range(0, len(tasks), _CHUNK):
        query = select(table).where(table.task_id.in_(tasks[start : start + _CHUNK]))
        for row in session.scalars(query.order_by(table.task_id, table.ordinal, table.id)):
            found.setdefault(row.task_id, []).append(row)
    return found


def _fields(row: t.Base, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _of(session: Session, table: type[Any], *conditions: Any) -> Sequence[Any]:  # noqa: ANN401
    query = select(table).where(*conditions).order_by(table.ordinal, table.id)
    return session.scalars(query).all()


def load_flags(session: Session, document: int) -> Flags:
    """All flags of a document, settled ones too, by task, part and ordinal."""
    found: Flags = {}
    query = select(t.Flag).where(t.Flag.document_id == document).order_by(t.Flag.id)
    for row in session.scalars(query):
        key = (row.task_id, row.part, row.ordinal)
        flag = Flag(code=row.code, field=row.field, detail=row.detail)
        found[key] = (*found.get(key, ()), flag)
    return found
