"""Impossible numbers are mended where that is plain, else doubted; a person is told of both."""

from __future__ import annotations

import pytest

from models import LineRole
from ocr.plausible import in_sequence, plausible
from ocr.words import ReadLine, ReadWord


def judged(text: str, **rivals: str) -> tuple[ReadWord, ...]:
    """The words of a line; ``w1="30/4"`` is what another reader makes of the second."""
    words = tuple(
        ReadWord(one, 0, 0, 9, 9, 0.99, rival=rivals.get(f"w{at}"))
        for at, one in enumerate(text.split())
    )
    return plausible([ReadLine(words)])[0].words


@pytest.mark.parametrize(
    ("read", "want"),
    [
        ("l5. Xe tời điện", "15. Xe tời điện"),
        ("ngày 3O tháng 6 năm 2O24", "ngày 30 tháng 6 năm 2024"),
        ("số 04/2008/UBTVQHI2", "số 04/2008/UBTVQH12"),
        ("Phụ lục IH", "Phụ lục III"),
        ("Quý lI năm 2024", "Quý II năm 2024"),
        ("HII. Nhận xét", "III. Nhận xét"),
        ("2,1. Giao Sở Y tế", "2.1. Giao Sở Y tế"),
    ],
)
def test_look_alikes_are_mended_and_flagged(read: str, want: str) -> None:
    words = judged(read)
    assert " ".join(word.text for word in words) == want
    for word, old in zip(words, read.split(), strict=True):
        changed = word.text != old
        assert (word.rival is not None, word.first is not None, word.confidence < 0.6) == (
            (changed,) * 3
        )


@pytest.mark.parametrize(
    "read",
    ["Hà Nội", "Ủy ban MTTQ", "khu H", "tổ HH", "Điều 3a", "cấp II", "quý 1", "5 Ha", "mẫu IV.1"],
)
def test_other_texts_stay(read: str) -> None:
    words = judged(read)
    assert " ".join(word.text for word in words) == read
    assert all(word.rival is None for word in words)


@pytest.mark.parametrize(
    ("read", "at"),
    [
        ("trước ngày 31/02/2024.", 2),
        ("ngày 37 tháng 5", 1),
        ("ngày 31 tháng 6 năm 2024", 3),
        ("ngày 31 tháng 13 năm 2024", 3),
        ("tháng 5 năm 2824", 3),
        ("ngày 45/11", 1),
    ],
)
def test_what_no_calendar_has_is_flagged(read: str, at: int) -> None:
    words = judged(read)
    flagged = [place for place, word in enumerate(words) if word.rival is not None]
    assert flagged == [at]
    assert words[at].confidence < 0.6


@pytest.mark.parametrize(
    "read",
    [
        "ngày 29/02/2024", "ngày 31 tháng 12 năm 2024", "12/15 chỉ tiêu", "năm 1802", "17/22 xã",
        "ngày 13/5, gồm", "quý 3/2024", "tỷ lệ 98,5%", "trong 45 ngày", "30 ngày 15 giờ",
    ],
)  # fmt: skip
def test_possible_numbers_stay_sure(read: str) -> None:
    assert all(word.rival is None and word.confidence == 0.99 for word in judged(read))


def test_the_reader_that_saw_a_possible_day_is_believed_with_a_flag() -> None:
    word = judged("trước ngày 80/6/2024;", w2="30/6/2024;")[2]
    assert (word.text, word.rival, word.first) == ("30/6/2024;", "80/6/2024;", "80/6/2024;")
    assert word.confidence < 0.6


def test_noise_is_left_alone() -> None:
    row = ReadLine((ReadWord("l5", 0, 0, 9, 9),), LineRole.NOISE)
    assert plausible([row]) == [row]


@pytest.mark.parametrize(
    ("read", "want", "at"),
    [
        ("ngày 1 1 tháng 4 năm 2024", "ngày 11 tháng 4 năm 2024", 1),
        ("tháng 1 2 năm 2024", "tháng 12 năm 2024", 1),
        ("trong năm 20 24, các sở", "trong năm 2024, các sở", 2),
    ],
)
def test_a_number_that_fell_in_two_is_put_together_with_a_flag(
    read: str, want: str, at: int
) -> None:
    words = judged(read)
    assert " ".join(word.text for word in words) == want
    halves = " ".join(read.split()[at : at + 2])
    assert (words[at].first, words[at].rival) == (halves, halves)
    assert words[at].confidence < 0.6


@pytest.mark.parametrize("read", ["ngày 4 1 tháng", "mục 1 2 phần", "năm 20 người", "năm 20 245"])
def test_other_numbers_side_by_side_stay_two(read: str) -> None:
    assert " ".join(word.text for word in judged(read)) == read


def sections(*heads: tuple[str, str | None]) -> list[ReadWord]:
    """The numbers of sections, one a page, with what another reader makes of them."""
    pages = [
        [ReadLine((ReadWord(text, 0, 0, 9, 9, 0.99, rival=rival), ReadWord("VỀ", 20, 0, 30, 9)))]
        for text, rival in heads
    ]
    return [page[0].words[0] for page in in_sequence(pages)]


def test_the_section_after_the_second_is_the_third_where_a_reader_saw_it() -> None:
    words = sections(("I.", None), ("II.", None), ("II.", "III."), ("IV.", None))
    assert [word.text for word in words] == ["I.", "II.", "III.", "IV."]
    assert (words[2].rival, words[2].confidence) == ("II.", 0.5)
    assert [word.rival for word in words[:2]] == [None, None]


def test_a_section_that_comes_twice_is_doubted() -> None:
    words = sections(("I.", None), ("II.", None), ("II.", None))
    assert (words[2].text, words[2].rival, words[2].confidence) == ("II.", "", 0.5)


def test_sections_that_begin_again_stay() -> None:
    words = sections(("I.", None), ("II.", None), ("I.", None), ("I.", None), ("II.", "III."))
    assert [word.text for word in words] == ["I.", "II.", "I.", "I.", "II."]
    assert all(word.confidence == 0.99 for word in words)
