"""Upright strokes that were taken for each other: I, l, 1 and |."""

from __future__ import annotations

import pytest

from ocr.repair import Repairer, Token
from ocr.repair.strokes import alike, numeral, settled

KNOWN = frozenset(
    {"lập", "hội", "hộ", "việt", "lũy", "ông", "lông", "điều", "lệ", "lạ", "iạ", "đi"}
)


def read(repairer: Repairer, text: str, confidence: float | None = None) -> str:
    line = [Token(word, confidence) for word in text.split()]
    return " ".join(word.text for word in repairer.repair([line], damage="vie").lines[0])


@pytest.mark.parametrize("confidence", [None, 0.95])
@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("huyện Iập kế hoạch, Iàm việc, xem xét Iại", "huyện lập kế hoạch, làm việc, xem xét lại"),
        ("“Iuật nhà ở” và (Iấy ý kiến)", "“luật nhà ở” và (lấy ý kiến)"),
        ("Sở Iao động - Thương binh", "Sở lao động - Thương binh"),
        ("tạl hộI nghị ở Vlệt Nam", "tại hội nghị ở Việt Nam"),
        ("ỦY BAN MẶT TRẬN, XÃ HỘl", "ỦY BAN MẶT TRẬN, XÃ HỘI"),
        ("phần lI của quý lV/2024, mục Vll", "phần II của quý IV/2024, mục VII"),
    ],
)
def test_the_stroke_that_was_printed_comes_back(
    repairer: Repairer, text: str, printed: str, confidence: float | None
) -> None:
    assert read(repairer, text, confidence) == printed


@pytest.mark.parametrize(
    "text",
    [
        "xã Ia Púch, xã Ia Grai, Internet, Intel, Italia và Iran",
        "email, Bill Gates, file, Paul, Kim Jong-Il, máy bay Il-76",
        "Ý kiến của ông Iếc Nguyên ở hộ1 và 1ông",
        "ll. đến 11, 1l, l, mục I, điểm l khoản 1",
    ],
)
def test_what_can_be_as_it_was_read_stays(repairer: Repairer, text: str) -> None:
    assert read(repairer, text) == text


def test_a_digit_that_was_none_is_for_review(repairer: Repairer) -> None:
    line = [Token(word) for word in ["g1ải", "quyết", "1ại", "hồ", "sơ", "Iàm", "1", "ngày"]]
    words = repairer.repair([line], damage="vie").lines[0]
    assert " ".join(word.text for word in words) == "giải quyết lại hồ sơ làm 1 ngày"
    assert [word.review for word in words] == [True, False, True, False, False, False, False, False]
    assert [words[0].runner_up, words[2].runner_up] == ["g1ải", "1ại"]


@pytest.mark.parametrize(
    ("token", "word"),
    [
        ("Iuỹ", "luỹ"), ("IẬP", "LẬP"), ("Iạ", "Iạ"), ("Iập,Iệ", "lập,lệ"), ("Đ|ều", "Điều"),
        ("1ập1", "1ập1"), ("11ập", "11ập"), ("1ông", "1ông"), ("hộ|", "hộ|"), ("hộII", "hộII"),
        ("ĐI", "ĐI"), ("HỘI", "HỘI"), ("HộI", "Hội"),
    ],
)  # fmt: skip
def test_words_with_marks_of_vietnamese(token: str, word: str) -> None:
    assert settled(token, KNOWN) == word


@pytest.mark.parametrize(
    ("token", "word"),
    [("lI", "II"), ("Xl.", "XI."), ("XXlX", "XXIX"), ("Vlll/2", "VIII/2"), ("IVl", "IVl"),
     ("lVl", "lVl"), ("Xlll-", "Xlll-"), ("l", "l"), ("ll", "ll"), ("Il2", "Il2"), ("Vol", "Vol")],
)  # fmt: skip
def test_numerals(token: str, word: str) -> None:
    assert numeral(token) == word


def test_a_word_alike_differs_from_what_was_read() -> None:
    assert alike("lai") == []
    assert alike("Ia1") == ["iai", "lai"]
    assert alike("|ap") == ["lap"]


def test_three_strokes_betray_a_poor_scan(repairer: Repairer) -> None:
    text = "Ủy ban nhân dân huyện {} kế hoạch, {} việc với các sở, xem xét {} hồ sơ của các xã."
    good = text.format("lập", "làm", "lại")
    assert repairer.repair_text(text.format("Iập", "Iàm", "Iại")) == good
    assert repairer.repair_text(good) == good
