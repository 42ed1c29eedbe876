"""Tesseract's network in this process: its file, its lines, beside the program itself."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from ocr import traineddata
from ocr.consensus import Consensus
from ocr.linereader import LineReader
from ocr.reader import read
from ocr.recognise import Tesseract, data_folder
from ocr.settings import ReadSettings
from tests.ocr.test_reader import FONTS

if TYPE_CHECKING:
    from pathlib import Path

    from ocr.raster import Pixels
    from ocr.words import ReadWord

LINES = (
    "1. Giao Sở Tài chính chủ trì, phối hợp với Sở Nội vụ rà soát, tham mưu",
    "Ủy ban nhân dân tỉnh hoàn thành trước ngày 31/10/2024, giải ngân 98,5%.",
    "2. Văn phòng theo dõi, đôn đốc việc thực hiện thông báo này./.",
)


@pytest.fixture(scope="module")
def reader() -> LineReader:
    loaded = LineReader.load("vie")
    assert loaded is not None
    return loaded


def page(*lines: str, blur: float = 0.0) -> Pixels:
    sheet = Image.new("L", (2000, 200 + 90 * len(lines)), 255)
    pen, font = ImageDraw.Draw(sheet), ImageFont.truetype(FONTS.format("Regular"), 50)
    for row, text in enumerate(lines):
        pen.text((120, 100 + 90 * row), text, 0, font)
    return np.asarray(sheet.filter(ImageFilter.GaussianBlur(blur)) if blur else sheet)


def words(reader: LineReader, pixels: Pixels) -> list[ReadWord]:
    return reader.words(pixels, 300, timeout=30)


def test_reads_what_is_printed_and_is_sure(reader: LineReader) -> None:
    found = words(reader, page(*LINES))
    assert [word.text for word in found] == " ".join(LINES).split()
    assert min(word.confidence for word in found) > 0.8


def test_its_words_stand_where_tesseract_sees_them(reader: LineReader) -> None:
    pixels = page(*LINES)
    own = words(reader, pixels)
    twins = {word.text: word for word in own if [w.text for w in own].count(word.text) == 1}
    shared = [word for word in Tesseract().words(pixels, 300, timeout=60) if word.text in twins]
    assert len(shared) > 0.7 * len(own)
    for word in shared:
        twin = twins[word.text]
        for side in ("left", "right", "bottom"):
            assert abs(getattr(word, side) - getattr(twin, side)) <= 4
        # The highest marks of capitals lie where a neighbour's tails may hang.
        assert abs(word.top - twin.top) <= 12


def test_a_line_reads_the_same_alone_and_beside_wider_ones(reader: LineReader) -> None:
    short = "và Sở Y tế;"
    alone = words(reader, page(short))
    beside = [word for word in words(reader, page(LINES[0], short, LINES[1])) if word.row == 1]
    assert [word.text for word in alone] == [word.text for word in beside] == short.split()
    for one, other in zip(alone, beside, strict=True):
        assert one.confidence == pytest.approx(other.confidence, abs=0.02)


def test_doubt_grows_with_blur(reader: LineReader) -> None:
    sharp, blurred = (words(reader, page(*LINES, blur=blur)) for blur in (0.0, 6.0))
    means = [np.mean([word.confidence for word in found]) for found in (sharp, blurred)]
    assert means[0] > means[1] + 0.05


def test_an_empty_page_has_no_words(reader: LineReader) -> None:
    assert words(reader, np.full((400, 300), 255, np.uint8)) == []


def test_columns_are_kept_apart(reader: LineReader) -> None:
    sheet = Image.new("L", (2400, 400), 255)
    pen, font = ImageDraw.Draw(sheet), ImageFont.truetype(FONTS.format("Bold"), 50)
    for row, (left, right) in enumerate((("ỦY BAN NHÂN DÂN", "CỘNG HÒA"), ("TỈNH AN", "Độc lập"))):
        pen.text((120, 100 + 90 * row), left, 0, font)
        pen.text((1500, 130 + 90 * row), right, 0, font)
    rows: dict[int | None, list[str]] = {}
    for word in words(reader, np.asarray(sheet)):
        rows.setdefault(word.row, []).append(word.text)
    assert sorted(" ".join(row) for row in rows.values()) == [
        "CỘNG HÒA", "TỈNH AN", "Độc lập", "ỦY BAN NHÂN DÂN",
    ]  # fmt: skip


def test_network_spells_vietnamese() -> None:
    folder = data_folder()
    assert folder is not None
    network = traineddata.load(folder / "vie.traineddata")
    assert {"ệ", "Ữ", "đ", "7", "%", " "} <= set(network.symbols)
    assert network.symbols[network.blank] == ""
    assert network.output.shape == (len(network.symbols), len(network.last.cell) + 1)


@pytest.mark.parametrize("damage", ["empty", "cut", "other", "offsets"])
def test_other_files_are_refused(damage: str, tmp_path: Path) -> None:
    folder = data_folder()
    assert folder is not None
    whole = (folder / "vie.traineddata").read_bytes()
    path = tmp_path / "vie.traineddata"
    path.write_bytes(
        {
            "empty": b"",
            "cut": whole[: len(whole) // 2],
            "other": whole.replace(b"SummLSTM", b"LSTMSumm"),
            "offsets": struct.pack("<i3q", 3, 10**15, -1, 5) + whole[:100],
        }[damage]
    )
    with pytest.raises(traineddata.UnknownNetwork):
        traineddata.load(path)


def test_unknown_language_is_left_to_the_program() -> None:
    assert LineReader.load("xyz") is None


def test_other_languages_are_read_by_the_program(tmp_path: Path) -> None:
    consensus = Consensus.load()
    assert consensus is not None
    path = tmp_path / "a.png"
    Image.fromarray(page(*LINES)).save(path, dpi=(300, 300))
    engines = [
        read(path, repairer=None, settings=settings, consensus=consensus).pages[0].engine or ""
        for settings in (ReadSettings(), ReadSettings(languages="vie+eng"))
    ]
    assert ["ONNX" in engine for engine in engines] == [True, False]
