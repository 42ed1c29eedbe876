"""Rings of round seals: found as circles and taken away, print that crosses them kept.

In a bilevel scan a seal is as black as the print below it, and its ring ties letters of the
signer's title and name to one piece of ink with it. Without the ring they stand alone again.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final, NamedTuple

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from ocr.scrawl import Mask

_RADIUS: Final = (0.5, 0.84)
"""Inches: seals of offices measure 28 to 42 mm."""
_COARSE: Final = 75
"""Pixels an inch of the image in which circles are looked for."""
_CIRCLE: Final = 0.85
"""Share of a circle that is inked; rings of nine real seals have 0.99 and more."""
_OUTER: Final = 1.12
"""Of the inner circle's radius, at least, the outer one's."""
_ALONE: Final = 0.4
"""By how much more that is than of the circle ``_BESIDE`` outside it: in dense print all have 0.5."""
_BESIDE: Final = 0.05
"""Inches."""
_RING: Final = 0.5
"""The same of one of its inner circles."""
_ANGLES: Final = 360
_SLACK: Final = 0.014
"""Inches by which a stamped ring strays from a circle."""
_BROKEN: Final = 0.25
"""Inches between pieces of a ring that did not take everywhere."""
_MOST, _TRIED = 6, 3
"""Places in which circles are looked for, and circles that are measured in each."""
_THIN: Final = 0.03
"""Inches: no ring is thicker, and what is thicker here is print that crosses it."""


class Ring(NamedTuple):
    """A circle, in pixels."""

    x: float
    y: float
    radius: float


class Rings(NamedTuple):
    """Seals of a page by pixel."""

    strokes: Mask
    """Their circles, where nothing crosses them."""
    discs: Mask
    """All that lies within."""


def rings_of(dark: Mask, places: Sequence[tuple[int, int, int, int]], unit: float) -> Rings | None:
    """Seals in the places; None where there is none.

    Args:
        dark: the ink of a page
        places: left, top, right, bottom of large pieces of ink
        unit: pixels an inch
    """
    tried = [found for place in _largest(places, unit) for found in _circles(dark, place, unit)]
    rings: list[Ring] = []
    for ring, _ in sorted(tried, key=lambda found: -found[1]):
        if all(np.hypot(ring.x - other.x, ring.y - other.y) > other.radius for other in rings):
            rings.append(ring)
    if not rings:
        return None
    strokes, discs = np.zeros(dark.shape, bool), np.zeros(dark.shape, bool)
    for ring in rings:
        _mark(dark, ring, unit, strokes, discs)
    return Rings(strokes, discs)


def _largest(
    places: Sequence[tuple[int, int, int, int]], unit: float
) -> list[tuple[int, int, int, int]]:
    """Those that may hold a seal or most of one, pieces of a broken ring taken together."""
    reach, least = round(_BROKEN * unit), _RADIUS[0] * unit
    joined: list[tuple[int, int, int, int]] = []
    for place in places:
        left, top, right, bottom = place
        for other in list(joined):
            near = (
                other[0] - reach < right
                and left - reach < other[2]
                and other[1] - reach < bottom
                and top - reach < other[3]
            )
            if near:
                joined.remove(other)
                left, top = min(left, other[0]), min(top, other[1])
                right, bottom = max(right, other[2]), max(bottom, other[3])
        joined.append((left, top, right, bottom))
    large = [place for place in joined if max(place[2] - place[0], place[3] - place[1]) > least]
    large.sort(key=lambda place: (place[0] - place[2]) * (place[3] - place[1]))
    return large[:_MOST]


def _circles(
    dark: Mask, place: tuple[int, int, int, int], unit: float
) -> Iterator[tuple[Ring, float]]:
    """Circles of a place and how much of each is inked."""
    left, top, right, bottom = place
    pad = round(_BROKEN * unit)
    left, top = max(left - pad, 0), max(top - pad, 0)
    piece = dark[top : bottom + pad, left : right + pad]
    shrink = unit / _COARSE
    small = cv2.resize(
        piece.astype(np.uint8) * 255,
        None,
        fx=1 / shrink,
        fy=1 / shrink,
        interpolation=cv2.INTER_AREA,
    )
    if min(small.shape) < 2 * _RADIUS[0] * _COARSE * 0.8:
        return
    circles = cv2.HoughCircles(
        cv2.GaussianBlur(small, (5, 5), 0),
        cv2.HOUGH_GRADIENT,
        1.5,
        minDist=_RADIUS[0] * _COARSE,
        param1=120,
        param2=28,
        minRadius=round(_RADIUS[0] * _COARSE),
        maxRadius=round(_RADIUS[1] * _COARSE),
    )
    if circles is None:
        return
    for x, y, radius in circles[0][:_TRIED]:
        ring, share = _fitted(piece, Ring(x * shrink, y * shrink, radius * shrink), unit)
        if share >= _CIRCLE and share - _outside(piece, ring, unit) >= _ALONE:
            yield Ring(ring.x + left, ring.y + top, ring.radius), share


def _fitted(dark: Mask, ring: Ring, unit: float) -> tuple[Ring, float]:
    """The circle near ``ring`` of which most is inked, the outer of two alike."""
    grown = cv2.dilate(dark.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    angles = np.arange(_ANGLES) * 2 * np.pi / _ANGLES
    share = 0.0
    for step in (round(0.02 * unit), 1):
        reach = range(-3 * step, 3 * step + 1, step)
        best, most = ring, -1.0
        for dx, dy, dr in product(reach, reach, range(-4 * step, 4 * step + 1, step)):
            tried = Ring(ring.x + dx, ring.y + dy, ring.radius + dr)
            value = _inked(grown, tried, angles)
            if value > most + 1e-9 or (value > most - 0.02 and tried.radius > best.radius + step):
                best, most = tried, max(value, most)
        ring, share = best, most
    # What was found may be the inner circle of two.
    wider = range(int(_OUTER * ring.radius), int(_RADIUS[1] * unit) + 1)
    outer, most = max(
        ((radius, _inked(grown, ring._replace(radius=radius), angles)) for radius in wider),
        key=lambda found: found[1],
        default=(0, 0.0),
    )
    return (ring._replace(radius=outer), most) if most >= _CIRCLE else (ring, share)


def _outside(dark: Mask, ring: Ring, unit: float) -> float:
    """How much of a circle somewhat larger is inked."""
    grown = cv2.dilate(dark.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    angles = np.arange(_ANGLES) * 2 * np.pi / _ANGLES
    return _inked(grown, ring._replace(radius=ring.radius + _BESIDE * unit), angles)


def _inked(dark: Mask, ring: Ring, angles: NDArray[np.float64]) -> float:
    x = np.round(ring.x + ring.radius * np.cos(angles)).astype(int)
    y = np.round(ring.y + ring.radius * np.sin(angles)).astype(int)
    inside = (x >= 0) & (y >= 0) & (x < dark.shape[1]) & (y < dark.shape[0])
    return float(dark[y[inside], x[inside]].sum()) / len(angles)


def _mark(dark: Mask, ring: Ring, unit: float, strokes: Mask, discs: Mask) -> None:
    """Enter the seal's circles and its disc into the masks."""
    slack = max(round(_SLACK * unit), 2)
    reach = int(ring.radius) + 3 * slack
    left, top = max(int(ring.x) - reach, 0), max(int(ring.y) - reach, 0)
    bottom, right = int(ring.y) + reach + 1, int(ring.x) + reach + 1
    window = dark[top:bottom, left:right]
    dy, dx = np.mgrid[0 : window.shape[0], 0 : window.shape[1]].astype(np.float64)
    dx, dy = dx + left - ring.x, dy + top - ring.y
    far = np.hypot(dx, dy)
    discs[top:bottom, left:right] |= far <= ring.radius + slack
    turns = round(2 * np.pi * ring.radius)
    turn = ((np.arctan2(dy, dx) / (2 * np.pi)) % 1 * turns).astype(int) % turns
    unrolled = _unrolled(dark, ring, turns, reach)
    erase = _thin_runs(unrolled, slack, round(_THIN * unit))
    inside = far < reach
    strokes[top:bottom, left:right] |= (
        window & inside & erase[turn, np.minimum(np.round(far).astype(int), reach - 1)]
    )


def _unrolled(dark: Mask, ring: Ring, turns: int, reach: int) -> Mask:
    """The disc as rows of one angle each, from the centre outwards."""
    angles = (np.arange(turns) + 0.5) * 2 * np.pi / turns
    radii = np.arange(reach)
    x = np.round(ring.x + radii * np.cos(angles)[:, None]).astype(int)
    y = np.round(ring.y + radii * np.sin(angles)[:, None]).astype(int)
    inside = (x >= 0) & (y >= 0) & (x < dark.shape[1]) & (y < dark.shape[0])
    found = np.zeros(x.shape, bool)
    found[inside] = dark[y[inside], x[inside]]
    return found


def _thin_runs(unrolled: Mask, slack: int, thin: int) -> Mask:
    """Ink along the circles that is no thicker than a ring.

    Circles are where most angles have ink, a little to either side allowed.
    """
    grown = cv2.dilate(unrolled.astype(np.uint8), np.ones((1, 3), np.uint8)) > 0
    on_circle = np.asarray(grown.mean(axis=0) > _RING)
    near = (
        cv2.dilate(on_circle.astype(np.uint8)[None], np.ones((1, 2 * slack + 1), np.uint8))[0] > 0
    )
    near[: unrolled.shape[1] // 3] = False
    erase = np.zeros(unrolled.shape, bool)
    edges = np.diff(np.pad(unrolled, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(edges == 1)
    _, ends = np.nonzero(edges == -1)
    for row, start, end in zip(rows, starts, ends, strict=True):
        if end - start <= thin and near[start:end].any():
            erase[row, start:end] = True
    return erase
