"""Pages of corpus text as images: type, resolution and wear chosen by the page's number."""

from __future__ import annotations

import io
import random
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONTS = Path("/usr/share/fonts/truetype/liberation2")
_STYLES = ("Regular", "Bold", "Italic", "BoldItalic")
_POINT = 1 / 72


class Look(NamedTuple):
    """How a page is printed and scanned."""

    style: str = "Regular"
    dpi: int = 200
    points: float = 13.5
    blur: float = 0.0
    noise: float = 0.0
    skew: float = 0.0
    bilevel: bool = False
    quality: int = 0
    """JPEG quality; 0 keeps the image as it is."""


def look(number: int, *, poor: bool = False) -> Look:
    """The look of the page with this number: the same number, the same look.

    Three grades: clean print, office scans, and faint or blurred copies of copies.
    """
    dice = random.Random(number)
    style = dice.choices(_STYLES, (62, 25, 10, 3))[0]
    grade = dice.choices(("clean", "office", "faint"), (0, 40, 60) if poor else (25, 40, 35))[0]
    dpi = dice.choice((100, 120, 150, 200) if grade == "faint" else (130, 150, 200, 200, 250, 300))
    bilevel = dice.random() < (0.0 if grade == "clean" else 0.2)
    soft = {"clean": (0.0, 0.2), "office": (0.15, 0.5), "faint": (0.5, 1.05)}[grade]
    most = 0.5 if bilevel else 1.05
    return Look(
        style=style,
        dpi=dpi,
        points=dice.choice((13.0, 13.5, 14.0, 14.0)),
        blur=min(dice.uniform(*soft), most) * dpi / 100,
        noise=0.0 if grade == "clean" else dice.uniform(4, 20),
        skew=0.0 if grade == "clean" else dice.uniform(-0.5, 0.5),
        bilevel=bilevel,
        quality=dice.choice((0, 40, 60, 85)),
    )


@lru_cache(maxsize=64)
def _font(style: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / f"LiberationSerif-{style}.ttf"), size)


def set_lines(words: list[str], shape: Look, *, width: float = 6.4) -> list[str]:
    """Words broken into lines of a column of ``width`` inches."""
    font = _font(shape.style, round(shape.points * shape.dpi * _POINT))
    limit = width * shape.dpi
    found: list[str] = []
    line = ""
    for word in words:
        longer = f"{line} {word}".strip()
        if line and font.getlength(longer) > limit:
            found.append(line)
            line = word
        else:
            line = longer
    return [*found, line] if line else found


def draw(lines: list[str], shape: Look, number: int = 0) -> Image.Image:
    """The lines as a scanned page."""
    size = round(shape.points * shape.dpi * _POINT)
    font = _font(shape.style, size)
    margin, step = shape.dpi // 2, round(size * 1.45)
    width = margin * 2 + int(max((font.getlength(line) for line in lines), default=0))
    page = Image.new("L", (width, margin * 2 + step * len(lines)), 250)
    pen = ImageDraw.Draw(page)
    for row, line in enumerate(lines):
        pen.text((margin, margin + row * step), line, font=font, fill=15)
    return wear(page, shape, number)


def wear(page: Image.Image, shape: Look, number: int = 0) -> Image.Image:
    """What scanning does to a page: skew, blur, grain, threshold, JPEG."""
    if shape.skew:
        page = page.rotate(shape.skew, Image.Resampling.BICUBIC, fillcolor=250)
    if shape.blur:
        page = page.filter(ImageFilter.GaussianBlur(shape.blur))
    if shape.noise:
        grain = np.random.default_rng(number).normal(0, shape.noise, (page.height, page.width))
        page = Image.fromarray(np.clip(np.asarray(page) + grain, 0, 255).astype(np.uint8))
    if shape.bilevel:
        page = page.point(lambda value: 255 if value > 140 else 0)
    if shape.quality:
        buffer = io.BytesIO()
        page.save(buffer, "JPEG", quality=shape.quality)
        page = Image.open(io.BytesIO(buffer.getvalue()))
    return page
