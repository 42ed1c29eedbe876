"""A notice with its paper: ten tasks on two pages, every field with its place."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

from models import (
    Assignee,
    Bound,
    Box,
    Chair,
    Comparator,
    Deadline,
    DeadlineKind,
    Edit,
    EditKind,
    Evidence,
    Flag,
    Head,
    Line,
    Notice,
    Page,
    PageKind,
    Percentage,
    Reading,
    Role,
    Section,
    SectionKind,
    Signer,
    Span,
    Task,
    Word,
)

if TYPE_CHECKING:
    from pathlib import Path

_UNITS = (
    "Phòng Nội vụ", "Phòng Tư pháp", "Phòng Tài chính - Kế hoạch", "Văn phòng UBND quận",
    "Phòng Quản lý đô thị",
)  # fmt: skip
_WORKS = (
    "rà soát hồ sơ trễ hạn", "nâng tỷ lệ hồ sơ trực tuyến đạt ít nhất 70%",
    "niêm yết thủ tục hành chính", "số hóa kết quả giải quyết", "kiểm tra công vụ tại các phường",
)  # fmt: skip
PER_PAGE = 5


def lines_of(count: int) -> list[str]:
    """What is printed, one line a task."""
    return [
        f"{number + 1}. Giao {_UNITS[number % 5]} {_WORKS[number % 5]}, hoàn thành trước ngày "
        f"{number % 28 + 1:02}/12/2026."
        for number in range(count)
    ]


def paper(
    file: str = "tb-153.pdf",
    *,
    tasks: int = 10,
    number: str | None = "153",
    doubts: bool = True,
    kind: PageKind = PageKind.SCAN,
    version: str = "0.1.0",
    content: bytes | None = None,
) -> tuple[Reading, Notice]:
    """A reading and its notice; with ``doubts``, a day and a unit of it were read unsurely."""
    printed = lines_of(tasks)
    pages: list[Page] = []
    for begin in range(0, tasks, PER_PAGE):
        texts = ["THÔNG BÁO", *printed[begin : begin + PER_PAGE]]
        pages.append(
            Page(
                number=len(pages) + 1,
                kind=kind,
                width=595,
                height=842,
                lines=tuple(_line(text, row) for row, text in enumerate(texts)),
                engine="t 5",
            )
        )
    first = pages[0].lines[1]
    reading = Reading(
        file=file,
        sha256=hashlib.sha256(content or file.encode()).hexdigest(),
        media_type="application/pdf",
        pages=tuple(pages),
        edits=(
            Edit(
                page=1, line=1, word=2, raw=first.words[2].raw, text=first.words[2].text,
                kind=EditKind.REPAIR, probability=0.9, review=True,
            ),
        ),
        version=version,
    )  # fmt: skip
    made = tuple(_task(printed[at], at, doubts=doubts) for at in range(tasks))
    return reading, Notice(head=_head(number), sections=(_section(),), tasks=made)


def _line(text: str, row: int) -> Line:
    words, at = [], 0
    for place, word in enumerate(text.split(" ")):
        raw = "Phdng" if row == 1 and place == 2 else word
        words.append(
            Word(
                raw=raw, text=word, start=at, confidence=0.5 if raw != word else 0.97,
                box=Box(left=60 + 5 * at, top=70 + 40 * row, right=60 + 5 * (at + len(word)), bottom=84 + 40 * row),
            )
        )  # fmt: skip
        at += len(word) + 1
    box = Box(left=60, top=70 + 40 * row, right=60 + 5 * len(text), bottom=84 + 40 * row)
    return Line(raw=" ".join(word.raw for word in words), text=text, words=tuple(words), box=box)


def _place(at: int, text: str, part: str) -> Evidence:
    page, row = at // PER_PAGE + 1, at % PER_PAGE + 1
    start = text.index(part)
    box = Box(
        left=60 + 5 * start, top=70 + 40 * row, right=60 + 5 * (start + len(part)), bottom=84 + 40 * row
    )  # fmt: skip
    span = Span(page=page, line=row, start=start, end=start + len(part), box=box)
    return Evidence(spans=(span,), confidence=0.9)


def _task(text: str, at: int, *, doubts: bool) -> Task:
    words = text.partition(". ")[2]
    day = dt.date(2026, 12, at % 28 + 1)
    when, unit = f"trước ngày {day:%d/%m/%Y}", _UNITS[at % 5]
    unsure = Flag(code="read_unsurely", field="deadlines.0", detail=when)
    alike = Flag(code="agency_alike", field="name", detail=unit)
    percent = "ít nhất 70%"
    return Task(
        path=f"2.{at + 1}",
        page=at // PER_PAGE + 1,
        text=words,
        assignees=(
            Assignee(
                name=unit, role=Role.LEAD, evidence=_place(at, text, unit),
                flags=(alike,) if doubts and at == 6 else (),
            ),
        ),
        deadlines=(
            Deadline(
                verbatim=when, kind=DeadlineKind.DATE, date=day, bound=Bound.BEFORE,
                evidence=_place(at, text, when),
            ),
        ),
        percentages=(
            Percentage(
                verbatim=percent, value=70, comparator=Comparator.AT_LEAST,
                evidence=_place(at, text, percent),
            ),
        )
        if percent in text
        else (),
        evidence=_place(at, text, words),
        flags=(unsure,) if doubts and at == 2 else (),
    )  # fmt: skip


def _head(number: str | None) -> Head:
    return Head(
        type="Thông báo",
        number=number,
        symbol="TB-VPUB",
        issuer="Văn phòng Ủy ban nhân dân quận",
        issue_date=dt.date(2026, 11, 20),
        title="Kết luận của Chủ tịch tại cuộc họp cải cách hành chính",
        chair=Chair(name="Nguyễn Văn An", role="Chủ tịch"),
        meeting_date=dt.date(2026, 11, 13),
        signer=Signer(name="Trần Thị Bình", title="CHÁNH VĂN PHÒNG", authority="TL"),
    )


def _section() -> Section:
    return Section(path="2", kind=SectionKind.ASSIGNMENT, heading="Nhiệm vụ")


def pictured(path: Path) -> bytes:
    """A file whose pages look like the notice; its bytes, for its hash."""
    sheets = []
    printed = lines_of(10)
    font = ImageFont.truetype("LiberationSerif-Regular.ttf", 22)
    for begin in (0, PER_PAGE):
        sheet = Image.new("L", (1240, 1754), 255)
        pen = ImageDraw.Draw(sheet)
        for row, text in enumerate(["THÔNG BÁO", *printed[begin : begin + PER_PAGE]]):
            pen.text((125, 146 + 83 * row), text, font=font, fill=0)
        sheets.append(sheet)
    sheets[0].save(path, "TIFF", save_all=True, append_images=sheets[1:], dpi=(150, 150))
    return path.read_bytes()
