"""What people leave on a printed page: seal, signature, handwriting, stamps, punch holes.

Every mark is drawn on white in its own ink and laid over the paper by multiplication, as ink is.
Lengths are points; ``unit`` is pixels a point.
"""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from samples import faces
from samples.faces import Face
from samples.sheet import MM, PAGE_HEIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from samples.sheet import Spot

Ink = tuple[int, int, int]
SEAL_RED: Ink = (206, 32, 46)
STAMP_RED: Ink = (190, 40, 60)
PEN_BLUE: Ink = (28, 52, 150)
SEAL_TEXT = "DẤU MẪU • KHÔNG CÓ GIÁ TRỊ • "
_FINE = 3
"""Marks are drawn this much larger and reduced, for smooth edges."""


def lay_over(page: Image.Image, mark: Image.Image, centre: tuple[float, float]) -> Image.Image:
    """The page with the mark around a point in pixels."""
    left, top = round(centre[0] - mark.width / 2), round(centre[1] - mark.height / 2)
    under = page.crop((left, top, left + mark.width, top + mark.height))
    marked = page.copy()
    marked.paste(ImageChops.multiply(under, mark), (left, top))
    return marked


def seal(unit: float, random: Random, *, text: str = SEAL_TEXT, centre: str = "MẪU") -> Image.Image:
    """A round red seal of 36 mm, its ink uneven; it says that it is a specimen."""
    return _worn(_cut(unit, text, centre), random).rotate(
        random.uniform(-12, 12), Image.Resampling.BICUBIC, fillcolor=(255, 255, 255)
    )


@lru_cache(maxsize=8)
def _cut(unit: float, text: str, centre: str) -> Image.Image:
    """The seal as it was cut: rings, letters around, a word in the middle."""
    size = round(36 * MM * unit * _FINE)
    image, draw = _blank(size + 8, size + 8)
    middle, radius = size / 2 + 4, size / 2
    for inset, weight in ((0.0, 0.030), (0.05, 0.012), (0.27, 0.012)):
        r = radius * (1 - inset)
        draw.ellipse(
            (middle - r, middle - r, middle + r, middle + r),
            outline=SEAL_RED,
            width=max(1, round(radius * weight)),
        )
    font = _font(Face.BOLD, radius * 0.145)
    for index, letter in enumerate(text):
        angle = index / len(text) * 360
        glyph, pen = _blank(size + 8, size + 8)
        pen.text((middle, middle - radius * 0.84), letter, font=font, fill=SEAL_RED, anchor="mm")
        image = ImageChops.multiply(
            image, glyph.rotate(-angle, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
        )
    draw = ImageDraw.Draw(image)
    draw.text(
        (middle, middle), centre, font=_font(Face.BOLD, radius * 0.3), fill=SEAL_RED, anchor="mm"
    )
    return _reduced(image)


def signature(unit: float, random: Random) -> Image.Image:
    """A pen stroke of about 60 by 24 mm: slanted loops that grow smaller, then a long tail."""
    width, height = round(62 * MM * unit * _FINE), round(24 * MM * unit * _FINE)
    image, draw = _blank(width, height)
    path = [(0.05, 0.72), (0.16, 0.35)]
    x = 0.2
    for index in range(random.randint(3, 5)):
        tall = random.uniform(0.55, 1.0) * (1.0 if index in {0, 2} else 0.55)
        wide = random.uniform(0.07, 0.13)
        slant = 0.10 * tall
        path += [
            (x + slant, 0.62 - 0.55 * tall),
            (x + slant - 0.045, 0.60 - 0.50 * tall),
            (x - 0.02, 0.66 + random.uniform(0, 0.12)),
            (x + wide * 0.5, 0.70 + random.uniform(-0.03, 0.05)),
        ]
        x += wide
    path += [(x + 0.1, 0.50), (x + 0.05, 0.80), (0.40, 0.93), (0.62, 0.84), (0.95, 0.70)]
    points = [(px * width, py * height) for px, py in path]
    _stroke(draw, _smooth(points), unit * 0.8 * _FINE, PEN_BLUE)
    return _reduced(image)


def arrival_stamp(unit: float, random: Random, *, office: str = "VĂN PHÒNG") -> Image.Image:
    """The stamp of incoming papers: 50 by 35 mm, number and day written in by hand."""
    width, height = round(50 * MM * unit * _FINE), round(35 * MM * unit * _FINE)
    image, draw = _blank(width, height)
    weight = max(1, round(unit * _FINE))
    draw.rectangle(
        (weight, weight, width - 2 * weight, height - 2 * weight), outline=STAMP_RED, width=weight
    )
    rows = ((0.13, office, 9.0), (0.32, "ĐẾN", 13.0))
    for y, text, size in rows:
        draw.text(
            (width / 2, height * y),
            text,
            font=_font(Face.BOLD, size * unit * _FINE),
            fill=STAMP_RED,
            anchor="mm",
        )
    for y, text in (
        (0.52, "Số: ......................"),
        (0.70, "Ngày: .................."),
        (0.88, "Chuyển: .............."),
    ):
        draw.text(
            (width * 0.08, height * y),
            text,
            font=_font(Face.REGULAR, 10 * unit * _FINE),
            fill=STAMP_RED,
            anchor="lm",
        )
    stamp = _worn(_reduced(image), random)
    number = handwriting(str(random.randint(100, 9999)), 11, unit, random)
    day = handwriting(f"{random.randint(1, 28)}/{random.randint(1, 12)}", 10, unit, random)
    stamp = lay_over(stamp, number, (stamp.width * 0.5, stamp.height * 0.49))
    stamp = lay_over(stamp, day, (stamp.width * 0.52, stamp.height * 0.67))
    return stamp.rotate(random.uniform(-4, 4), Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))


_DIGITS: dict[str, Sequence[tuple[float, float]]] = {
    "0": (
        (0.6, 0.05),
        (0.15, 0.3),
        (0.1, 0.75),
        (0.45, 1.0),
        (0.85, 0.7),
        (0.85, 0.25),
        (0.55, 0.03),
    ),
    "1": ((0.2, 0.3), (0.55, 0.0), (0.5, 0.5), (0.45, 1.0)),
    "2": (
        (0.12, 0.25),
        (0.45, 0.0),
        (0.85, 0.25),
        (0.5, 0.65),
        (0.08, 1.0),
        (0.5, 0.95),
        (0.92, 0.98),
    ),
    "3": (
        (0.15, 0.1),
        (0.6, 0.0),
        (0.75, 0.25),
        (0.35, 0.48),
        (0.85, 0.7),
        (0.55, 1.0),
        (0.08, 0.9),
    ),
    "4": ((0.55, 0.0), (0.1, 0.6), (0.95, 0.62), (0.68, 0.6), (0.68, 0.25), (0.62, 1.05)),
    "5": (
        (0.85, 0.02),
        (0.3, 0.05),
        (0.22, 0.42),
        (0.7, 0.42),
        (0.85, 0.75),
        (0.45, 1.0),
        (0.1, 0.9),
    ),
    "6": (
        (0.75, 0.0),
        (0.25, 0.35),
        (0.12, 0.8),
        (0.5, 1.0),
        (0.85, 0.75),
        (0.5, 0.52),
        (0.18, 0.72),
    ),
    "7": ((0.1, 0.08), (0.85, 0.02), (0.55, 0.5), (0.35, 1.0)),
    "8": (
        (0.75, 0.12),
        (0.3, 0.05),
        (0.3, 0.38),
        (0.8, 0.7),
        (0.5, 1.0),
        (0.15, 0.75),
        (0.7, 0.35),
        (0.72, 0.1),
    ),
    "9": ((0.8, 0.2), (0.45, 0.0), (0.15, 0.25), (0.45, 0.5), (0.8, 0.2), (0.72, 0.6), (0.55, 1.0)),
    "/": ((0.75, 0.0), (0.5, 0.5), (0.2, 1.05)),
}
"""Pen paths in a box of one by one."""


def handwriting(digits: str, size: float, unit: float, random: Random) -> Image.Image:
    """Digits as a clerk writes them in blue; ``size`` is their height in points."""
    height = size * unit * _FINE
    advance = height * 0.62
    margin = height * 0.3
    image, draw = _blank(round(advance * len(digits) + 2 * margin), round(height + 2 * margin))
    for index, digit in enumerate(digits):
        lean = random.uniform(0.05, 0.2)
        scale = random.uniform(0.88, 1.08)
        left = margin + index * advance
        path = [
            (
                left
                + (x * 0.8 + lean * (1 - y) + random.uniform(-0.03, 0.03)) * height * 0.6 * scale,
                margin + (y + random.uniform(-0.03, 0.03)) * height * scale,
            )
            for x, y in _DIGITS[digit]
        ]
        _stroke(draw, _smooth(path), unit * 0.6 * _FINE, PEN_BLUE)
    return _reduced(image)


def punch_holes(page: Image.Image, unit: float) -> Image.Image:
    """Two holes of 6 mm, 80 mm apart, in the left margin: dark, as the lid behind was."""
    draw = ImageDraw.Draw(page)
    for distance in (-40 * MM, 40 * MM):
        x, y, r = 12 * MM * unit, (PAGE_HEIGHT / 2 + distance) * unit, 3 * MM * unit
        draw.ellipse((x - r, y - r, x + r, y + r), fill=(48, 46, 44))
    return page


def sign(
    page: Image.Image, spot: Spot, unit: float, random: Random, *, sealed: bool
) -> Image.Image:
    """Signature between title and name; the seal covers the left third of it (ô 8)."""
    x, y = spot.x * unit, spot.y * unit
    page = lay_over(page, signature(unit, random), (x, y))
    if sealed:
        page = lay_over(page, seal(unit, random), (x - 29 * MM * unit, y - 3 * MM * unit))
    return page


def _blank(width: int, height: int) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", (width, height), (255, 255, 255))
    return image, ImageDraw.Draw(image)


def _font(face: Face, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(faces.path(face)), max(4, round(size)))


def _reduced(image: Image.Image) -> Image.Image:
    return image.resize(
        (max(1, image.width // _FINE), max(1, image.height // _FINE)), Image.Resampling.LANCZOS
    )


def _worn(image: Image.Image, random: Random) -> Image.Image:
    """Ink that did not take everywhere."""
    noise = np.random.default_rng(random.randrange(2**32)).uniform(
        0, 255, (image.height, image.width)
    )
    mask = Image.fromarray(noise.astype(np.uint8)).filter(ImageFilter.GaussianBlur(1.5))
    lift = mask.point(lambda value: 90 if value < 122 else 25)
    white = Image.new("RGB", image.size, (255, 255, 255))
    return Image.composite(white, image, lift)


def _smooth(path: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Catmull-Rom curve through the points."""
    points = [path[0], *path, path[-1]]
    found = []
    for i in range(1, len(points) - 2):
        p0, p1, p2, p3 = points[i - 1 : i + 3]
        for step in range(12):
            t = step / 12
            found.append(
                (
                    _catmull(p0[0], p1[0], p2[0], p3[0], t),
                    _catmull(p0[1], p1[1], p2[1], p3[1], t),
                )
            )
    return [*found, path[-1]]


def _catmull(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
    )


def _stroke(
    draw: ImageDraw.ImageDraw, points: Sequence[tuple[float, float]], weight: float, ink: Ink
) -> None:
    """A pen line that is thicker where it goes down."""
    for (x0, y0), (x1, y1) in pairwise(points):
        down = max(0.0, y1 - y0) / (math.hypot(x1 - x0, y1 - y0) or 1)
        r = weight * (0.7 + 0.6 * down)
        draw.line((x0, y0, x1, y1), fill=ink, width=max(1, round(2 * r)))
        draw.ellipse((x1 - r, y1 - r, x1 + r, y1 + r), fill=ink)
