"""What was read from a stored file, back from its rows: pages, lines, words, edits, stamps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from db import tables as t
from db.words import unpack_box, unpack_words
from models import Edit, Line, Page, Reading, Stamp
from models.errors import Both, RecordMissing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def load_reading(session: Session, document: int) -> Reading:
    """The reading of a stored document; spans of evidence name its pages and lines.

    Raises:
        RecordMissing: there is no such document.
    """
    row = session.get(t.Document, document)
    if row is None:
        raise RecordMissing(what=Both("văn bản", "document"), id=document)
    lines: dict[int, list[Line]] = {}
    of_pages = select(t.Line).join(t.Page, t.Page.id == t.Line.page_id)
    query = of_pages.where(t.Page.document_id == document).order_by(t.Line.page_id, t.Line.number)
    for line in session.scalars(query):
        lines.setdefault(line.page_id, []).append(
            Line.model_validate(
                {
                    "raw": line.raw,
                    "text": line.text,
                    "words": unpack_words(line.words),
                    "role": line.role,
                    "box": unpack_box(line.box),
                    "column": line.column_no,
                }
            )
        )
    pages = session.scalars(
        select(t.Page).where(t.Page.document_id == document).order_by(t.Page.number)
    )
    edits = session.scalars(
        select(t.Edit).where(t.Edit.document_id == document).order_by(t.Edit.id)
    )
    stamps = session.scalars(
        select(t.Stamp).where(t.Stamp.document_id == document).order_by(t.Stamp.id)
    )
    return Reading(
        file=row.file,
        sha256=row.sha256,
        media_type=row.media_type,
        version=row.version,
        damage=row.damage,
        pages=tuple(_page(page, lines.get(page.id, [])) for page in pages),
        edits=tuple(_edit(edit) for edit in edits),
        stamps=tuple(_stamp(stamp) for stamp in stamps),
    )


def _page(row: t.Page, lines: list[Line]) -> Page:
    names = ("number", "kind", "width", "height", "dpi", "rotation", "skew", "engine")
    return Page.model_validate({name: getattr(row, name) for name in names} | {"lines": lines})


def _edit(row: t.Edit) -> Edit:
    return Edit.model_validate({name: getattr(row, name) for name in Edit.model_fields})


def _stamp(row: t.Stamp) -> Stamp:
    return Stamp(
        text=row.text,
        page=row.page,
        box=unpack_box(row.box),
        signer=row.signer,
        agency=row.agency,
        signed_at=row.signed_at,
    )
