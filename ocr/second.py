"""The second reader: a small CTC recogniser that looks at the places where words were found.

Its model comes with the package ``trueocr`` (Apache-2.0, 4 MB), which is optional: without it
pages are read by Tesseract alone.
"""

from __future__ import annotations

import json
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple, Self

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.graph import field
from ocr.runtime import models_folder, session

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ocr.raster import Pixels
    from ocr.words import ReadWord

Logs = NDArray[np.float32]
"""Log P(symbol) of each frame, (frames, symbols); symbol 0 is the blank of CTC."""

_HEIGHT = 96
_LINES = 3
"""The model sees a line with as much of the page above and below it."""
_PAD_X = 0.3
_PAD_Y = 0.2
_WIDEST = 768
_STRIDE = 8
_MARGIN = 8
"""Blank columns behind the widest crop, so that its end reads the same alone or in a batch."""
_LONGEST = 18
"""Of a piece of a line, in heights of its letters; longer ones would be squeezed."""
_BATCH = 12
_SCORES = "/LogSoftmax_output_0"
_FLOAT = 1
_LOOK_ALIKE = str.maketrans({"–": "-", "—": "-", "…": "."})
NEVER = -1e4
"""Log likelihood of what the model has no symbols for."""


class Glimpse(NamedTuple):
    """What the second reader sees in the place of one word."""

    text: str
    logs: Logs


class SecondReader:
    """A line recogniser on ONNX Runtime, one thread a call; calls may run side by side."""

    def __init__(self, folder: Path, engine: str) -> None:
        self._folder = folder
        self.engine = engine
        """Name and version, for ``Page.engine``."""
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        self._symbols: list[str] = ["", *meta["charset"]]
        self._numbers = {symbol: at for at, symbol in enumerate(self._symbols) if at}

    @classmethod
    def load(cls) -> Self | None:
        """The reader, None where its package or ONNX Runtime is not installed."""
        folder = models_folder()
        if folder is None:
            return None
        try:
            return cls(folder, f"trueocr {version('trueocr')}")
        except (OSError, ValueError, KeyError, PackageNotFoundError):
            return None

    @cached_property
    def _session(self) -> Any:  # noqa: ANN401  ONNX Runtime has no types
        # Costs 0.2 s, which text files need not pay; and the package may be missing.
        return session((self._folder / "rec.onnx").read_bytes() + _output(_SCORES))

    def glimpses(self, pixels: Pixels, words: Sequence[ReadWord]) -> list[Glimpse]:
        """What stands in the place of each word of a line.

        Args:
            pixels: the grey page
            words: of one line, left to right, boxes in pixels
        """
        return self.page(pixels, [words])[0]

    def page(self, pixels: Pixels, lines: Sequence[Sequence[ReadWord]]) -> list[list[Glimpse]]:
        """``glimpses`` of many lines at once."""
        pieces = [
            (at, piece, _box(piece)) for at, line in enumerate(lines) for piece in _pieces(line)
        ]
        crops = [_crop(pixels, box) for _, _, box in pieces]
        found: list[list[Glimpse]] = [[] for _ in lines]
        for (at, piece, box), logs in zip(pieces, self._run(crops), strict=True):
            found[at].extend(self._parted(piece, box, logs))
        return found

    def _run(self, crops: Sequence[Logs]) -> list[Logs]:
        results: list[Logs] = [np.empty((0, len(self._symbols)), np.float32)] * len(crops)
        order = sorted(range(len(crops)), key=lambda at: crops[at].shape[1])
        for start in range(0, len(order), _BATCH):
            chosen = order[start : start + _BATCH]
            widths = np.array([crops[at].shape[1] for at in chosen], np.int64)
            widest = -(-int(widths.max()) // _STRIDE) * _STRIDE + _MARGIN
            batch = np.zeros((len(chosen), 1, _HEIGHT, widest), np.float32)
            for row, at in enumerate(chosen):
                batch[row, 0, :, : widths[row]] = crops[at]
            lengths, logs = self._session.run(["lengths", _SCORES], {"x": batch, "widths": widths})
            for row, at in enumerate(chosen):
                results[at] = logs[row, : int(lengths[row])]
        return results

    def _parted(
        self, words: Sequence[ReadWord], box: tuple[float, float, float, float], logs: Logs
    ) -> list[Glimpse]:
        """The frames of a piece given to its words, divided in the middle of the gaps."""
        pad = _PAD_X * (box[3] - box[1])
        left, right = box[0] - pad, box[2] + pad
        middles = left + (np.arange(len(logs)) + 0.5) * (right - left) / max(len(logs), 1)
        gaps = [(one.right + next_.left) / 2 for one, next_ in pairwise(words)]
        ends = np.searchsorted(middles, [*gaps, np.inf])
        best = logs.argmax(axis=1)
        fresh = (best != 0) & np.concatenate(([True], best[1:] != best[:-1]))
        found = []
        start = 0
        for end in ends:
            seen = best[start:end][fresh[start:end]]
            text = "".join(self._symbols[at] for at in seen).strip()
            found.append(Glimpse(text, logs[start:end]))
            start = int(end)
        return found

    def likelihoods(self, logs: Logs, texts: Sequence[str]) -> NDArray[np.float32]:
        """Log P(text | frames) of each text, ``NEVER`` where a symbol is unknown."""
        spelt = [[self._numbers.get(c, 0) for c in text.translate(_LOOK_ALIKE)] for text in texts]
        result = np.full(len(texts), NEVER, np.float32)
        known = [at for at, symbols in enumerate(spelt) if symbols and all(symbols)]
        if not len(logs) or not known:
            return result
        sizes = np.array([2 * len(spelt[at]) + 1 for at in known])
        states = np.zeros((len(known), int(sizes.max())), np.int64)
        for row, at in enumerate(known):
            states[row, 1 : sizes[row] : 2] = spelt[at]
        # A blank between words is no symbol of a word.
        frames = logs.copy()
        frames[:, 0] = np.logaddexp(logs[:, 0], logs[:, self._numbers[" "]])
        result[known] = _forward(frames, states, sizes)
        return result


def _forward(
    frames: Logs, states: NDArray[np.int64], sizes: NDArray[np.int64]
) -> NDArray[np.float32]:
    """The forward pass of CTC over texts padded to one length: (texts,) log likelihoods."""
    leap = np.zeros(states.shape, bool)
    leap[:, 3::2] = states[:, 3::2] != states[:, 1:-2:2]
    alpha = np.full(states.shape, NEVER, np.float32)
    alpha[:, :2] = frames[0, states[:, :2]]
    for frame in frames[1:]:
        moved = alpha.copy()
        moved[:, 1:] = np.logaddexp(moved[:, 1:], alpha[:, :-1])
        jumped = np.where(leap[:, 2:], alpha[:, :-2], np.float32(NEVER))
        moved[:, 2:] = np.logaddexp(moved[:, 2:], jumped)
        alpha = moved + frame[states]
    rows = np.arange(len(states))
    ends = np.logaddexp(alpha[rows, sizes - 1], alpha[rows, sizes - 2])
    return np.asarray(np.maximum(ends, NEVER), np.float32)


def _pieces(words: Sequence[ReadWord]) -> list[Sequence[ReadWord]]:
    """A line cut at wide gaps near its middle until no piece is too long."""
    if len(words) < 2:
        return [words] if words else []
    left, right = words[0].left, words[-1].right
    height = median([w.height for w in words if len(w.text) > 1] or [w.height for w in words])
    if right - left <= _LONGEST * max(height, 1.0):
        return [words]

    def cost(at: int) -> float:
        middle = (words[at].left + words[at - 1].right) / 2
        return abs(middle - (left + right) / 2) - 2 * (words[at].left - words[at - 1].right)

    cut = min(range(1, len(words)), key=cost)
    return [*_pieces(words[:cut]), *_pieces(words[cut:])]


def _box(words: Sequence[ReadWord]) -> tuple[float, float, float, float]:
    """Around the words; marks of punctuation do not tell the height of a line."""
    tall = [word for word in words if len(word.text) > 1] or words
    return (
        min(word.left for word in words),
        min(word.top for word in tall),
        max(word.right for word in words),
        max(*(word.bottom for word in tall), min(word.top for word in tall) + 1),
    )


def _crop(pixels: Pixels, box: tuple[float, float, float, float]) -> Logs:
    """Ink (0 paper, 1 black) of a piece with its surroundings, ``_HEIGHT`` pixels high."""
    height = box[3] - box[1]
    pad_y = (_LINES * (1 + 2 * _PAD_Y) - 1) / 2 * height
    x0, x1 = int(box[0] - _PAD_X * height), int(np.ceil(box[2] + _PAD_X * height))
    y0, y1 = int(np.floor(box[1] - pad_y)), int(np.ceil(box[3] + pad_y))
    sheet = np.full((max(y1 - y0, 1), max(x1 - x0, 1)), 255, np.uint8)
    seen = pixels[max(y0, 0) : max(y1, 0), max(x0, 0) : max(x1, 0)]
    sheet[max(-y0, 0) : max(-y0, 0) + seen.shape[0], max(-x0, 0) : max(-x0, 0) + seen.shape[1]] = (
        seen
    )
    width = round(sheet.shape[1] * _HEIGHT / sheet.shape[0])
    size = (min(max(width, _STRIDE), _WIDEST), _HEIGHT)
    way = cv2.INTER_AREA if sheet.shape[0] > _HEIGHT else cv2.INTER_LINEAR
    paper = np.asarray(cv2.resize(sheet, size, interpolation=way), np.float32)
    return np.float32(1) - paper / np.float32(255)


def _output(name: str) -> bytes:
    """Bytes that, behind a model's, make one of its inner values an output.

    Messages of Protocol Buffers merge when they are joined: this one holds only
    ``graph { output { name, type { tensor_type { elem_type: FLOAT } } } }``.
    """
    kind = field(2, field(1, field(1, _FLOAT)))
    return field(7, field(12, field(1, name) + kind))
