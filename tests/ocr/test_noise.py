"""Specks and scrawl go, words of the print stay, however badly they read."""

from __future__ import annotations

import pytest

from ocr.noise import judge
from ocr.words import ReadLine, ReadWord


def line(*texts: str, top: float = 0.0, left: float = 0.0, **sure: float) -> ReadLine:
    """Words of 60 pixels with blanks of 20, 40 high; ``w3=0.2`` is the fourth word's confidence."""
    return ReadLine(
        tuple(
            ReadWord(
                text,
                left + 80 * at,
                top,
                left + 80 * at + 60,
                top + 40,
                sure.get(f"w{at}", 0.97),
            )
            for at, text in enumerate(texts)
        )
    )


def kept(*lines: ReadLine) -> list[str]:
    return [one.text for one in judge(list(lines)) if one.role.printed]


@pytest.mark.parametrize("damaged", ["quyêền", "qụễn", "đuợợc"])
def test_a_damaged_word_among_sure_ones_is_print(damaged: str) -> None:
    row = line("b)", "Tước", damaged, "sử", "dụng", "giấy", "phép", w2=0.1)
    assert kept(row) == [row.text]


def test_the_letter_of_an_item_is_print() -> None:
    row = line("€)", "Tịch", "thu", "tang", "vật", w0=0.4)
    assert kept(row) == ["c) Tịch thu tang vật"]


def test_a_word_that_closes_a_bracket_is_print() -> None:
    row = line("-", "Thường", "trực", "(để", "b/C);", w4=0.0)
    assert kept(row) == [row.text]


def test_scrawl_behind_a_line_goes() -> None:
    row = line("Lưu:", "VT,", "thư", "ký", "qẹf€", w4=0.1)
    assert kept(row) == ["Lưu: VT, thư ký"]


def test_scrawl_among_doubtful_words_goes() -> None:
    row = line("Lưu:", "vẹ", "qẹfg", "kỳ", "và", w1=0.5, w2=0.1, w3=0.4)
    assert "qẹfg" not in kept(row)[0]


def test_a_short_word_at_the_margin_is_print_and_a_speck_there_goes() -> None:
    text = [line(*["từng"] * 8, top=60.0 * row, left=200.0) for row in range(8)]
    out = line("từ", "ngày", "ký", "ban", "hành", top=600.0, left=100.0)
    assert kept(*text, out)[-1] == out.text
    words = (out.words[0]._replace(text="i", left=0, right=12), *out.words[1:])
    assert kept(*text, out._replace(words=words))[-1] == "ngày ký ban hành"


def test_the_rule_of_a_table_is_no_letter() -> None:
    row = line("ÌSố", "xã", "thuộc", "vùng")
    judged = judge([row])[0]
    assert judged.text == "Số xã thuộc vùng"
    assert judged.words[0].first == "ÌSố"


def test_the_last_column_of_a_table_is_print_and_the_stroke_of_its_frame_is_not() -> None:
    text = [line(*["từng"] * 8, top=60.0 * row) for row in range(8)]
    cell = line("Kế", top=600.0, left=900.0)
    number, stroke = (line(one, top=700.0, left=1000.0) for one in ("12", "1"))
    assert kept(*text, cell, number, stroke)[8:] == ["Kế", "12"]


def test_of_a_form_the_label_is_print() -> None:
    row = line("Ông", "(bà)/tổ", "chức:", "xtr11xrkritrtatsaxexesE", "giiirr", w3=0.0, w4=0.0)
    assert kept(row) == ["Ông (bà)/tổ chức:"]
