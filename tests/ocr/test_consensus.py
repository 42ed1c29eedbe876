"""Two readers on one page: what they settle, and how sure they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from models import EditKind
from ocr.consensus import Consensus
from ocr.mend import mend
from ocr.numbers import asked, compare, judged
from ocr.second import NEVER
from ocr.words import ReadLine, ReadWord
from tests.ocr.test_reader import FONTS

if TYPE_CHECKING:
    from ocr.raster import Pixels

TEXT = "Bộ Giáo dục và Đào tạo khẩn trương hoàn thiện hồ sơ trình Thủ tướng trước ngày 15/4/2024"


@pytest.fixture(scope="module")
def consensus() -> Consensus:
    loaded = Consensus.load()
    assert loaded is not None
    return loaded


def drawn(text: str) -> tuple[Pixels, list[ReadWord]]:
    """A line of print and the boxes of its words, each read without any doubt."""
    font = ImageFont.truetype(FONTS.format("Regular"), 50)
    sheet = Image.new("L", (2200, 220), 255)
    pen = ImageDraw.Draw(sheet)
    words = []
    left = 60.0
    for word in text.split():
        x0, y0, x1, y1 = pen.textbbox((left, 80), word, font)
        pen.text((left, 80), word, 0, font)
        words.append(ReadWord(word, x0, y0, x1, y1, 0.97))
        left = x1 + 14
    return np.asarray(sheet), words


def misread(words: list[ReadWord], at: int, text: str, confidence: float) -> list[ReadWord]:
    result = list(words)
    result[at] = words[at]._replace(text=text, confidence=confidence)
    return result


def settled(consensus: Consensus, pixels: Pixels, words: list[ReadWord]) -> tuple[ReadWord, ...]:
    return consensus.settle(pixels, [ReadLine(tuple(words))])[0].words


def test_what_both_read_stays_and_is_sure(consensus: Consensus) -> None:
    pixels, words = drawn(TEXT)
    result = settled(consensus, pixels, words)
    assert " ".join(word.text for word in result) == TEXT
    assert all(word.first is None and word.rival is None for word in result)
    assert min(word.confidence for word in result) > 0.9


@pytest.mark.parametrize(("at", "wrong"), [(2, "đục"), (6, "khân"), (8, "hoân"), (10, "hỗ")])
def test_a_wrong_mark_is_settled_by_image_and_language(
    consensus: Consensus, at: int, wrong: str
) -> None:
    pixels, words = drawn(TEXT)
    result = settled(consensus, pixels, misread(words, at, wrong, 0.85))
    assert result[at].text == words[at].text
    assert result[at].first == wrong


def test_a_word_outside_the_language_that_both_read_stays(consensus: Consensus) -> None:
    pixels, words = drawn("Công ty Vinacontrol tại Petrovietnam")
    result = settled(consensus, pixels, words)
    assert " ".join(word.text for word in result) == "Công ty Vinacontrol tại Petrovietnam"


def test_readers_that_differ_on_digits_change_none(consensus: Consensus) -> None:
    pixels, words = drawn(TEXT)
    result = settled(consensus, pixels, misread(words, -1, "16/4/2024", 0.96))
    assert result[-1].text == "16/4/2024"
    assert result[-1].rival == "15/4/2024"
    assert result[-1].confidence <= 0.5


def test_the_number_of_a_column_is_taken_from_the_second_with_a_flag(consensus: Consensus) -> None:
    pixels, words = drawn("Cột (3)")
    word = settled(consensus, pixels, misread(words, -1, "@)", 0.9))[-1]
    assert (word.text, word.rival, word.first) == ("(3)", "@)", "@)")
    assert word.confidence <= 0.5


def test_capitals_are_less_sure_than_small_letters(consensus: Consensus) -> None:
    pixels, words = drawn("nhân dân NHÂN DÂN")
    small, large = (
        [word.confidence for word in settled(consensus, pixels, words)][part]
        for part in (slice(2), slice(2, 4))
    )
    assert min(small) > 0.99
    assert max(large) < 0.97


def test_a_mark_that_both_missed_is_weighed(consensus: Consensus) -> None:
    pixels, words = drawn(TEXT.replace("Thủ", "Thù"))
    word = next(word for word in settled(consensus, pixels, words) if word.text[:1] == "T")
    assert word.text == "Thủ" or word.confidence < 0.95


class Scripted:
    """A recogniser that reads the same on every row of a sheet of crops."""

    engine = "scripted"
    keeps_columns = False

    def __init__(self, *texts: str) -> None:
        self.texts = texts

    def words(self, pixels: Pixels, dpi: float, *, timeout: float) -> list[ReadWord]:
        assert pixels.shape[0] > 0
        assert min(dpi, timeout) > 0
        return [
            ReadWord(text, 60, 30 + 120 * row, 200, 86 + 120 * row)
            for row, text in enumerate(self.texts)
        ]


def test_the_crop_decides_between_two_readings_of_a_number() -> None:
    pixels, words = drawn("chiếm 35,5% và 17/22 đơn vị")
    quarrel = misread(words, 1, "36,5%", 0.5)
    quarrel[1] = quarrel[1]._replace(rival="35,5%")
    quarrel[3] = quarrel[3]._replace(rival="77/22", confidence=0.5)
    lines = [ReadLine(tuple(quarrel))]
    (line,) = compare(pixels, lines, Scripted("35,5%", "11/22"), timeout=9)
    assert [line.words[1].text, line.words[3].text] == ["35,5%", "17/22"]
    assert line.words[3].confidence < 0.5
    mended = mend([[line]], None, damage="vie", boxes=True)
    assert [(e.raw, e.text, e.kind, e.review) for e in mended.edits] == [
        ("36,5%", "35,5%", EditKind.SECOND_READING, True),
        ("17/22", "17/22", EditKind.SECOND_READING, True),
    ]


def test_without_a_second_reader_every_number_is_compared_with_its_crop() -> None:
    pixels, words = drawn("ngày 19 tháng 3 năm 2024")
    lines = asked([ReadLine(tuple(words))])
    (line,) = compare(pixels, lines, Scripted("19", "3", "2021"), timeout=9)
    assert [word.text for word in line.words] == ["ngày", "19", "tháng", "3", "năm", "2024"]
    assert [word.confidence for word in line.words] == [0.97, 0.99, 0.97, 0.99, 0.97, 0.4]
    assert line.words[5].rival == "2021"


def test_a_rival_takes_the_punctuation_of_the_first() -> None:
    word = ReadWord("(35,6%);", 0, 0, 9, 9, 0.5, rival="35.8%")
    assert judged(word, "35,8%").text == "(35.8%);"


def test_likelihoods_rank_what_is_printed_first(consensus: Consensus) -> None:
    pixels, words = drawn("thẩm quyền quyết định")
    glimpse = consensus.reader.glimpses(pixels, words)[0]
    scores = consensus.reader.likelihoods(glimpse.logs, ["thẩm", "thâm", "thấm", "thảm", "ʘ"])
    assert int(scores.argmax()) == 0
    assert scores[-1] == NEVER
