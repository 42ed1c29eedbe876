"""Pages drawn with their boxes, confidence in colour: for eyes that judge a reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw

from models import LineRole
from ocr import pdf
from ocr.clean import clean
from ocr.raster import Raster, image_rasters, page_raster
from ocr.settings import ReadSettings
from ocr.source import MediaType, open_source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from models import Page, Reading
    from ocr.source import Source

_ROLE_COLOURS = {
    LineRole.LETTERHEAD: (30, 90, 220),
    LineRole.CLOSING: (130, 40, 190),
    LineRole.BODY: (120, 120, 120),
    LineRole.TABLE: (0, 140, 140),
    LineRole.FOOTNOTE: (120, 90, 0),
}
_APART = (230, 120, 0)
"""Stamps, handwriting, page numbers and noise: no page text."""
_SHOWN_DPI = 110.0
_DEFAULT = ReadSettings()


def draw_pages(
    path: Path, reading: Reading, folder: Path, settings: ReadSettings = _DEFAULT
) -> list[Path]:
    """One PNG a page of ``reading`` into ``folder``; text files give none.

    Words are filled green (sure) to red (doubtful), lines framed by their role, and each frame
    of a printed line bears its place in the reading order.
    """
    source = open_source(path, max_bytes=settings.max_bytes)
    if source.media_type is MediaType.TEXT:
        return []
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for page, raster in zip(reading.pages, _rasters(source, settings), strict=False):
        target = folder / f"{path.stem}-{page.number:03}.png"
        _drawn(page, raster).save(target)
        written.append(target)
    return written


def _rasters(source: Source, settings: ReadSettings) -> Iterator[Raster]:
    if source.media_type is not MediaType.PDF:
        yield from image_rasters(source, settings)
        return
    with pdf.open_pdf(source, max_pages=settings.max_pages) as document:
        for index in range(len(document)):
            page = pdf.load_page(document, index)
            if page is None:
                yield Raster(np.full((100, 100), 255, np.uint8), 72)
                continue
            yield page_raster(page, index + 1, source, settings)
            page.close()


def _drawn(page: Page, raster: Raster) -> Image.Image:
    """The page as the recogniser saw it: turned and straightened, so that the boxes fit."""
    if page.engine is None:
        pixels = raster.pixels
    else:
        turned = np.ascontiguousarray(np.rot90(raster.pixels, -page.rotation // 90))
        pixels = clean(Raster(turned, raster.dpi)).pixels
    sheet = Image.fromarray(pixels).convert("RGB")
    scale = min(_SHOWN_DPI / page.dpi, 2.0)
    size = (max(round(page.width * scale), 1), max(round(page.height * scale), 1))
    sheet = sheet.resize(size, Image.Resampling.LANCZOS)
    pen = ImageDraw.Draw(sheet, "RGBA")
    for place, line in enumerate(page.lines):
        for word in line.words:
            if word.box is not None:
                box = word.box
                pen.rectangle(
                    (box.left * scale, box.top * scale, box.right * scale, box.bottom * scale),
                    fill=_colour(word.confidence),
                )
        if line.box is not None:
            frame = tuple(
                side * scale
                for side in (line.box.left, line.box.top, line.box.right, line.box.bottom)
            )
            colour = _ROLE_COLOURS.get(line.role, _APART)
            pen.rectangle(frame, outline=colour, width=2)
            label = str(place) if line.role.printed else f"{place} {line.role.value}"
            pen.text((max(frame[0] - 18, 0), frame[1]), label, fill=colour)
    return sheet


def _colour(confidence: float) -> tuple[int, int, int, int]:
    """Green at 1.0, yellow at 0.75, red at 0.5 and below."""
    doubt = min(max((1.0 - confidence) * 2, 0.0), 1.0)
    return round(255 * min(2 * doubt, 1)), round(255 * min(2 * (1 - doubt), 1)), 0, 70
