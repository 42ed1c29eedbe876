"""Where lines of text stand on a page: the detector of ``trueocr``, a small network."""

from __future__ import annotations

from functools import cached_property
from statistics import median
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import cv2
import numpy as np

from ocr.runtime import session

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from ocr.raster import Pixels

_SIDE: Final = 1024
"""Pixels of the longer side as the network sees it; A4 in 12 points has lines of 15."""
_LARGEST: Final = 2048
_LOW, _WANTED = 9.0, 12.0
"""Height of lines under which the page is looked at again, larger, and the height then wanted."""
_GRID: Final = 32
_STRIDE: Final = 2
_LEAST: Final = 2
"""Points of the network's grid that make a line."""
_SHORT: Final = 0.15
"""Heights by which the core that the network finds is shorter than the line, at each end."""


class TextLine(NamedTuple):
    """A box around the letters of a line, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """Bottom minus top."""
        return self.bottom - self.top


class LineDetector:
    """Finds lines; columns and far words are lines of their own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def _session(self) -> Any:  # noqa: ANN401  ONNX Runtime has no types
        return session((self._folder / "det.onnx").read_bytes())

    def lines(self, pixels: Pixels) -> list[TextLine]:
        """Lines of a grey page, from top to bottom."""
        found = self._at(pixels, _SIDE)
        if found:
            usual = median(line.height for line in found) * _SIDE / max(pixels.shape)
            if usual < _LOW:
                found = self._at(pixels, min(round(_SIDE * _WANTED / max(usual, 1.0)), _LARGEST))
        return sorted(found, key=lambda line: line.top)

    def _at(self, pixels: Pixels, side: int) -> list[TextLine]:
        scale = side / max(pixels.shape)
        height, width = (max(round(length * scale), 1) for length in pixels.shape)
        way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
        small = np.asarray(cv2.resize(pixels, (width, height), interpolation=way), np.float32)
        sheet = np.zeros([-(-length // _GRID) * _GRID for length in small.shape], np.float32)
        sheet[:height, :width] = 1 - small / 255
        seen = self._session.run(None, {"x": sheet[None, None]})[0][0]
        return [
            TextLine(
                max(box.left / scale, 0.0),
                max(box.top / scale, 0.0),
                min(box.right / scale, float(pixels.shape[1])),
                min(box.bottom / scale, float(pixels.shape[0])),
            )
            for box in _boxes(seen)
        ]


def _boxes(seen: NDArray[np.float32]) -> list[TextLine]:
    """Lines in pixels of what the network saw.

    Args:
        seen: (maps, rows, columns): log odds of being a line's core, distance to its top, to its
            bottom
    """
    core = (seen[0] > 0).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(core, connectivity=4)
    rows, columns = np.nonzero(labels)
    owner = labels[rows, columns]
    middle = (rows + 0.5) * _STRIDE
    points = np.maximum(np.bincount(owner, minlength=count), 1)
    tops = np.bincount(owner, middle - seen[1, rows, columns], count) / points
    bottoms = np.bincount(owner, middle + seen[2, rows, columns], count) / points
    boxes = []
    for at in range(1, count):
        if points[at] < _LEAST:
            continue
        more = _SHORT * max(bottoms[at] - tops[at], 1.0)
        left = stats[at, cv2.CC_STAT_LEFT] * _STRIDE
        right = left + stats[at, cv2.CC_STAT_WIDTH] * _STRIDE
        boxes.append(
            TextLine(left - more, tops[at], right + more, max(bottoms[at], tops[at] + 1.0))
        )
    return boxes
