"""Where on the paper a value was read, as the page's scripts take it; doubts by field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from db import HEAD_FIELDS, TASK_FIELDS
from models.flags import FLAGS, message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db import FlagRow
    from models import Evidence

_PART_FIELDS: Final = {
    "assignee": "assignees",
    "deadline": "deadlines",
    "percentage": "percentages",
}
_CODE_FIELDS: Final = {"task_unsure": "text", "letterhead_missing": "issuer"}


class Doubt(NamedTuple):
    """A reason to look again, and where."""

    flag_id: int
    words: str
    part: int | None
    """Id of the task; None: the head or the notice as a whole."""
    field: str | None
    number: int
    """Place of the task on the page, from 1; 0: the head."""


def boxes(evidence: Iterable[Evidence | None]) -> str:
    """Page and box of every span, for the picture: ``1:10,20,40,33;2:…``.

    >>> from models import Box, Evidence, Span
    >>> box = Box(left=10, top=20.04, right=40, bottom=33)
    >>> boxes([None, Evidence(spans=(Span(page=1, line=0, start=0, end=4, box=box),))])
    '1:10,20,40,33'
    """
    found = dict.fromkeys(
        f"{span.page}:{_side(box.left)},{_side(box.top)},{_side(box.right)},{_side(box.bottom)}"
        for item in evidence
        if item is not None
        for span in item.spans
        if (box := span.box) is not None
    )
    return ";".join(found)


def _side(value: float) -> str:
    return f"{round(value, 1):g}"


def spans(evidence: Iterable[Evidence | None]) -> str:
    """Page, line and characters of every span, for the text: ``1.0.3.40;…``."""
    found = dict.fromkeys(
        f"{span.page}.{span.line}.{span.start}.{span.end}"
        for item in evidence
        if item is not None
        for span in item.spans
    )
    return ";".join(found)


def doubt(row: FlagRow, number: int, lang: str) -> Doubt:
    """An open flag in words."""
    known = row.flag.code in FLAGS
    words = message(row.flag, lang) if known else f"{row.flag.code} {row.flag.detail or ''}".strip()
    return Doubt(row.flag_id, words, row.task_id, field_of(row), number)


def field_of(row: FlagRow) -> str | None:
    """The field of the task, or of the head, that a flag is about; None: the whole."""
    if row.part in _PART_FIELDS:
        return _PART_FIELDS[row.part]
    begin = (row.flag.field or "").partition(".")[0]
    known = HEAD_FIELDS if row.task_id is None else TASK_FIELDS
    if begin in known:
        return begin
    given = _CODE_FIELDS.get(row.flag.code)
    return given if given in known else None
