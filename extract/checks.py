"""Cross-checks of a notice that catch damage of recognition and slips of the writer."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from extract.numbers import read_count
from extract.skeleton import skeleton
from models.notice import Flag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.outline import Item
    from models.notice import Head, Task

_ANNOUNCED = re.compile(
    r"(?<![\d/.,])(?P<count>\d{1,2}|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi)\s*(?:\((?P<spelt>\w+)\)\s*)?"
    r"(?P<noun>nhiem vu|noi dung|nhom nhiem vu|nhom giai phap|giai phap|viec|van de|yeu cau|nhom viec|muc tieu|dau viec"
    r"|nhiem vu, giai phap)\b[^:.;]{0,60}\b(?:sau|sau day|nhu sau|cu the|gom)\b[^:.;]{0,20}:\s*$"
)
_YEARS = 2 * 366


def announced(lead_in: str) -> int | None:
    """How many items a lead-in announces.

    >>> announced("yêu cầu các đơn vị tập trung thực hiện 05 nhiệm vụ sau:")
    5
    >>> announced("thực hiện tốt các nội dung sau:") is None
    True
    """
    match = _ANNOUNCED.search(skeleton(lead_in))
    return read_count(match["count"]) if match else None


def count_flags(root: Item, text: str) -> Iterator[Flag]:
    """Lead-ins that announce another number of items than follow."""
    for item in (root, *root.descendants()):
        for place, child in enumerate(item.children):
            count = announced(text[child.start : child.end])
            if count is None:
                continue
            below = [c for c in child.children if c.marker]
            # A lead-in without a number of its own introduces its siblings.
            items = below or [c for c in item.children[place + 1 :] if c.marker]
            if items and len(items) != count:
                yield Flag(code="count_mismatch", detail=f"{count} ≠ {len(items)}")


def task_flags(tasks: tuple[Task, ...]) -> Iterator[Flag]:
    """A notice without tasks is a wrong paper or one that was read badly."""
    if not tasks:
        yield Flag(code="tasks_missing")


def head_flags(head: Head) -> Iterator[Flag]:
    """Days that cannot follow each other as printed."""
    issued, met = head.issue_date, head.meeting_date
    if issued and met and met > issued:
        yield Flag(code="meeting_after_issue", field="meeting_date", detail=f"{met:%d/%m/%Y}")
    if issued and met and abs(issued - met) > dt.timedelta(days=_YEARS):
        yield Flag(code="dates_far_apart", field="issue_date", detail=f"{issued:%d/%m/%Y}")
