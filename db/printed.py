"""The lines of a stored document, to find in them what a person says stands on the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.fuzz import partial_ratio_alignment
from sqlalchemy import select

from db import tables as t
from db.words import unpack_box
from models import Evidence, LineRole, Span
from models.text import strip_marks

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models import Box

_ALIKE = 82.0
"""Of 100; less is another sentence."""


class Printed(NamedTuple):
    """A line of a page."""

    page: int
    number: int
    text: str
    box: Box | None


class Lines:
    """The printed lines of a document, in order."""

    def __init__(self, session: Session, document: int) -> None:
        query = (
            select(t.Page.number, t.Line.number, t.Line.text, t.Line.box, t.Line.role)
            .join(t.Page, t.Page.id == t.Line.page_id)
            .where(t.Page.document_id == document)
            .order_by(t.Page.number, t.Line.number)
        )
        rows = session.execute(query).all()
        self._at = {
            (row[0], row[1]): Printed(row[0], row[1], row[2], unpack_box(row[3])) for row in rows
        }
        self._printed = [self._at[row[0], row[1]] for row in rows if LineRole(row[4]).printed]

    def words(self, span: Span) -> str:
        """The characters of a span."""
        line = self._at.get((span.page, span.line))
        return line.text[span.start : span.end] if line else ""

    def between(self, first: tuple[int, int], last: tuple[int, int]) -> Evidence | None:
        """Whole lines from one to another; None where there are none."""
        inside = [item for item in self._printed if first <= (item.page, item.number) <= last]
        return _evidence(inside[:60])

    def find(self, text: str, page: int) -> Evidence:
        """Where a text stands on a page, as far as the page was read; else the page alone."""
        here = [item for item in self._printed if item.page == page]
        joined = " ".join(item.text for item in here)
        wanted = strip_marks(text).lower()
        found = partial_ratio_alignment(wanted, strip_marks(joined).lower(), score_cutoff=_ALIKE)
        if found is None or len(joined) < len(wanted) // 2:
            return Evidence(spans=(Span(page=page, line=0, start=0, end=0),))
        at, hit = 0, []
        for item in here:
            end = at + len(item.text)
            if end > found.dest_start and at < found.dest_end:
                hit.append(item)
            at = end + 1
        return _evidence(hit) or Evidence(spans=(Span(page=page, line=0, start=0, end=0),))


def _evidence(lines: list[Printed]) -> Evidence | None:
    if not lines:
        return None
    return Evidence(
        spans=tuple(
            Span(page=item.page, line=item.number, start=0, end=len(item.text), box=item.box)
            for item in lines
        )
    )
