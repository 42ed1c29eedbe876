"""Tesseract's own network, run in this process on lines that a detector finds.

Tesseract spends most of its time on the layout of a page and on one step of its network after the
other. ONNX Runtime reads several lines at once, in a fifth of the time, with the same weights; the
dictionary that Tesseract consults is left to the language model (``ocr/consensus.py``).
"""

from __future__ import annotations

import re
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Self

import cv2
import numpy as np
from numpy.typing import NDArray

from models.errors import ProgramMissing
from ocr import graph, traineddata
from ocr.glued import parted
from ocr.recognise import data_folder, tesseract_version
from ocr.repair.syllable import is_syllable
from ocr.runtime import models_folder, session
from ocr.textlines import LineDetector, TextLine
from ocr.words import ReadWord

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocr.raster import Pixels
    from ocr.traineddata import LineNetwork

_PAD: Final = 0.16
"""Heights of a line above and below it that the network sees."""
_BATCH: Final = 4
"""Lines read at once; more of them fall out of the processor's cache."""
_COARSE: Final = 0.7
"""Scale under which Tesseract averages pixels; both ways it sharpens what it scaled."""
_SHARPER: Final = ((0.2, 3), (0.4, 5))
"""Share of the difference to the mean of a square, and its side: scaled down, scaled up."""
_DARK: Final = 150
_UNPRINTED: Final = "~^`{}\\|¬©®¢€£¥§¡¿ˆ⁄‹›†‡¶•«»"
"""Signs of the network that notices do not print, but specks look like."""
_NEVER: Final = -20.0
_SPACE: Final = 0.9
"""Added to log P of a blank between words: printers set narrow ones, and words run together."""
_COMPANY: Final = 3
"""Words of a line in which some may run together; what stands alone may be a name or a sign."""
_SURENESS: Final = 0.35
"""Tesseract's confidence: 1 + this * log P of the least likely step ..."""
_UNKNOWN: Final = 2.25
"""... times this for what its dictionary does not have ..."""
_OFFSET: Final = 0.085
"""... after this is taken off."""
_LETTERS: Final = re.compile(r"[^\W\d_]+")

Frames = NDArray[np.float32]


class _Line(NamedTuple):
    """A line ready for the network."""

    left: int
    top: int
    crop: Pixels
    inner: tuple[int, int]
    """Rows of the crop between its upper and lower margin, where neighbours may reach in."""
    scaled: Frames
    """(height of the network, width)."""


class LineReader:
    """A recogniser like Tesseract, much faster; columns need no unfolding."""

    keeps_columns = True

    def __init__(
        self, network: LineNetwork, detector: LineDetector, language: str, engine: str
    ) -> None:
        self._network = network
        self._detector = detector
        self.language = language
        self.engine = engine
        """Name and version, for ``Page.engine``."""
        self._space = network.symbols.index(" ")
        self._prior = np.array(
            [
                _SPACE if c == " " else _NEVER if c and c in _UNPRINTED else 0.0
                for c in network.symbols
            ],
            np.float32,
        )

    @classmethod
    def load(cls, language: str) -> Self | None:
        """The reader; None where a part of it is not installed or of an unknown kind."""
        try:
            folder, data = models_folder(), data_folder()
            if folder is None or data is None:
                return None
            network = traineddata.load(data / f"{language}.traineddata")
            engine = f"tesseract {tesseract_version()} {language} (ONNX)"
        except (OSError, ProgramMissing, traineddata.UnknownNetwork):
            return None
        return cls(network, LineDetector(folder), language, engine)

    @cached_property
    def _session(self) -> Any:  # noqa: ANN401  ONNX Runtime has no types
        return session(graph.line_model(self._network))

    def words(self, pixels: Pixels, dpi: float, *, timeout: float) -> list[ReadWord]:  # noqa: ARG002
        """Words of a grey page; it takes as long as the page has lines."""
        lines = [self._line(pixels, line) for line in self._detector.lines(pixels)]
        found = []
        for row, (line, logs) in enumerate(zip(lines, self._read(lines), strict=True)):
            found += self._words(line, logs, row)
        return found

    def _line(self, pixels: Pixels, line: TextLine) -> _Line:
        pad = _PAD * line.height
        left, top = int(line.left), int(max(line.top - pad, 0))
        crop = pixels[top : int(line.bottom + pad) + 1, left : int(line.right) + 1]
        inner = int(line.top) - top, int(np.ceil(line.bottom)) - top
        scaled = prepared(crop, self._network.height, self._network.pooled)
        return _Line(left, top, crop, inner, scaled)

    def _read(self, lines: Sequence[_Line]) -> list[Frames]:
        """Log P(symbol) of each step of each line."""
        found: list[Frames] = [np.empty((0, 0), np.float32)] * len(lines)
        order = sorted(range(len(lines)), key=lambda at: lines[at].scaled.shape[1])
        for start in range(0, len(order), _BATCH):
            some = order[start : start + _BATCH]
            widths = [lines[at].scaled.shape[1] for at in some]
            sheet = np.zeros((len(some), 1, self._network.height, max(widths)), np.float32)
            for row, at in enumerate(some):
                sheet[row, 0, :, : widths[row]] = lines[at].scaled
            lengths = np.array([width // self._network.pooled for width in widths], np.int32)
            (logs,) = self._session.run(None, {"pixels": sheet, "lengths": lengths})
            for row, at in enumerate(some):
                found[at] = logs[: lengths[row], row]
        return found

    def _spelt(self, logs: Frames) -> list[list[tuple[int, int]]]:
        """Words: steps where symbols begin, and the symbols' numbers."""
        best = (logs + self._prior).argmax(axis=1)
        fresh = (best != self._network.blank) & (np.diff(best, prepend=-1) != 0)
        groups: list[list[tuple[int, int]]] = [[]]
        for at in np.flatnonzero(fresh):
            if self._network.symbols[best[at]] != " ":
                groups[-1].append((int(at), int(best[at])))
            else:
                groups.append([])
        words = [group for group in groups if group]
        if len(words) < _COMPANY:
            return words
        return [part for word in words for part in self._parted(logs, word)]

    def _parted(self, logs: Frames, group: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
        """A word, or words that ran together."""
        text = "".join(self._network.symbols[code] for _, code in group)
        if len(text) != len(group):
            return [group]
        ends = [at for at, _ in group[1:]]
        blanks = [
            float(logs[a + 1 : b + 1, self._space].max())
            for (a, _), b in zip(group, ends, strict=False)
        ]
        cuts = [0, *parted(text, [*blanks, _NEVER]), len(group)]
        return [group[low:high] for low, high in pairwise(cuts)]

    def _words(self, line: _Line, logs: Frames, row: int) -> list[ReadWord]:
        groups = self._spelt(logs)
        if not groups:
            return []
        ink = line.crop < _DARK
        ink[: line.inner[0]] = ink[line.inner[1] :] = False
        scale = line.crop.shape[0] / self._network.height * self._network.pooled
        ends = [(one[-1][0], next_[0][0]) for one, next_ in pairwise(groups)]
        inked = np.asarray(ink.any(axis=0), bool)
        cuts = [_gap(inked, (a + 0.5) * scale, (b + 0.5) * scale) for a, b in ends]
        words = []
        for group, low, high in zip(groups, [0, *cuts], [*cuts, ink.shape[1]], strict=True):
            text = "".join(self._network.symbols[code] for _, code in group)
            at, codes = zip(*group, strict=True)
            least = _least(logs, at, codes, self._network.blank)
            left, top, right, bottom = _around(ink, low, high)
            words.append(
                ReadWord(
                    text,
                    float(line.left + left),
                    float(line.top + top),
                    float(line.left + right),
                    float(line.top + bottom),
                    sureness(text, least),
                    row=row,
                )
            )
        return words


def prepared(crop: Pixels, height: int, least: int) -> Frames:
    """A line as Tesseract shows it to its network: scaled, sharpened, -1 for ink, 1 for paper.

    Args:
        crop: grey, (height, width)
        height: of the network's input
        least: pixels of width at least
    """
    scale = height / crop.shape[0]
    size = (max(round(crop.shape[1] * scale), least), height)
    coarse = scale < _COARSE
    way = cv2.INTER_AREA if coarse else cv2.INTER_LINEAR
    small = np.asarray(cv2.resize(crop, size, interpolation=way), np.float32)
    share, side = _SHARPER[0] if coarse else _SHARPER[1]
    blurred = cv2.blur(small, (side, side), borderType=cv2.BORDER_REPLICATE)
    small = np.rint(np.clip(small + share * (small - np.asarray(blurred)), 0, 255))
    black, white = _extremes(small[height // 2])
    return np.asarray((small - black) / max((white - black) / 2, 1.0) - 1, np.float32)


def _extremes(row: Frames) -> tuple[float, float]:
    """Ink and paper: a quartile of the darkest and of the lightest points along the middle."""
    before, here, after = row[:-2], row[1:-1], row[2:]
    low = here[((here < before) & (here <= after)) | ((here <= before) & (here < after))]
    high = here[((here > before) & (here >= after)) | ((here >= before) & (here > after))]
    black = float(np.quantile(low, 0.25)) if low.size else 0.0
    white = float(np.quantile(high, 0.75)) if high.size else 255.0
    return black, white


def sureness(text: str, least: float) -> float:
    """Confidence on Tesseract's scale.

    Args:
        text: a word
        least: log P of its least likely step

    >>> round(sureness("nhân", 0.0), 3), round(sureness("nhăn", 0.0), 3), round(sureness("nhq", 0.0), 3)
    (0.97, 0.97, 0.933)
    """
    letters = _LETTERS.findall(text)
    known = all(is_syllable(part.lower()) for part in letters)
    return max(1 + _SURENESS * (least - _OFFSET) * (1 if known else _UNKNOWN), 0.0)


def _least(logs: Frames, at: Sequence[int], codes: Sequence[int], blank: int) -> float:
    """Log P of a word's least likely step, where a symbol goes on, ends or the next begins.

    Args:
        logs: log P(symbol), (steps, symbols)
        at: steps where symbols begin
        codes: their numbers
        blank: its number
    """
    steps = np.arange(at[0], at[-1] + 1)
    held = np.searchsorted(at, steps, "right") - 1
    following = np.minimum(held + 1, len(at) - 1)
    numbers = np.asarray(codes)
    likely = np.maximum(logs[steps, numbers[held]], logs[steps, numbers[following]])
    return min(float(np.logaddexp(likely, logs[steps, blank]).min()), 0.0)


def _gap(inked: NDArray[np.bool_], low: float, high: float) -> int:
    """The middle of the widest white between two places."""
    start = int(low)
    white = ~inked[start : int(high) + 1]
    edges = np.flatnonzero(np.diff(np.concatenate(([0], white.astype(np.int8), [0]))))
    if not len(edges):
        return int((low + high) / 2)
    widths = edges[1::2] - edges[::2]
    at = int(widths.argmax())
    return start + int(edges[2 * at] + edges[2 * at + 1]) // 2


def _around(ink: NDArray[np.bool_], low: int, high: int) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of the ink between two columns."""
    part = ink[:, low : max(high, low + 1)]
    columns, rows = np.flatnonzero(part.any(axis=0)), np.flatnonzero(part.any(axis=1))
    if not len(columns):
        return low, 0, max(high, low + 1), len(ink)
    return (
        low + int(columns[0]), int(rows[0]), low + int(columns[-1]) + 1, int(rows[-1]) + 1
    )  # fmt: skip
