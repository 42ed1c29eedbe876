"""Reading order: what is a column and what is a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models import LineRole
from ocr.order import arrange
from ocr.words import ReadWord

if TYPE_CHECKING:
    from ocr.words import ReadLine

WIDTH, HEIGHT, LETTER, LEADING = 1000.0, 1400.0, 9.0, 30.0


def _row(text: str, left: float, level: int) -> list[ReadWord]:
    words, at = [], left
    for word in text.split():
        right = at + LETTER * len(word)
        top = 200 + LEADING * level
        words.append(ReadWord(text=word, left=at, top=top, right=right, bottom=top + 18))
        at = right + LETTER
    return words


def _texts(lines: list[ReadLine]) -> list[str]:
    return [" ".join(word.text for word in line.words) for line in lines]


BODY = [
    "nhân dân tỉnh kiểm tra, đôn đốc, chỉ đạo, xử lý trách nhiệm đối với các cá",
    "án nhân dân về vụ án hành chính đã có hiệu lực pháp luật.",
    "- Tham mưu, đề xuất Ban Chỉ đạo Thi hành án dân sự tỉnh để giúp Ủy ban",
    "nhân dân tỉnh chỉ đạo việc thi hành án hành chính đối với các vụ việc",
    "phức tạp ảnh hưởng đến tình hình kinh tế - xã hội, an ninh trật tự ở địa",
    "nơi nhận: hồ sơ do bộ phận một cửa của quận lập và chuyển trong ngày cho",
    "các phòng chuyên môn xử lý theo quy trình nội bộ đã được phê duyệt.",
]


def test_words_of_the_body_that_look_like_recipients_part_no_sentence() -> None:
    words = [word for at, text in enumerate(BODY) for word in _row(text, 120, at)]
    lines = arrange(words, WIDTH, HEIGHT, first=False)
    assert _texts(lines) == BODY
    assert {line.role for line in lines} == {LineRole.BODY}


@pytest.mark.parametrize("heading", ["Nơi nhận:", "Noi nhân:", "Nơi nhận"])
def test_recipients_come_before_the_signer_beside_them(heading: str) -> None:
    words = _row(BODY[0], 120, 0)
    words += _row(heading, 120, 2) + _row("KT. CHỦ TỊCH", 640, 2)
    words += _row("- Như trên;", 120, 3) + _row("PHÓ CHỦ TỊCH", 640, 3)
    words += _row("- Lưu: VT.", 120, 4)
    lines = arrange(words, WIDTH, HEIGHT, first=False)
    assert _texts(lines)[1:] == [
        heading, "- Như trên;", "- Lưu: VT.", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH",
    ]  # fmt: skip
    assert lines[0].role is LineRole.BODY


def _page(*extra: ReadWord) -> list[ReadLine]:
    words = [word for at, text in enumerate(BODY * 3) for word in _row(text, 120, at)]
    return arrange([*words, *extra], WIDTH, HEIGHT, first=False)


@pytest.mark.parametrize("text", ["2", "Á", "- 3 -"])
def test_the_number_of_a_page_is_no_text(text: str) -> None:
    line = _page(ReadWord(text, 490, 80, 510, 98))[0]
    assert (line.text, line.role) == (text, LineRole.PAGE_NUMBER)


def test_a_number_at_the_foot_and_notes_over_it_stand_apart() -> None:
    note = [ReadWord("1Theo", 120, 1100, 180, 1114), ReadWord("quy", 190, 1100, 230, 1114)]
    lines = _page(*note, ReadWord("4", 860, 1330, 870, 1348))
    assert [line.role for line in lines[-2:]] == [LineRole.FOOTNOTE, LineRole.PAGE_NUMBER]
    assert {line.role for line in lines[:-2]} == {LineRole.BODY}


def test_a_number_over_the_mark_of_a_portal_is_the_pages() -> None:
    mark = ReadWord("LuatNam", 120, 1360, 200, 1380, 0.4)
    lines = _page(ReadWord("12", 490, 1200, 510, 1218), mark)
    assert (lines[-2].text, lines[-2].role) == ("12", LineRole.PAGE_NUMBER)


def test_a_number_in_the_last_row_of_a_table_is_text() -> None:
    rows = [word for at in range(21, 33) for word in _row(f"Xã {at}", 480, at)]
    last = ReadWord("12", 490, 200 + 33 * LEADING, 510, 218 + 33 * LEADING)
    assert LineRole.PAGE_NUMBER not in {line.role for line in _page(*rows, last)}


def test_the_last_item_of_a_page_is_no_note() -> None:
    lines = _page(*(word._replace(text=f"1.{word.text}") for word in _row("Giao Sở", 120, 21)))
    assert {line.role for line in lines} == {LineRole.BODY}


def test_a_name_that_nearly_meets_the_motto_stays_in_its_column() -> None:
    words = _row("LIÊN ĐOÀN LAO ĐỘNG", 150, 0) + _row("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 500, 0)
    words += _row("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH QUÊ", 210, 1)
    words += _row("Độc lập - Tự do - Hạnh phúc", 533, 1)
    words += _row("TỈNH AN BÌNH", 180, 2)
    lines = arrange([*words, *_row(BODY[0], 120, 5)], WIDTH, HEIGHT, first=True)
    assert [(line.text, line.column) for line in lines[:5]] == [
        ("LIÊN ĐOÀN LAO ĐỘNG", 0),
        ("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH QUÊ", 0),
        ("TỈNH AN BÌNH", 0),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 1),
        ("Độc lập - Tự do - Hạnh phúc", 1),
    ]
