"""Paper and ink: faint print, sparse pages, large skew, uneven pixels, sheets of two pages."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from ocr.clean import clean, is_bilevel, skew_of
from ocr.raster import Raster, _square
from ocr.rings import rings_of
from ocr.scrawl import without_scrawl
from ocr.spread import gutter
from tests.ocr.test_reader import FONTS

TEXT = "Giao Phòng Nội vụ chủ trì, phối hợp với các cơ quan liên quan"
DPI = 100


def printed(width: int, height: int, columns: tuple[int, ...], ink: int = 0) -> Image.Image:
    """Rows of print that begin at the columns."""
    image = Image.new("L", (width, height), 250)
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype(FONTS.format("Regular"), 19)
    for left in columns:
        for row in range(20):
            pen.text((left, 90 + 28 * row), TEXT, ink, font)
    return image


@pytest.mark.parametrize("ink", [120, 185])
def test_faint_print_becomes_black_and_paper_stays_white(ink: int) -> None:
    pixels = clean(Raster(np.asarray(printed(827, 1169, (100,), ink)), 100)).pixels
    assert np.mean(pixels < 60) > 0.01
    assert np.mean(pixels > 240) > 0.85


@pytest.mark.parametrize(("dpi", "wanted"), [(600, 300), (400, 400), (300, 300), (100, 300)])
def test_fine_scans_are_brought_to_the_readers_resolution(dpi: int, wanted: int) -> None:
    pixels = np.asarray(printed(827, 1169, (100,)))
    page = clean(Raster(pixels, dpi))
    assert page.dpi == pytest.approx(wanted)
    assert page.pixels.shape == pytest.approx(np.array(pixels.shape) * wanted / dpi, abs=1)
    assert np.mean(page.pixels < 160) > 0.4 * np.mean(pixels < 128)


def test_a_red_stamp_goes_and_the_print_below_it_stays() -> None:
    page = printed(827, 1169, (100,)).convert("RGB")
    stamp = Image.new("RGB", page.size, (255, 255, 255))
    pen = ImageDraw.Draw(stamp)
    for at in range(0, 300, 30):
        pen.line((100, 100 + at, 500, 100 + at), fill=(150, 90, 95), width=2)
    plain, stamped = (
        clean(Raster(np.asarray(image), DPI)).pixels
        for image in (page, ImageChops.multiply(page, stamp))
    )
    assert np.mean(stamped[plain < 100] < 130) > 0.97
    assert np.mean(stamped[plain > 240] < 225) < 0.001


def test_a_sparse_grey_page_is_no_fax() -> None:
    noise = np.random.default_rng(1).normal(0, 4, (1169, 827))
    grey = np.full((1169, 827), 250.0) + noise
    grey[100:120, 100:400] = 20 + noise[100:120, 100:400]
    grey[300:340, 100:400] = 200
    assert not is_bilevel(grey.clip(0, 255).astype(np.uint8))
    assert is_bilevel(np.where(grey < 128, 0, 255).astype(np.uint8))


@pytest.mark.parametrize("angle", [-8.0, 4.5, 9.0])
def test_a_page_laid_askew_is_measured(angle: float) -> None:
    turned = printed(827, 1169, (100,)).rotate(angle, Image.Resampling.BICUBIC, fillcolor=250)
    assert skew_of(np.asarray(turned)) == pytest.approx(angle, abs=0.3)


def test_a_fax_of_half_the_rows_gets_square_pixels() -> None:
    pixels = np.zeros((50, 100), np.uint8)
    assert _square(pixels, 2.0).shape == (100, 100)
    assert _square(pixels, 1.01) is pixels


def test_two_pages_side_by_side_are_parted_between_them() -> None:
    pixels = np.asarray(printed(1654, 1169, (100, 927)))
    at = gutter(pixels, DPI)
    assert at is not None
    assert 700 < at < 927


def test_a_landscape_page_is_one_page() -> None:
    page = printed(1169, 827, (80, 560))
    assert gutter(np.asarray(page), DPI) is None
    wide = printed(1654, 1169, (100,))
    assert gutter(np.asarray(wide), DPI) is None


def test_letters_under_the_ring_of_a_seal_stay_whole() -> None:
    image = Image.new("L", (1200, 900), 255)
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype(FONTS.format("Bold"), 40)
    pen.text((330, 285), "KT. CHỦ TỊCH", 0, font)
    for row in range(4):
        pen.text((60, 640 + 55 * row), TEXT, 0, ImageFont.truetype(FONTS.format("Regular"), 36))
    clear = np.asarray(image)
    pen.ellipse((250, 310, 534, 594), outline=0, width=5)
    pen.ellipse((290, 350, 494, 554), outline=0, width=3)
    found = without_scrawl(np.asarray(image), 200)
    title = (slice(280, 330), slice(325, 460))
    wanted = clear[title] < 128
    assert np.mean(found.pixels[title][wanted] < 128) > 0.7
    assert np.mean(found.pixels[400:560, 240:540] < 128) < 0.002


def test_a_page_of_print_has_no_rings() -> None:
    dark = np.asarray(printed(827, 1169, (60,))) < 128
    assert rings_of(dark, [(0, 0, 827, 1169)], DPI) is None


def test_a_frame_full_of_words_has_no_rings() -> None:
    image = Image.new("L", (600, 400), 255)
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype(FONTS.format("Bold"), 13)
    for row in range(14):
        pen.text((100, 60 + 14 * row), "CỔNG THÔNG TIN ĐIỆN TỬ CHÍNH PHỦ ĐẾN NGÀY", 0, font)
    pen.rectangle((90, 50, 500, 260), outline=0, width=3)
    assert rings_of(np.asarray(image) < 128, [(90, 50, 501, 261)], 150) is None
