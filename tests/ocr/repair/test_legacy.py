"""Texts typed for the fonts of before Unicode come back as they were printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.repair import legacy_text
from ocr.repair import Repairer, Token, legacy
from ocr.repair.capitals import restored

if TYPE_CHECKING:
    from collections.abc import Callable

PRINTED = """ỦY BAN NHÂN DÂN
TỈNH QUẢNG NGÃI
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
II. Ý KIẾN CHỈ ĐẠO
1. Ủy ban nhân dân các huyện rà soát dự toán, hoàn thành ở xã Yên Khang trước ngày 31/10/2024.
Ứng dụng công nghệ thông tin ở Đoàn kiểm tra; ý kiến của Thường trực Tỉnh ủy, Ban Thường vụ.
- Ảnh hưởng của quá trình chuyển đổi
tới công việc ở cơ quan; ổn định ở châu Á và Ấn Độ, ủy viên ở Quận ủy.
TL. CHỦ TỊCH
KT. CHÁNH VĂN PHÒNG
PHÓ CHÁNH VĂN PHÒNG"""


@pytest.mark.parametrize("convert", [legacy.from_tcvn3, legacy.from_vni])
def test_a_notice_comes_back_with_its_capitals(
    repairer: Repairer, convert: Callable[[str], str]
) -> None:
    assert repairer.repair_text(legacy_text(PRINTED, convert)) == PRINTED


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Sở NộI Vụ", "SỞ NỘI VỤ"),
        ("Sở Nội vụ ở Huế", "Sở Nội vụ ở Huế"),
        ("của UBND ở TP", "của UBND ở TP"),
        ("các Vụ: V.I, QHĐP", "các Vụ: V.I, QHĐP"),
        ("cộng hòa xã hội chủ nghĩa việt nam", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("nước cộng hòa xã hội chủ nghĩa Việt Nam", "nước cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("“ý thức” ở đây.” ở trên", "“Ý thức” ở đây.” Ở trên"),
    ],
)
def test_small_letters_are_raised_only_where_capitals_were_meant(typed: str, meant: str) -> None:
    assert " ".join(restored([typed.split()])[0]) == meant


def test_a_line_that_goes_on_keeps_its_small_letter() -> None:
    assert restored([["nêu"], ["ý", "kiến"]])[1] == ["ý", "kiến"]
    assert restored([["nêu."], ["ý", "kiến"]])[1] == ["Ý", "kiến"]
    assert restored([["nêu;"], ["-", "ý", "kiến"]])[1] == ["-", "Ý", "kiến"]


def test_words_of_a_converted_text_keep_their_places(repairer: Repairer) -> None:
    line = [Token(word) for word in legacy_text(PRINTED, legacy.from_tcvn3).split()]
    words = repairer.repair([line], damage="tcvn3").lines[0]
    assert [(word.first, word.last) for word in words] == [(at, at + 1) for at in range(len(line))]


def test_a_line_with_a_marker_begins_anew() -> None:
    lines = [["của", "các"], ["1.", "ứng", "dụng"], ["ở"], ["ứng", "dụng"]]
    assert restored(lines) == [["của", "các"], ["1.", "Ứng", "dụng"], ["ở"], ["ứng", "dụng"]]


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_utf8_that_was_read_as_latin_letters_comes_back(repairer: Repairer, encoding: str) -> None:
    text = f"{PRINTED}\n“và” này làm hàng năm – 5 % § 3…"
    table = {byte: bytes([byte]).decode(encoding, "replace") for byte in range(256)}
    # What Windows-1252 has no character for is kept as a control character.
    read = "".join(chr(b) if table[b] == "\ufffd" else table[b] for b in text.encode())
    assert legacy.from_utf8(read) == text
    assert repairer.repair_text(read) == text


@pytest.mark.parametrize(
    "text",
    [PRINTED, "Ã ÂU, Â§ 3", "Ăn ở, ăn năn; Ơn: ơ", legacy_text(PRINTED, legacy.from_tcvn3),
     legacy_text(PRINTED, legacy.from_vni), ""],
)  # fmt: skip
def test_no_other_text_is_taken_for_utf8(text: str) -> None:
    assert legacy.from_utf8(text) == text
