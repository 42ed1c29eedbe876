"""Hidden text layers that belong to the image over them, and such as do not."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from models import PageKind
from ocr import inspect, pdf
from ocr.agreement import belongs
from ocr.raster import page_raster
from ocr.reader import read
from ocr.recognise import Tesseract
from ocr.settings import ReadSettings
from ocr.source import open_source
from samples.compose import compose
from samples.pack import pack
from samples.scan import Damage, scan

if TYPE_CHECKING:
    from pathlib import Path

    from samples.sheet import Sheet


@pytest.fixture
def layered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the file is written; layers hold what they are given, letter for letter."""
    monkeypatch.setattr("samples.pack.misread", lambda text, _random: text)
    return tmp_path / "a.pdf"


def first_sheet(seed: str) -> Sheet:
    return compose(Random(seed)).sheets[0]


def moved(sheet: Sheet, down: float) -> Sheet:
    pieces = tuple(piece.model_copy(update={"y": piece.y + down}) for piece in sheet.pieces)
    return sheet.model_copy(update={"pieces": pieces})


def write(path: Path, image: Sheet, layer: Sheet) -> None:
    path.write_bytes(pack(scan([image], Damage(skew=0.4, grain=3)), 200, hidden=[layer]))


def judged(path: Path) -> bool:
    source = open_source(path, max_bytes=10**8)
    with pdf.open_pdf(source, max_pages=1) as document:
        facts = inspect.inspect_page(document, 0, source)
        assert facts is not None
        assert facts.kind is PageKind.SCAN_WITH_TEXT
        raster = page_raster(document[0], 1, source, ReadSettings())
    return belongs(raster, facts.words, Tesseract("vie", psm=6), timeout=60)


def test_the_layer_of_its_own_page_is_believed(layered: Path) -> None:
    sheet = first_sheet("robust")
    write(layered, sheet, sheet)
    page = read(layered, repairer=None).pages[0]
    assert page.kind is PageKind.SCAN_WITH_TEXT
    assert page.engine is None


def test_the_layer_of_another_page_is_not(layered: Path) -> None:
    write(layered, first_sheet("robust"), first_sheet("another"))
    assert not judged(layered)


@pytest.mark.parametrize("down", [-21.0, 21.0])
def test_a_layer_a_line_too_low_or_too_high_is_not(layered: Path, down: float) -> None:
    sheet = first_sheet("robust")
    write(layered, sheet, moved(sheet, down))
    assert not judged(layered)


def test_the_layer_of_half_the_page_is_not(layered: Path) -> None:
    sheet = first_sheet("robust")
    half = sheet.model_copy(update={"pieces": sheet.pieces[len(sheet.pieces) * 2 // 3 :]})
    write(layered, sheet, half)
    assert not judged(layered)
