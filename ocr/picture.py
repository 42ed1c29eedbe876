"""A page as people look at it: turned and straightened as it was read, so that boxes fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np
from PIL import Image

from models.errors import FileMissing
from ocr import pdf
from ocr.raster import image_rasters, page_raster
from ocr.settings import ReadSettings
from ocr.source import MediaType, open_source

if TYPE_CHECKING:
    from pathlib import Path

    from ocr.raster import Pixels
    from ocr.source import Source

_QUALITY = 78
_DEFAULT = ReadSettings(dpi=150)
"""Rendered pages are shown on screens; scans are taken as they are."""


class Pose(NamedTuple):
    """Which page, and how it was turned before it was read."""

    number: int
    """From 1."""
    rotation: int = 0
    """Degrees clockwise."""
    skew: float = 0.0
    """Degrees by which it was straightened."""


def draw_picture(
    path: Path, pose: Pose, target: Path, width: int, settings: ReadSettings = _DEFAULT
) -> None:
    """One page of a document as a WebP ``width`` pixels wide (no wider than the page's own).

    Raises:
        FileMissing: the document has no such page, or is text.
        KetluanError: it cannot be opened, or breaks a limit.
    """
    source = open_source(path, max_bytes=settings.max_bytes)
    pixels = _pixels(source, pose, settings)
    if pixels is None:
        raise FileMissing(file=f"{source.name} ({pose.number})")
    upright = straightened(pixels, pose)
    height, own = upright.shape[:2]
    if own > width:
        size = (width, max(round(height * width / own), 1))
        upright = np.asarray(cv2.resize(upright, size, interpolation=cv2.INTER_AREA), np.uint8)
    Image.fromarray(upright).save(target, "WEBP", quality=_QUALITY, method=3)


def straightened(pixels: Pixels, pose: Pose) -> Pixels:
    """The pixels as they were when the boxes were taken."""
    turned = np.ascontiguousarray(np.rot90(pixels, -pose.rotation // 90))
    if not pose.skew:
        return turned
    height, width = turned.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -pose.skew, 1.0)
    white = (255.0, 255.0, 255.0)
    straight = cv2.warpAffine(
        turned, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=white
    )
    return np.asarray(straight, np.uint8)


def _pixels(source: Source, pose: Pose, settings: ReadSettings) -> Pixels | None:
    if source.media_type is MediaType.TEXT:
        return None
    index = pose.number - 1
    if source.media_type is not MediaType.PDF:
        for number, raster in enumerate(image_rasters(source, settings)):
            if number == index:
                return raster.pixels
        return None
    with pdf.open_pdf(source, max_pages=settings.max_pages) as document:
        page = pdf.load_page(document, index) if 0 <= index < len(document) else None
        if page is None:
            return None
        try:
            return page_raster(page, pose.number, source, settings).pixels
        finally:
            page.close()
