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


@pytest.mark.parametrize("pen", ["5526", "11/11", "07/3/2024"])
def test_a_number_of_a_stamp_beside_the_title_is_none_of_it(pen: str) -> None:
    title = line("Kết luận của đồng chí Chủ tịch", 320, 800)
    beside = title._replace(words=(ReadWord(pen, 120, 0, 180, 20), *title.words))
    stamp, rest = settle([beside, line(LONG, 100, 900)], WIDTH)[:2]
    assert (stamp.text, stamp.role, rest) == (pen, LineRole.STAMP, title)
    alone = beside._replace(words=beside.words[:1])
    assert settle([alone, line(LONG, 100, 900)], WIDTH)[0].role is LineRole.STAMP
    close = title._replace(words=(ReadWord(pen, 250, 0, 310, 20), *title.words))
    assert settle([close, line(LONG, 100, 900)], WIDTH)[0] == close


def test_a_day_of_a_subject_is_not_written_by_hand() -> None:
    subject = line("V/v nghỉ lễ ngày Chiến thắng 30/4", 60, 400, LineRole.LETTERHEAD)
    assert settle([subject], WIDTH) == [subject]
    dated = line("Hà Nội, ngày {5 tháng 3 năm 2024", 500, 900, LineRole.LETTERHEAD)
    printed, written = settle([dated], WIDTH)
    assert printed.text == "Hà Nội, ngày tháng 3 năm 2024"
    assert (written.text, written.role) == ("{5", LineRole.HANDWRITING)


def test_what_a_pen_wrote_into_a_stamp_goes_with_it() -> None:
    def at(text: str, top: float, left: float, right: float) -> ReadLine:
        words = (word._replace(top=top, bottom=top + 20) for word in line(text, left, right).words)
        return ReadLine(tuple(words), LineRole.BODY)

    lines = [
        at("ĐẾN", 100, 60, 150),
        at("4470", 130, 70, 140),
        at("- Sở Tài chính;", 130, 300, 500),
        at("Chuyển - Công ty Thủy lợi;", 160, 50, 560),
        line(LONG, 100, 900),
    ]
    found = settle(lines, WIDTH)
    texts = {role: [one.text for one in found if one.role is role] for role in LineRole}
    assert texts[LineRole.STAMP] == ["ĐẾN", "4470", "Chuyển"]
    assert texts[LineRole.BODY][:2] == ["- Sở Tài chính;", "- Công ty Thủy lợi;"]


def test_the_symbol_behind_a_number_written_by_hand_is_print() -> None:
    found = settle([line("Số://#4.2/UBND- KSTTHC", 60, 350, LineRole.LETTERHEAD)], WIDTH)
    assert [one.text for one in found] == ["Số: /UBND- KSTTHC", "//#4.2"]
    assert [one.role for one in found] == [LineRole.LETTERHEAD, LineRole.HANDWRITING]


@pytest.mark.parametrize(
    "number", ["87-TB/TĐTN-VP", "30/2025/QĐ-UBND", "12a/QĐ-UBND", "565/TB-UBND", "-1804/SNV-CCVC"]
)
@pytest.mark.parametrize("label", ["Số: ", "Số:"])
def test_printed_numbers_stay_before_their_symbols(label: str, number: str) -> None:
    """Years of legal acts and types of Party papers stand between number and stroke."""
    read = line(f"{label}{number}", 60, 350, LineRole.LETTERHEAD)
    assert settle([read], WIDTH) == [read]
