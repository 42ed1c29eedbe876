"""Titles that a seal half hides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from models import LineRole
from ocr.signer import titled
from ocr.signer_name import named_again
from ocr.words import ReadLine, ReadWord

if TYPE_CHECKING:
    from ocr.raster import Pixels


def lines(*texts: str, role: LineRole = LineRole.CLOSING) -> list[ReadLine]:
    """Lines of the signer's column, one below the other."""
    return [
        ReadLine(
            tuple(
                ReadWord(word, 600 + 90.0 * at, 40.0 * row, 680 + 90.0 * at, 40.0 * row + 25, 0.9)
                for at, word in enumerate(text.split())
            ),
            role,
            1,
        )
        for row, text in enumerate(texts)
    ]


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        (("TỊCH", "TỊCH", "Phạm Trường Thọ"), ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Phạm Trường Thọ")),
        (
            ("KT. BỘ TRƯỞNG, CHỦ NHIỆM", "ỊỐ CHỦ NHIỆM"),
            ("KT. BỘ TRƯỞNG, CHỦ NHIỆM", "PHÓ CHỦ NHIỆM"),
        ),
        (("TM. ỦY BAN NHÂN DÂN", "*Y+ CHỦ TỊCH"), ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        (("TM. ỦY BAN NHÂN DÂN", "PHÓ CHỦ TỊCH"), ("TM. ỦY BAN NHÂN DÂN", "PHÓ CHỦ TỊCH")),
        (("KT. CỤC TRƯỞNG", "PHÓ CỤC TRƯỞNG"), ("KT. CỤC TRƯỞNG", "PHÓ CỤC TRƯỞNG")),
        (("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        (("KT. -BÔ TRƯỞNG, CHỦ NHIỆM",), ("KT. -BÔ TRƯỞNG, CHỦ NHIỆM",)),
        (("TUQ. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), ("TUQ. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        (("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"), ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
        (("ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        (("T/M ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), ("T/M ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        (("TL. CHỦ TỊCH", "VĂN PHÒNG"), ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
        (("ÁNH VĂN PHÒNG",), ("CHÁNH VĂN PHÒNG",)),
        (("PHÓ CHÁNH VĂN PHÒNG",), ("PHÓ CHÁNH VĂN PHÒNG",)),
        (
            ("KT. CHÁNH VĂN PHÒNG", "VĂN PHÒNG"),
            ("KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
        ),
    ],
)
def test_two_lines_that_end_alike_are_head_and_deputy(
    read: tuple[str, ...], printed: tuple[str, ...]
) -> None:
    found = titled(lines(*read))
    assert tuple(line.text for line in found) == printed


def test_what_is_put_in_is_doubtful() -> None:
    for read in ("CHỦ TỊCH", "CHỦ TỊCH"), ("ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), ("VĂN PHÒNG",):
        assert titled(lines(*read))[0].words[0].confidence == 0.5
    found = titled(lines("CHỦ TỊCH", "CHỦ TỊCH"))
    assert [line.words[0].confidence for line in found] == [0.5, 0.5]
    assert all(line.words[0].rival is not None for line in found)


def test_a_title_among_noise_is_no_noise() -> None:
    found = titled(lines("⁄Z_——¿ PHÓ GIÁM ĐỐC", role=LineRole.NOISE))
    assert (found[0].text, found[0].role) == ("PHÓ GIÁM ĐỐC", LineRole.CLOSING)


def test_a_name_that_a_pen_crosses_is_kept_and_doubtful() -> None:
    found = titled(
        [
            *lines("KT. CHỦ NHIỆM", "PYHÙ NHIỆM"),
            *(line._replace(role=LineRole.NOISE) for line in lines("", "", "amf®Mạnh Cường")[2:]),
        ]
    )
    assert [line.text for line in found] == ["KT. CHỦ NHIỆM", "PHÓ CHỦ NHIỆM", "Mạnh Cường"]
    assert found[2].role is LineRole.CLOSING
    assert {word.confidence for word in found[2].words} == {0.5}


class Eye:
    """A recogniser that reads the same in every crop."""

    engine, keeps_columns = "eye", True

    def __init__(self, text: str, sure: float) -> None:
        self.text, self.sure = text, sure

    def words(self, pixels: Pixels, dpi: float, *, timeout: float) -> list[ReadWord]:  # noqa: ARG002
        return [
            ReadWord(word, 50.0 + 90 * at, 50, 130.0 + 90 * at, 75, self.sure)
            for at, word in enumerate(self.text.split())
        ]


PAGE = np.full((400, 1200), 255, np.uint8)


def signed(name: str, *eyes: Eye) -> ReadLine:
    """The last line of a closing after it was read again."""
    rows = lines("KT. THỦ TƯỚNG", "PHÓ THỦ TƯỚNG", "u/#", name)
    return named_again(rows, [PAGE], eyes, timeout=1)[-1]


def test_a_name_is_read_again_alone() -> None:
    found = signed(
        "uyen Văn Thắng", Eye("S%s„ Nguyễn Văn Thắng", 0.7), Eye("#Nguyễn Văn Thắng H", 0.6)
    )
    assert found.text == "Nguyễn Văn Thắng"
    assert min(word.confidence for word in found.words) == 0.7


def test_a_name_on_which_readers_differ_is_doubtful() -> None:
    found = signed("ô Quốc Dũng", Eye("Hồ Quốc Dũng", 0.9), Eye("Mô Quốc Dũng", 0.4))
    assert found.text == "Hồ Quốc Dũng"
    assert max(word.confidence for word in found.words) == 0.5


def test_a_sure_name_and_other_lines_stay() -> None:
    assert signed("Trần Hoàng Tuấn", Eye("Lê Hoàng Tuấn Anh", 0.9)).text == "Trần Hoàng Tuấn"
    assert signed("Hồng Hà", Eye("Kính gửi Bộ Y tế", 0.9)).text == "Hồng Hà"
