"""Two columns set one below the other before a page is read, and the words put back.

A recogniser lays its lines across the page. Where letterhead or recipients stand beside the
signer in another size of type, such lines mix what does not belong together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ocr.raster import Pixels
    from ocr.recognise import Recogniser
    from ocr.words import ReadWord

_DARK: Final = 150
_SHRINK: Final = 4
_GUTTER: Final = 0.14
"""Inches of white between two columns."""
_RANGE: Final = (0.28, 0.66)
"""Where a gutter may stand, in widths of the page."""
_LEAST: Final = 0.45
"""Inches; less high columns are a line with a gap."""
_BANDS: Final = 2
"""Lines that each column has at least."""
_BAND: Final = 0.05
"""Inches; height of a line at least."""
_SPACE: Final = 0.12
"""Inches of white set between the columns."""
_MOST: Final = 3


class Zone(NamedTuple):
    """Rows of a page that hold two columns, in pixels."""

    top: int
    bottom: int
    gutter: int
    """Middle of the white between them."""


def read_unfolded(
    pixels: Pixels, dpi: float, recogniser: Recogniser, *, timeout: float
) -> list[ReadWord]:
    """Words of a page of which columns are read one after the other; boxes on the page."""
    zones = [] if recogniser.keeps_columns else zones_of(pixels, dpi)
    if not zones:
        return recogniser.words(pixels, dpi, timeout=timeout)
    sheet, shifts = _unfolded(pixels, zones, round(_SPACE * dpi))
    words = recogniser.words(sheet, dpi, timeout=timeout)
    starts = [start for start, _ in shifts]
    placed = []
    for word in words:
        shift = shifts[max(int(np.searchsorted(starts, word.middle, "right")) - 1, 0)][1]
        placed.append(word._replace(top=word.top - shift, bottom=word.bottom - shift))
    return placed


def zones_of(pixels: Pixels, dpi: float) -> list[Zone]:
    """Zones of two columns, from top to bottom."""
    small = cv2.resize(pixels, None, fx=1 / _SHRINK, fy=1 / _SHRINK, interpolation=cv2.INTER_AREA)
    dark = small < _DARK + 40
    unit = dpi / _SHRINK
    found: list[Zone] = []
    free = np.ones(len(dark), bool)
    for _ in range(_MOST):
        zone = _best_zone(dark, free, unit)
        if zone is None:
            break
        free[zone.top : zone.bottom] = False
        found.append(Zone(*(side * _SHRINK for side in zone)))
    return sorted(found)


def _best_zone(dark: NDArray[np.bool_], free: NDArray[np.bool_], unit: float) -> Zone | None:
    """The highest zone that can still be taken."""
    half = max(round(_GUTTER * unit / 2), 1)
    width = dark.shape[1]
    best: tuple[float, Zone] | None = None
    for x in range(round(_RANGE[0] * width), round(_RANGE[1] * width), max(half, 1)):
        crossed = dark[:, x - half : x + half].any(axis=1) | ~free
        for top, bottom in _runs(~crossed):
            if bottom - top < _LEAST * unit:
                continue
            zone = _trimmed(dark, Zone(top, bottom, x), unit)
            if zone is None:
                continue
            clear = float(_clearance(dark, zone))
            size = float(zone.bottom - zone.top) + min(clear / unit, 1.0)
            if best is None or size > best[0]:
                best = size, zone
    return best[1] if best else None


def _runs(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.astype(np.int8), [0]))))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _trimmed(dark: NDArray[np.bool_], zone: Zone, unit: float) -> Zone | None:
    """From white row to white row, so that no line is cut; None where a column is no text."""
    white = zone.top + np.flatnonzero(dark[zone.top : zone.bottom].sum(axis=1) <= 1)
    if len(white) < _BANDS:
        return None
    zone = zone._replace(top=int(white[0]), bottom=int(white[-1]) + 1)
    left = dark[zone.top : zone.bottom, : zone.gutter].sum(axis=1) > 1
    right = dark[zone.top : zone.bottom, zone.gutter :].sum(axis=1) > 1
    bands = [[(a, b) for a, b in _runs(side) if b - a >= _BAND * unit] for side in (left, right)]
    if min(len(side) for side in bands) < _BANDS:
        return None
    top = min(side[0][0] for side in bands)
    bottom = max(side[-1][1] for side in bands)
    margin = round(0.04 * unit)
    if bottom - top < _LEAST * unit:
        return None
    return Zone(
        zone.top + max(top - margin, 0), min(zone.top + bottom + margin, zone.bottom), zone.gutter
    )


def _clearance(dark: NDArray[np.bool_], zone: Zone) -> int:
    """Columns of pixels from the gutter to the nearest ink on either side."""
    inked = np.flatnonzero(dark[zone.top : zone.bottom].any(axis=0))
    return int(np.abs(inked - zone.gutter).min()) if len(inked) else 0


def _unfolded(
    pixels: Pixels, zones: Sequence[Zone], space: int
) -> tuple[Pixels, list[tuple[int, int]]]:
    """The page with right columns below left ones; (row, shift) from which row on a shift holds."""
    white = np.full((space, pixels.shape[1]), 255, np.uint8)
    pieces: list[Pixels] = []
    shifts: list[tuple[int, int]] = [(0, 0)]
    at = height = 0
    for zone in zones:
        left, right = pixels[at : zone.bottom].copy(), pixels[zone.top : zone.bottom].copy()
        left[zone.top - at :, zone.gutter :] = 255
        right[:, : zone.gutter] = 255
        pieces += [left, white, right, white]
        height += len(left) + space
        shifts.append((height - space // 2, height - zone.top))
        height += len(right) + space
        shifts.append((height - space // 2, height - zone.bottom))
        at = zone.bottom
    pieces.append(pixels[at:])
    return np.vstack(pieces), shifts
