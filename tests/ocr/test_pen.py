"""Digits before a symbol that a pen wrote."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from models import LineRole
from ocr.pen import penned
from ocr.words import ReadLine, ReadWord
from tests.ocr.test_reader import FONTS


def number_line(digits: str, size: int, *, apart: bool) -> tuple[ReadLine, np.ndarray]:
    """The line "Số: <digits>/TB-BXD" whose digits have a size of their own, and its picture."""
    image = Image.new("L", (700, 160), 255)
    pen = ImageDraw.Draw(image)
    left, words = 20.0, []
    for text, points in (("Số: ", 40), (digits, size), (" /TB-BXD" if apart else "/TB-BXD", 40)):
        font = ImageFont.truetype(FONTS.format("Regular"), points)
        pen.text((left, 100), text, 0, font, anchor="ls")
        right = left + pen.textlength(text, font)
        words.append(ReadWord(text.strip(), left, 70, right, 105, 0.95))
        left = right
    if not apart:
        last = words.pop()
        words[-1] = words[-1]._replace(text=digits + last.text, right=last.right)
    return ReadLine(tuple(words), LineRole.LETTERHEAD), np.asarray(image)


@pytest.mark.parametrize("apart", [True, False])
def test_digits_higher_than_the_symbol_are_doubtful(*, apart: bool) -> None:
    line, pixels = number_line("402", 58, apart=apart)
    word = penned([line], pixels)[0].words[1]
    assert (word.text.split("/")[0], word.confidence) == ("402", 0.55)
    assert word.rival is not None


@pytest.mark.parametrize("apart", [True, False])
def test_printed_digits_are_sure(*, apart: bool) -> None:
    line, pixels = number_line("402", 40, apart=apart)
    assert penned([line], pixels) == [line]
