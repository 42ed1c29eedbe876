"""Dust goes, every printed mark stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from ocr.specks import without_specks
from samples.layout import lay_out
from samples.scan import Damage, scan
from samples.seed import STYLE, draft

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL import Image

    from ocr.raster import Pixels
    from samples.sheet import Sheet


def _grey(image: Image.Image) -> Pixels:
    return np.asarray(image.convert("L"))


@pytest.fixture(scope="module")
def sheets() -> Sequence[Sheet]:
    return lay_out(draft(preprinted=False), STYLE)[:1]


@pytest.mark.parametrize("dpi", [150, 200, 300])
def test_a_clean_page_stays_as_it_is(sheets: Sequence[Sheet], dpi: int) -> None:
    grey = _grey(scan(sheets, Damage(dpi=dpi))[0])
    assert np.array_equal(without_specks(grey, dpi), grey)


@pytest.mark.parametrize("dpi", [200, 300])
@pytest.mark.parametrize("colour", ["grey", "bilevel"])
def test_dust_goes_and_print_stays(sheets: Sequence[Sheet], dpi: int, colour: str) -> None:
    whole = _grey(scan(sheets, Damage(dpi=dpi, colour=colour))[0]) < 128  # type: ignore[arg-type]
    dusty = _grey(scan(sheets, Damage(dpi=dpi, colour=colour, speckle=5e-4))[0])  # type: ignore[arg-type]
    cleaned = without_specks(dusty, dpi) < 128
    print_ = cv2.erode(whole.astype(np.uint8), np.ones((2, 2), np.uint8)) > 0
    assert np.mean(cleaned[print_]) > 0.998
    near = cv2.dilate(whole.astype(np.uint8), np.ones((7, 7), np.uint8)) > 0
    dust_before = np.count_nonzero((dusty < 128) & ~near)
    assert np.count_nonzero(cleaned & ~near) < 0.03 * dust_before


def test_a_page_of_nothing_stays() -> None:
    paper = np.full((300, 200), 255, np.uint8)
    assert np.array_equal(without_specks(paper, 200), paper)
