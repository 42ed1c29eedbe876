"""Seals, signatures, frames and columns: what goes, what stays, what is looked at again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from ocr.again import merged, overlooked
from ocr.columns import read_unfolded, zones_of
from ocr.scrawl import without_inside, without_scrawl
from ocr.words import ReadWord
from tests.ocr.test_reader import FONTS

if TYPE_CHECKING:
    from ocr.raster import Pixels

DPI = 200


def sheet() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("L", (1654, 1200), 255)
    return image, ImageDraw.Draw(image)


def font(size: int = 36) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS.format("Bold"), size)


def ink(pixels: Pixels, box: tuple[int, int, int, int]) -> int:
    left, top, right, bottom = box
    return int((np.asarray(pixels)[top:bottom, left:right] < 128).sum())


def test_a_seal_goes_and_the_line_through_it_stays() -> None:
    image, pen = sheet()
    pen.ellipse((900, 300, 1180, 580), outline=0, width=5)
    pen.text((920, 420), "PHÓ CỤC", 0, font(38))
    for row in range(5):
        pen.text((200, 700 + 60 * row), "Giao Phòng Nội vụ chủ trì, phối hợp", 0, font())
    before = np.asarray(image)
    cleared = without_scrawl(before, DPI)
    ring = (1020, 296, 1060, 312)
    assert ink(before, ring) > 0
    assert ink(cleared.pixels, ring) == 0
    letters = (925, 425, 960, 465)
    assert ink(cleared.pixels, letters) > 0.9 * ink(before, letters)
    body = (200, 700, 1200, 1000)
    assert ink(cleared.pixels, body) == ink(before, body)


def test_print_that_runs_together_is_no_scrawl() -> None:
    image, pen = sheet()
    for row in range(18):
        pen.text((150, 80 + 40 * row), "Kết luận của Chủ tịch tại cuộc họp", 0, font(44))
    pen.line((160, 60, 160, 800), fill=0, width=4)
    pen.line((500, 60, 500, 800), fill=0, width=4)
    before = np.asarray(image)
    cleared = without_scrawl(before, DPI).pixels
    lines = (520, 60, 900, 800)
    assert ink(cleared, lines) > 0.9 * ink(before, lines)


def test_a_stamp_frame_is_found_and_emptied_but_for_the_line_that_leaves_it() -> None:
    image, pen = sheet()
    pen.rectangle((100, 200, 450, 420), outline=0, width=4)
    pen.text((130, 240), "ĐẾN Số: 12", 0, font(30))
    pen.text((200, 340), "Kết luận của Phó Chủ tịch tại cuộc họp", 0, font())
    for row in range(4):
        pen.text((100, 700 + 60 * row), "Giao Phòng Nội vụ chủ trì, phối hợp", 0, font())
    before = np.asarray(image)
    cleared = without_scrawl(before, DPI)
    assert len(cleared.frames) == 1
    left, top, right, bottom = cleared.frames[0]
    assert abs(left - 100) < 4
    assert abs(bottom - 420) < 4
    emptied = without_inside(cleared.pixels, (left, top, right, bottom), DPI)
    assert ink(emptied, (120, 240, 400, 280)) == 0
    line = (200, 345, 440, 380)
    assert ink(emptied, line) > 0.9 * ink(before, line)


def columns_sheet() -> Pixels:
    image, pen = sheet()
    pen.text(
        (200, 60),
        "Các cơ quan theo dõi, đôn đốc thực hiện thông báo này đúng thời hạn",
        0,
        font(32),
    )
    for row in range(5):
        pen.text((200, 200 + 41 * row), "- Các sở, ban;", 0, font(26))
    for row, text in enumerate(("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")):
        pen.text((1000, 205 + 58 * row), text, 0, font(36))
    return np.asarray(image)


def test_recipients_beside_the_signer_are_a_zone_of_two_columns() -> None:
    zones = zones_of(columns_sheet(), DPI)
    assert len(zones) == 1
    assert 100 < zones[0].top <= 205
    assert 400 < zones[0].gutter < 1000


class Rows:
    """A recogniser that gives one word for every row of ink, boxed as it stands."""

    engine = "rows"
    keeps_columns = False

    def words(self, pixels: Pixels, dpi: float, *, timeout: float) -> list[ReadWord]:
        assert min(dpi, timeout) > 0
        rows = (pixels < 128).any(axis=1).astype(np.int8)
        edges = np.flatnonzero(np.diff(np.concatenate(([0], rows, [0]))))
        found = []
        for top, bottom in zip(edges[::2], edges[1::2], strict=True):
            columns = np.flatnonzero((pixels[top:bottom] < 128).any(axis=0))
            box = (float(columns[0]), float(top), float(columns[-1] + 1), float(bottom))
            found.append(ReadWord("x", *box))
        return found


def test_words_of_unfolded_columns_come_back_to_their_place() -> None:
    pixels = columns_sheet()
    words = [w for w in read_unfolded(pixels, DPI, Rows(), timeout=9) if w.height > 12]
    covered = np.zeros(pixels.shape, bool)
    for word in words:
        covered[int(word.top) : int(word.bottom), int(word.left) : int(word.right)] = True
    assert (pixels < 128)[covered].sum() > 0.95 * (pixels < 128).sum()
    # No word spans both columns.
    assert not [w for w in words if w.top > 150 and w.left < 600 < w.right]


def word(text: str, left: float, confidence: float) -> ReadWord:
    return ReadWord(text, left, 0, left + 20 * len(text), 30, confidence)


def test_a_second_reading_replaces_what_it_reads_better_and_nothing_else() -> None:
    old = [word("ĐƯỢC", 0, 0.95), word("VAN", 200, 0.9), word("PHONG", 300, 0.9)]
    new = [word("ĐƯỌC", 0, 0.97), word("VĂN", 200, 0.92), word("PHÒNG", 300, 0.93)]
    gone, better = merged(old, new)
    assert [w.text for w in gone] == ["VAN", "PHONG"]
    assert [w.text for w in better] == ["VĂN", "PHÒNG"]


def test_garbage_is_never_better() -> None:
    assert merged([], [word("‡§~", 0, 0.9), word("Fe", 90, 0.2)]) == ([], [])


def test_ink_that_no_word_covers_is_found() -> None:
    from ocr.again import spot_of  # noqa: PLC0415

    image, pen = sheet()
    pen.text((200, 100), "Giao Phòng Nội vụ chủ trì", 0, font())
    pen.text((900, 600), "Nguyễn Văn An", 0, font())
    left, top, right, bottom = pen.textbbox((200, 100), "Giao Phòng Nội vụ chủ trì", font())
    read = ReadWord("Giao", left, top, right, bottom, 0.9)
    found = overlooked(np.asarray(image), [spot_of([read])])
    assert len(found) == 1
    assert abs(found[0].left - 900) < 12
