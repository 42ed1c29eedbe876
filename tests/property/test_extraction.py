"""Extraction: spans reproduce the text, wrapping changes nothing, no text is too odd."""

from __future__ import annotations

import textwrap
from functools import cache
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import Extractor
from extract.flow import joined
from models.reading import Line, Page, PageKind, Reading
from samples.compose import compose

if TYPE_CHECKING:
    from models.evidence import Evidence
    from models.notice import Notice

_WORDS = [
    "Giao",
    "Sở",
    "Y",
    "tế",
    "chủ",
    "trì",
    "phối",
    "hợp",
    "với",
    "Công",
    "an",
    "tỉnh",
    "và",
    "UBND",
    "các",
    "xã:",
    "Hòa",
    "Lâm,",
    "Tân",
    "Lập",
    "trước",
    "ngày",
    "31/10/2025",
    ";",
    ".",
    ":",
    "-",
    "+",
    "a)",
    "1.",
    "2.1.",
    "II.",
    "%",
    "95%",
    "ít",
    "nhất",
    "hằng",
    "tháng",
    "trong",
    "05",
    "ngày",
    "làm",
    "việc",
    "THÔNG",
    "BÁO",
    "Nơi",
    "nhận:",
    "KT.",
    "CHỦ",
    "TỊCH",
    "Kết",
    "luận",
    "của",
    "đồng",
    "chí",
    "Số:",
    "12/TB-UBND",
    "năm",
    "2024",
    "tỉnh",
    "Bình",
    "Lâm",
    "sau",
    "khi",
    "STT",
    "|",
    "Nội dung",
    "Chủ trì",
    "Thời hạn",
    "\t",
]


@cache
def extractor() -> Extractor:
    return Extractor.load()


def reading(*pages: str) -> Reading:
    return Reading(
        file="notice.txt",
        sha256="",
        media_type="text/plain",
        pages=tuple(
            Page(
                number=number,
                kind=PageKind.TEXT,
                width=80,
                height=60,
                lines=tuple(Line(raw=line, text=line) for line in page.split("\n")),
            )
            for number, page in enumerate(pages, 1)
        ),
        version="test",
    )


def spelt(evidence: Evidence, source: Reading) -> str:
    """What the spans of an evidence say."""
    lines = []
    for span in evidence.spans:
        text = source.pages[span.page - 1].lines[span.line].text
        assert 0 <= span.start <= span.end <= len(text)
        lines.append(text[span.start : span.end])
    return joined(lines)


def check_spans(notice: Notice, source: Reading) -> None:
    for task in notice.tasks:
        assert spelt(task.evidence, source) == task.text
        for deadline in task.deadlines:
            if deadline.evidence:
                assert spelt(deadline.evidence, source) == deadline.verbatim
        for percentage in task.percentages:
            assert percentage.evidence is not None
            assert spelt(percentage.evidence, source) == percentage.verbatim
        for assignee in task.assignees:
            assert assignee.evidence is None or spelt(assignee.evidence, source)
    for finding in notice.findings:
        assert finding.evidence is not None
        assert spelt(finding.evidence, source) == finding.verbatim


@pytest.mark.parametrize("number", range(12))
def test_spans_lie_in_their_lines_and_reproduce_the_text(number: int) -> None:
    source = reading(*compose(Random(f"spans/{number}")).gold.pages)
    notice = extractor().extract(source)
    assert notice.tasks
    check_spans(notice, source)


def rewrapped(paragraphs: list[str], width: int) -> str:
    lines: list[str] = []
    for paragraph in paragraphs:
        lines += textwrap.wrap(paragraph, width, break_on_hyphens=False) or [""]
    return "\n".join(lines)


_BODY = [
    "ỦY BAN NHÂN DÂN",
    "PHƯỜNG HÒA LÂM",
    "Số: 12/TB-UBND",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Hòa Lâm, ngày 04 tháng 11 năm 2025",
    "THÔNG BÁO",
    "Kết luận của Chủ tịch UBND phường tại cuộc họp giao ban",
    "Sau khi nghe các đơn vị báo cáo, Chủ tịch UBND phường kết luận như sau:",
    "1. Phòng Văn hóa - Xã hội",
    (
        "a) Rà soát hộ nghèo, hộ cận nghèo trên địa bàn phường theo đúng quy định; trình Chủ tịch UBND "
        "phường ký quyết định công nhận trước ngày 30/11/2025."
    ),
    (
        "b) Chủ trì, phối hợp với Trạm Y tế và các trường học trên địa bàn tổ chức khám sức khỏe cho ít "
        "nhất 95% học sinh tiểu học, hoàn thành trong tháng 12/2025."
    ),
    (
        "2. Giao Công an phường tăng cường tuần tra ban đêm, nhất là khu vực chợ, bến xe và các tuyến "
        "đường mới mở; định kỳ hằng tháng báo cáo kết quả về Văn phòng HĐND và UBND phường."
    ),
    (
        "3. Đề nghị Ủy ban MTTQ Việt Nam phường vận động hội viên và nhân dân tham gia tổng vệ sinh môi "
        "trường vào sáng thứ Bảy hằng tuần tại các khu phố trên địa bàn phường."
    ),
]


@settings(max_examples=25, deadline=None)
@given(st.integers(min_value=66, max_value=110))
def test_lines_wrapped_anew_give_the_same_tasks(width: int) -> None:
    def told(notice: Notice) -> list[object]:
        return [
            (
                task.path,
                task.text,
                [(a.name, a.role) for a in task.assignees],
                [(d.verbatim, d.kind, d.date) for d in task.deadlines],
                [(p.value, p.comparator) for p in task.percentages],
            )
            for task in notice.tasks
        ]

    wide = extractor().extract(reading(rewrapped(_BODY, 85)))
    assert len(wide.tasks) == 4
    assert told(extractor().extract(reading(rewrapped(_BODY, width)))) == told(wide)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.text(max_size=400), min_size=1, max_size=3))
def test_any_unicode_is_read_without_an_error(pages: list[str]) -> None:
    source = reading(*pages)
    check_spans(extractor().extract(source), source)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.sampled_from([*_WORDS, "\n", "\n"]), min_size=1, max_size=90))
def test_any_order_of_the_words_of_notices_is_read_without_an_error(words: list[str]) -> None:
    source = reading(" ".join(words))
    check_spans(extractor().extract(source), source)
