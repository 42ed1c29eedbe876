"""The head of page 1: stamps beside the print, what a pen wrote, and what neither is."""

from __future__ import annotations

import pytest

from models import LineRole
from ocr.head import settle
from ocr.words import ReadLine, ReadWord

WIDTH = 1000.0


def line(text: str, left: float, right: float, role: LineRole = LineRole.BODY) -> ReadLine:
    """Words spread evenly from left to right."""
    parts = text.split()
    step = (right - left) / len(parts)
    words = (
        ReadWord(part, left + at * step, 0, left + (at + 0.9) * step, 20)
        for at, part in enumerate(parts)
    )
    return ReadLine(tuple(words), role)


LONG = "Chủ tịch Ủy ban nhân dân tỉnh đã chủ trì cuộc họp về tiến độ các dự án"


@pytest.mark.parametrize(
    "end", ["ngày 13/5, gồm:", "hệ thống thông tin.", "đến nay.", "- Cổng Thông tin điện tử;"]
)
def test_the_last_words_of_a_paragraph_are_no_stamp(end: str) -> None:
    lines = [line("THÔNG BÁO", 400, 600), line(LONG, 100, 900), line(end, 100, 300)]
    assert [found.role for found in settle(lines, WIDTH)] == [LineRole.BODY] * 3


def test_the_stamp_under_the_letterhead_is_one() -> None:
    lines = [line("ĐẾN Số: 153", 60, 250), line(LONG, 100, 900)]
    assert [found.role for found in settle(lines, WIDTH)] == [LineRole.STAMP, LineRole.BODY]


def test_a_day_of_a_subject_is_not_written_by_hand() -> None:
    subject = line("V/v nghỉ lễ ngày Chiến thắng 30/4", 60, 400, LineRole.LETTERHEAD)
    assert settle([subject], WIDTH) == [subject]
    dated = line("Hà Nội, ngày {5 tháng 3 năm 2024", 500, 900, LineRole.LETTERHEAD)
    printed, written = settle([dated], WIDTH)
    assert printed.text == "Hà Nội, ngày tháng 3 năm 2024"
    assert (written.text, written.role) == ("{5", LineRole.HANDWRITING)
