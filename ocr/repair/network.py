"""A small network that weighs the candidates of a word by the whole sentence around it.

It is a transformer over words: every position shows it all candidates of a word at once, mixed by
their prices, and it answers with a score for each. It is asked only where the trigrams leave doubt,
and only where ONNX Runtime is installed; without it the repair works as before, a little worse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from ocr.runtime import runtime

if TYPE_CHECKING:
    from pathlib import Path

Ids = NDArray[np.int64]
Floats = NDArray[np.float32]
WIDE: Final = 16
"""Candidates of a word that it is shown."""
LENGTH: Final = 128
"""Words that it sees at once; the first and the last ``EDGE`` of them are there to be looked at."""
EDGE: Final = 20
_MIDDLE: Final = LENGTH - 2 * EDGE
NEVER: Final = -60.0
_BATCH: Final = 8


class Network:
    """The session of ONNX Runtime, on one core."""

    def __init__(self, session: Any) -> None:  # noqa: ANN401  the runtime has no types
        self._session = session

    @classmethod
    def load(cls, folder: Path) -> Network | None:
        """The network of a folder; None where it or ONNX Runtime is missing, or it is not its own.

        A network knows words by their numbers, so it belongs to one list of words alone.
        """
        path = folder / "network.onnx"
        if not path.exists():
            return None
        try:
            onnxruntime = runtime()
        except ImportError:
            return None
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        providers = ["CPUExecutionProvider"]
        session = onnxruntime.InferenceSession(str(path), options, providers=providers)
        words = str(crc32((folder / "words.txt").read_bytes()))
        told = session.get_modelmeta().custom_metadata_map.get("words")
        return cls(session) if told == words else None

    def scores(self, ids: Ids, prices: Floats, marks: NDArray[np.int64], asked: Ids) -> Floats:
        """Log P of the candidates of the ``asked`` units; 0 for units that were not asked.

        ``ids`` and ``prices`` have the shape (units, up to WIDE), ``marks`` says how each unit is set
        (see ``setting``). Units that stand near an asked one may have been scored as well.
        """
        missing = ((0, 0), (0, WIDE - ids.shape[1]))
        ids = np.pad(ids, missing)
        prices = np.pad(prices, missing, constant_values=NEVER)
        found = np.zeros(prices.shape, np.float32)
        length = min(LENGTH, len(ids))
        starts = _starts(asked)
        for at in range(0, len(starts), _BATCH):
            first = starts[at : at + _BATCH, None]
            rows = np.clip(first - EDGE, 0, len(ids) - length) + np.arange(length)
            given = {
                "ids": ids[rows],
                "prices": np.maximum(prices[rows], np.float32(NEVER)),
                "marks": marks[rows],
            }
            (answer,) = self._session.run(None, given)
            middle = (rows >= first) & (rows < first + _MIDDLE)
            found[rows[middle]] = answer[middle]
        return np.asarray(found - np.logaddexp.reduce(found, 1)[:, None], np.float32)


def _starts(asked: Ids) -> Ids:
    """The first asked unit of each window; all others stand in the middle of one.

    >>> _starts(np.array([3, 50, 91, 200])).tolist()
    [3, 91, 200]
    """
    starts: list[int] = []
    for at in asked.tolist():
        if not starts or at >= starts[-1] + _MIDDLE:
            starts.append(at)
    return np.array(starts, np.int64)
