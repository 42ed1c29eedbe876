"""Sheets as a scanner sees them: skew, grain, uneven light, fading, blur, seals, stamps.

All is drawn from one seed: the same sheets and damage give the same picture.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Literal

import cv2
import numpy as np
from PIL import Image, ImageFilter

from models.base import Record
from samples import marks
from samples.pdf import raster, write_pdf
from samples.sheet import MM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from samples.sheet import Sheet

PAPER = (253, 251, 245)


class Damage(Record):
    """What happened to the paper, and how it was scanned. The defaults do no harm."""

    seed: int = 0
    dpi: int = 200
    skew: float = 0.0
    """Degrees, counter-clockwise."""
    blur: float = 0.0
    """Radius in pixels at 200 dpi; scaled with the resolution."""
    grain: float = 0.0
    """Standard deviation of the sensor's noise, of 255."""
    shade: float = 0.0
    """How much darker the worst corner is, 0 to 1."""
    faint: float = 0.0
    """How much of the ink is gone, 0 to 1."""
    speckle: float = 0.0
    """Share of the pixels that are dust."""
    turn: Literal[0, 90, 180, 270] = 0
    """Quarter turns of the sheet on the glass, degrees counter-clockwise."""
    colour: Literal["colour", "grey", "bilevel"] = "colour"
    """``bilevel`` is a fax: black or white, packed as CCITT G4."""
    jpeg: int = 75
    """Quality; 0 packs without loss."""
    seal: bool = False
    signature: bool = False
    arrival_stamp: bool = False
    holes: bool = False
    border: bool = False
    """A dark edge where the lid stood open."""
    number: str | None = None
    """Digits written by hand behind "Số:"."""
    day: str | None = None
    """Day written by hand behind "ngày"."""


def scan(sheets: Sequence[Sheet], damage: Damage) -> list[Image.Image]:
    """One picture a sheet, before it is packed."""
    random = Random(damage.seed)
    pages = raster(write_pdf(sheets), damage.dpi)
    return [
        _scanned(_used(page, sheet, damage, random), damage, random)
        for page, sheet in zip(pages, sheets, strict=True)
    ]


def _used(page: Image.Image, sheet: Sheet, damage: Damage, random: Random) -> Image.Image:
    """The paper as it lay in the office: signed, sealed, stamped, punched."""
    unit = damage.dpi / 72
    if sheet.signature and (damage.signature or damage.seal):
        page = marks.sign(page, sheet.signature, unit, random, sealed=damage.seal)
    if sheet.number == 1:
        page = _filled_in(page, sheet, damage, random)
        if damage.arrival_stamp:
            stamp = marks.arrival_stamp(unit, random)
            page = marks.lay_over(page, stamp, (31 * MM * unit, 59 * MM * unit))
    if damage.holes:
        page = marks.punch_holes(page, unit)
    return page


def _filled_in(page: Image.Image, sheet: Sheet, damage: Damage, random: Random) -> Image.Image:
    """Number and day written by hand into the blanks that were left for them."""
    unit = damage.dpi / 72
    for digits, label in ((damage.number, "Số:"), (damage.day, "ngày")):
        piece = next((p for p in sheet.pieces if label in p.text and digits), None)
        if digits and piece:
            before = piece.model_copy(update={"text": piece.text.partition(label)[0] + label})
            ink = marks.handwriting(digits, 13, unit, random)
            centre = ((piece.x + before.width + 3) * unit + ink.width / 2, (piece.y - 5) * unit)
            page = marks.lay_over(page, ink, centre)
    return page


def _scanned(page: Image.Image, damage: Damage, random: Random) -> Image.Image:
    """The page through the scanner's eye."""
    noise = np.random.default_rng(random.randrange(2**32))
    scale = damage.dpi / 200
    # In place: a page at 300 dpi is a hundred megabytes of floats.
    pixels = np.array(page, dtype=np.float32)
    np.subtract(255, pixels, out=pixels)
    pixels *= 1 - damage.faint * _patches(page.size, noise, low=0.6)
    np.subtract(255, pixels, out=pixels)
    pixels *= np.asarray(PAPER, dtype=np.float32)
    pixels /= 255
    if damage.grain:
        pixels *= 1 - damage.grain / 400 * _patches(page.size, noise, low=0.0)
    image = _picture(pixels)
    if damage.skew:
        image = image.rotate(damage.skew, Image.Resampling.BICUBIC, fillcolor=PAPER)
    if damage.blur:
        image = image.filter(ImageFilter.GaussianBlur(damage.blur * scale))
    pixels = np.array(image, dtype=np.float32)
    if damage.shade:
        pixels *= 1 - damage.shade * _slope(image.size, noise)
    if damage.border:
        pixels *= _edge(image.size, scale, noise)
    if damage.speckle:
        dust = noise.random(pixels.shape[:2]) < damage.speckle
        grown = cv2.dilate(dust.astype(np.uint8), np.ones((2, 2), np.uint8)).astype(bool)
        pixels[grown] = 70
    if damage.grain:
        pixels += noise.normal(0, damage.grain, pixels.shape[:2]).astype(np.float32)[..., None]
    return _toned(_picture(pixels), damage)


def _picture(pixels: NDArray[np.float32]) -> Image.Image:
    return Image.fromarray(np.clip(pixels, 0, 255, out=pixels).astype(np.uint8))


def _toned(image: Image.Image, damage: Damage) -> Image.Image:
    if damage.turn:
        image = image.rotate(damage.turn, expand=True)
    if damage.colour == "colour":
        return image
    grey = image.convert("L")
    if damage.colour == "grey":
        return grey
    return grey.point(lambda value: 255 if value > 150 else 0).convert("1")


def _patches(
    size: tuple[int, int], noise: np.random.Generator, *, low: float
) -> NDArray[np.float32]:
    """A cloudy field between ``low`` and 1, for ink and paper that differ from place to place."""
    coarse = noise.uniform(low, 1.0, (size[1] // 60 + 2, size[0] // 60 + 2)).astype(np.float32)
    field = cv2.resize(coarse, size, interpolation=cv2.INTER_CUBIC)
    return np.asarray(field, dtype=np.float32)[..., None].clip(0, 1)


def _slope(size: tuple[int, int], noise: np.random.Generator) -> NDArray[np.float32]:
    """0 in one corner, 1 in the opposite one, bent as the light of a lamp is."""
    x = np.linspace(0, 1, size[0], dtype=np.float32)
    y = np.linspace(0, 1, size[1], dtype=np.float32)
    if noise.random() < 0.5:
        x = x[::-1]
    field = ((x[None, :] + y[:, None]) / 2) ** 1.6
    return np.asarray(field[..., None], dtype=np.float32)


def _edge(size: tuple[int, int], scale: float, noise: np.random.Generator) -> NDArray[np.float32]:
    """Nearly black along the top and one side, with a slanting limit."""
    width, height = size
    field = np.ones((height, width), dtype=np.float32)
    first, last = (noise.uniform(8, 45, 2) * scale).astype(int)
    top = np.linspace(first, last, width).astype(int)
    rows = np.arange(height)[:, None]
    field[rows < top[None, :]] = 0.12
    side = np.linspace(last, first, height).astype(int)
    columns = np.arange(width)[None, :]
    field[columns > width - side[:, None]] = 0.12
    blurred = cv2.GaussianBlur(field, (0, 0), 2 * scale)
    return np.asarray(blurred, dtype=np.float32)[..., None]
