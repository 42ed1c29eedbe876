"""Records of a reading and a notice as rows of the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db import tables as t
from db.clauses import clauses
from db.collation import search_key, sort_key
from db.words import pack_box, pack_evidence, pack_words
from models.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models import Assignee, Deadline, Finding, Flag, Head, Notice, Percentage, Reading, Task
    from models import Reference as Cited


def head_columns(head: Head, file: str) -> dict[str, Any]:
    """Columns of ``documents`` that say what the head says."""
    evidence = {name: pack_evidence(found) for name, found in head.evidence.items()}
    for name, part in (("chair", head.chair), ("signer", head.signer)):
        if part is not None and part.evidence is not None:
            evidence[name] = pack_evidence(part.evidence)
    plain = (
        "type", "number", "symbol", "issuer", "parent", "place", "issue_date", "title",
        "meeting_name", "meeting_date", "urgency", "secrecy", "abbreviations",
    )  # fmt: skip
    return {name: getattr(head, name) for name in plain} | {
        "symbol_folded": fold(head.symbol) if head.symbol else None,
        "issuer_folded": fold(head.issuer) if head.issuer else None,
        "issue_year": head.issue_date.year if head.issue_date else None,
        "chair_name": head.chair.name if head.chair else None,
        "chair_role": head.chair.role if head.chair else None,
        "signer_name": head.signer.name if head.signer else None,
        "signer_title": head.signer.title if head.signer else None,
        "signer_authority": head.signer.authority if head.signer else None,
        "evidence": evidence,
        "folded": search_key(" ".join(filter(None, (head.number, head.symbol, head.title, file)))),
    }


def reading_columns(reading: Reading) -> dict[str, Any]:
    """Columns of ``documents`` that say how it was read."""
    letters = [sum(len(line.text) for line in page.lines) for page in reading.pages]
    weight = sum(letters)
    mean = sum(page.confidence * count for page, count in zip(reading.pages, letters, strict=True))
    return {
        "sha256": reading.sha256,
        "file": reading.file,
        "media_type": reading.media_type,
        "version": reading.version,
        "damage": reading.damage,
        "confidence": min(max(mean / weight, 0.0), 1.0) if weight else 1.0,
    }


def page_rows(reading: Reading, document: int) -> list[dict[str, Any]]:
    """Rows of ``pages``."""
    return [
        {
            "document_id": document,
            "number": page.number,
            "kind": page.kind.value,
            "width": page.width,
            "height": page.height,
            "dpi": page.dpi,
            "rotation": page.rotation % 360,
            "skew": page.skew,
            "engine": page.engine,
            "confidence": min(max(page.confidence, 0.0), 1.0),
        }
        for page in reading.pages
    ]


def line_rows(reading: Reading, pages: dict[int, int]) -> list[dict[str, Any]]:
    """Rows of ``lines``; ``pages`` gives the id of a page by its number."""
    return [
        {
            "page_id": pages[page.number],
            "number": number,
            "role": line.role.value,
            "column_no": line.column,
            "raw": line.raw,
            "text": line.text,
            "box": pack_box(line.box),
            "words": pack_words(line.words),
        }
        for page in reading.pages
        for number, line in enumerate(page.lines)
    ]


def edit_rows(reading: Reading, document: int) -> list[dict[str, Any]]:
    """Rows of ``edits``."""
    return [edit.model_dump(mode="json") | {"document_id": document} for edit in reading.edits]


def stamp_rows(reading: Reading, document: int) -> list[dict[str, Any]]:
    """Rows of ``stamps``."""
    return [
        stamp.model_dump() | {"document_id": document, "box": pack_box(stamp.box)}
        for stamp in reading.stamps
    ]


def section_rows(notice: Notice, document: int) -> list[dict[str, Any]]:
    """Rows of ``sections``."""
    return [
        {
            "document_id": document,
            "ordinal": ordinal,
            "path": section.path,
            "kind": section.kind.value,
            "heading": section.heading,
            "evidence": pack_evidence(section.evidence),
        }
        for ordinal, section in enumerate(notice.sections)
    ]


def recipient_rows(head: Head, document: int) -> list[dict[str, Any]]:
    """Rows of ``recipients``."""
    return [
        {
            "document_id": document,
            "ordinal": ordinal,
            "text": recipient.text,
            "purpose": recipient.purpose,
            "evidence": pack_evidence(recipient.evidence),
        }
        for ordinal, recipient in enumerate(head.recipients)
    ]


def task_columns(task: Task) -> dict[str, Any]:
    """Columns of ``tasks`` that say what the task says."""
    return {
        "path": task.path,
        "page": task.page,
        "text": task.text,
        "folded": search_key(task.text),
        "nature": task.nature.value,
        "report_to": list(task.report_to),
        "evidence": pack_evidence(task.evidence),
        "confidence": task.confidence,
    }


def assignee_columns(assignee: Assignee, ordinal: int) -> dict[str, Any]:
    """Columns of ``task_agencies`` that say who answers."""
    return {
        "ordinal": ordinal,
        "role": assignee.role.value,
        "name": assignee.name,
        "folded": search_key(assignee.name),
        "sort_key": sort_key(assignee.name),
        "addressed": assignee.addressed.value,
        "agency": assignee.agency,
        "unit": assignee.agency or search_key(assignee.name),
        "evidence": pack_evidence(assignee.evidence),
    }


def clause_rows(text: str, task: int) -> list[dict[str, Any]]:
    """Rows of ``clauses``."""
    return [
        {"task_id": task, "ordinal": ordinal} | clause._asdict()
        for ordinal, clause in enumerate(clauses(text))
    ]


def deadline_rows(deadlines: Sequence[Deadline], task: int) -> list[dict[str, Any]]:
    """Rows of ``deadlines``."""
    return [
        deadline.model_dump(exclude={"offset", "flags", "evidence", "kind", "bound", "scope"})
        | {
            "task_id": task,
            "ordinal": ordinal,
            "kind": deadline.kind.value,
            "bound": deadline.bound.value if deadline.bound else None,
            "scope": deadline.scope.value,
            "offset_count": deadline.offset,
            "evidence": pack_evidence(deadline.evidence),
        }
        for ordinal, deadline in enumerate(deadlines)
    ]


def quantity_rows(
    figures: Sequence[Percentage | Finding], document: int, task: int | None = None
) -> list[dict[str, Any]]:
    """Rows of ``quantities``: percentages of a task or findings of the notice."""
    return [
        {
            "document_id": document,
            "task_id": task,
            "ordinal": ordinal,
            "kind": getattr(figure, "kind", "percent"),
            "verbatim": figure.verbatim,
            "value": figure.value,
            "of": getattr(figure, "of", None),
            "comparator": figure.comparator.value,
            "measure": figure.measure,
            "evidence": pack_evidence(figure.evidence),
        }
        for ordinal, figure in enumerate(figures)
    ]


def citation_rows(
    references: Sequence[Cited], document: int, task: int | None = None
) -> list[dict[str, Any]]:
    """Rows of ``citations``."""
    return [
        reference.model_dump(exclude={"evidence"})
        | {
            "document_id": document,
            "task_id": task,
            "ordinal": ordinal,
            "evidence": pack_evidence(reference.evidence),
        }
        for ordinal, reference in enumerate(references)
    ]


def flag_rows(notice: Notice, document: int, tasks: Sequence[int]) -> Iterator[dict[str, Any]]:
    """Rows of ``flags``; ``tasks`` are the ids of ``notice.tasks`` in order."""

    def rows(
        flags: Sequence[Flag], part: str, ordinal: int = 0, task: int | None = None
    ) -> Iterator[dict[str, Any]]:
        for flag in flags:
            yield flag.model_dump() | {
                "document_id": document,
                "task_id": task,
                "part": part,
                "ordinal": ordinal,
            }

    yield from rows(notice.flags, "notice")
    yield from rows(notice.head.flags, "head")
    for ordinal, finding in enumerate(notice.findings):
        yield from rows(finding.flags, "finding", ordinal)
    for task, row_id in zip(notice.tasks, tasks, strict=True):
        yield from rows(task.flags, "task", 0, row_id)
        for ordinal, assignee in enumerate(task.assignees):
            yield from rows(assignee.flags, "assignee", ordinal, row_id)
        for ordinal, deadline in enumerate(task.deadlines):
            yield from rows(deadline.flags, "deadline", ordinal, row_id)
        for ordinal, figure in enumerate(task.percentages):
            yield from rows(figure.flags, "percentage", ordinal, row_id)


BELOW_DOCUMENT = (
    t.Page,
    t.Edit,
    t.Stamp,
    t.Section,
    t.Recipient,
    t.Quantity,
    t.Citation,
    t.Flag,
)
"""What a new reading replaces whole; lines go with their pages."""
