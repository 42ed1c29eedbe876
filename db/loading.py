"""Rows of the tables back as the records they came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from db import tables as t
from db.words import unpack_evidence
from models import (
    Assignee,
    Chair,
    Deadline,
    Finding,
    Flag,
    Head,
    Notice,
    Percentage,
    Recipient,
    Reference,
    Section,
    Signer,
    Task,
)
from models.errors import RecordMissing

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
        raise RecordMissing(what="văn bản", id=document)
    flags = _flags(session, document)
    sections = _of(session, t.Section, t.Section.document_id == document)
    figures = _of(
        session, t.Quantity, t.Quantity.document_id == document, t.Quantity.task_id.is_(None)
    )
    rows = session.scalars(
        select(t.Task)
        .where(t.Task.document_id == document, t.Task.withdrawn.is_(False))
        .order_by(t.Task.ordinal)
    )
    return Notice(
        head=load_head(session, row, flags),
        sections=tuple(
            Section.model_validate(
                {"path": s.path, "kind": s.kind, "heading": s.heading, "evidence": s.evidence}
            )
            for s in sections
        ),
        tasks=tuple(load_task(session, task, flags) for task in rows),
        findings=tuple(
            Finding.model_validate(
                _fields(f, "verbatim", "kind", "value", "of", "comparator", "measure", "evidence")
                | {"flags": flags.get((None, "finding", f.ordinal), ())}
            )
            for f in figures
        ),
        flags=flags.get((None, "notice", 0), ()),
    )


_Flags = dict[tuple[int | None, str, int], tuple[Flag, ...]]


def load_head(session: Session, row: t.Document, flags: _Flags | None = None) -> Head:
    """The head of a stored notice."""
    found = _flags(session, row.id) if flags is None else flags
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


def load_task(session: Session, row: t.Task, flags: _Flags | None = None) -> Task:
    """A stored task."""
    found = _flags(session, row.document_id) if flags is None else flags

    def below(part: str, ordinal: int) -> dict[str, Any]:
        return {"flags": found.get((row.id, part, ordinal), ())}

    assignees = _of(session, t.TaskAgency, t.TaskAgency.task_id == row.id)
    deadlines = _of(session, t.Deadline, t.Deadline.task_id == row.id)
    figures = _of(session, t.Quantity, t.Quantity.task_id == row.id)
    citations = _of(session, t.Citation, t.Citation.task_id == row.id)
    return Task.model_validate(
        _fields(row, "path", "page", "text", "nature", "evidence", "confidence")
        | {
            "report_to": tuple(row.report_to),
            "assignees": tuple(
                Assignee.model_validate(
                    _fields(a, "name", "role", "addressed", "agency", "evidence")
                    | below("assignee", i)
                )
                for i, a in enumerate(assignees)
            ),
            "deadlines": tuple(
                Deadline.model_validate(
                    _fields(
                        d, "verbatim", "kind", "date", "time", "bound", "anchor", "unit", "due",
                        "rrule", "year_inferred", "scope", "evidence",
                    )
                    | {"offset": d.offset_count}
                    | below("deadline", i)
                )
                for i, d in enumerate(deadlines)
            ),
            "percentages": tuple(
                Percentage.model_validate(
                    _fields(q, "verbatim", "value", "comparator", "measure", "evidence")
                    | below("percentage", i)
                )
                for i, q in enumerate(figures)
            ),
            "references": tuple(
                Reference.model_validate(
                    _fields(c, "verbatim", "type", "number", "symbol", "date", "evidence")
                )
                for c in citations
            ),
            "flags": found.get((row.id, "task", 0), ()),
        }
    )  # fmt: skip


def _fields(row: t.Base, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _of(session: Session, table: type[Any], *conditions: Any) -> Sequence[Any]:  # noqa: ANN401
    query = select(table).where(*conditions).order_by(table.ordinal, table.id)
    return session.scalars(query).all()


def _flags(session: Session, document: int) -> _Flags:
    found: _Flags = {}
    query = select(t.Flag).where(t.Flag.document_id == document).order_by(t.Flag.id)
    for row in session.scalars(query):
        key = (row.task_id, row.part, row.ordinal)
        flag = Flag(code=row.code, field=row.field, detail=row.detail)
        found[key] = (*found.get(key, ()), flag)
    return found
