"""Titles that a seal half hides."""

from __future__ import annotations

import pytest

from models import LineRole
from ocr.signer import titled
from ocr.words import ReadLine, ReadWord


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
    ],
)
def test_two_lines_that_end_alike_are_head_and_deputy(
    read: tuple[str, ...], printed: tuple[str, ...]
) -> None:
    found = titled(lines(*read))
    assert tuple(line.text for line in found) == printed


def test_what_is_put_in_is_doubtful() -> None:
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
