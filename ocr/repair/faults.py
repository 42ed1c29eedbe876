"""How often a recogniser took one letter for another in the document at hand.

On a poor scan the Vietnamese model reads nearly every ể as ế and leaves other letters alone. A
first look at the whole document tells which letters it is; the second look knows.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

Change = tuple[str, str]
"""A printed letter and what was read of it."""
_PRIOR: Final = 20.0
"""Printed letters that the usual price of a change stands for."""
_MOST: Final = 0.6
"""Share of a printed letter that is read as one other, at most."""


def change(printed: str, read: str) -> Change | None:
    """The one letter that differs between two words; None where more or none do.

    >>> change("kiểm", "kiếm"), change("chuyển", "chuyên"), change("tổ", "tố,"), change("ta", "ta")
    (('ể', 'ế'), ('ể', 'ê'), None, None)
    """
    if len(printed) != len(read):
        return None
    found = [pair for pair in zip(printed, read, strict=True) if pair[0] != pair[1]]
    return found[0] if len(found) == 1 else None


class Faults:
    """Expected numbers of printed letters and of their changes, summed over a document."""

    def __init__(self) -> None:
        self._printed: Counter[str] = Counter()
        self._changed: Counter[Change] = Counter()

    def count(self, read: str, candidates: Iterable[tuple[str, float]]) -> None:
        """Add a read word: what may have been printed, with probabilities."""
        for printed, odds in candidates:
            for letter in set(printed):
                self._printed[letter] += odds  # type: ignore[assignment]
            if made := change(printed, read):
                self._changed[made] += odds  # type: ignore[assignment]

    def price(self, printed: str, read: str, usual: float) -> float:
        """Log P(read | printed) by the document, with the ``usual`` one where it tells little.

        >>> faults = Faults()
        >>> for _ in range(60): faults.count("kiếm", [("kiểm", 1.0)])
        >>> round(faults.price("tổng", "tống", -8.0), 1), round(faults.price("để", "đế", -8.0), 1)
        (-8.0, -0.5)
        """
        made = change(printed, read)
        if made is None:
            return usual
        times = self._changed[made] + _PRIOR * math.exp(usual)
        share = min(times / (self._printed[made[0]] + _PRIOR), _MOST)
        return max(math.log(share), usual)
