"""The JSON that ``ketluan read --json`` prints: the annotation guide's shape and more keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from models.notice import Head, Notice
    from models.reading import Reading

SHAPE: Final = "1.0"
"""The first number changes when a key changes its meaning or goes, the second when keys come."""


def to_json(reading: Reading, notice: Notice) -> dict[str, Any]:
    """One JSON-ready object a file.

    ``notice``, ``tasks``, ``findings`` and ``pages`` are as in the annotation guide;
    evidence, flags, sections, edits, stamps and page details are added beside them.
    """
    return {
        "shape": SHAPE,
        "file": reading.file,
        "notice": _head(notice.head),
        "tasks": [task.model_dump(mode="json") for task in notice.tasks],
        "findings": [finding.model_dump(mode="json") for finding in notice.findings],
        "pages": [page.text for page in reading.pages],
        "sections": [section.model_dump(mode="json") for section in notice.sections],
        "flags": [flag.model_dump(mode="json") for flag in notice.flags],
        "reading": {
            "sha256": reading.sha256,
            "media_type": reading.media_type,
            "damage": reading.damage,
            "version": reading.version,
            "pages": [
                {
                    "number": page.number,
                    "kind": page.kind.value,
                    "width": page.width,
                    "height": page.height,
                    "dpi": page.dpi,
                    "engine": page.engine,
                    "confidence": round(page.confidence, 4),
                }
                for page in reading.pages
            ],
            "edits": [edit.model_dump(mode="json") for edit in reading.edits],
            "stamps": [stamp.model_dump(mode="json") for stamp in reading.stamps],
        },
    }


def _head(head: Head) -> dict[str, Any]:
    shape = head.model_dump(mode="json")
    shape["recipients"] = [recipient.text for recipient in head.recipients]
    shape["recipient_details"] = [r.model_dump(mode="json") for r in head.recipients]
    return shape
