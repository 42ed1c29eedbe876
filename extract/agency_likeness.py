"""Known names in damaged text: marks lost, letters misread."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from models.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extract.agency_text import AgencyText

_SYLLABLES = 3  # shorter names are alike by chance


@lru_cache(maxsize=16384)
def _folded(word: str) -> str:
    return fold(word)


class LikeNames:
    """Names compared without marks, then by edit distance."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_count: dict[int, dict[str, str]] = defaultdict(dict)
        for name in names:
            folded = fold(name)
            count = folded.count(" ") + 1
            if count >= _SYLLABLES:
                self._by_count[count].setdefault(folded, name)
        self._first = {key.split()[0] for rows in self._by_count.values() for key in rows}
        self._counts = sorted(self._by_count, reverse=True)
        self._may_start = lru_cache(maxsize=16384)(self._is_start)

    def at(self, text: AgencyText, at: int, likeness: float = 86.0) -> tuple[int, str] | None:
        """End and written name of the known name that pieces from ``at`` are most like.

        >>> from extract.agency_text import AgencyText
        >>> like = LikeNames(["Phòng Tài chính - Kế hoạch", "Phòng Nội vụ"])
        >>> like.at(AgencyText("Phong Tài chinh - Kê hoach chủ trì"), 0)
        (6, 'Phòng Tài chính - Kế hoạch')
        """
        if not text.capital(at) or not self._may_start(_folded(text.word(at))):
            return None
        ends, words = [], []
        for i in range(at, min(len(text), at + 16)):
            if not text.word(i)[:1].isalnum() and text.key(i) not in {",", "-", "&"}:
                break
            folded = _folded(text.word(i))
            if folded:
                words.append(folded)
                ends.append(i + 1)
        best: tuple[float, int, str] | None = None
        for count in self._counts:
            if count > len(words):
                continue
            rows = self._by_count[count]
            window = " ".join(words[:count])
            found = process.extractOne(
                window, rows.keys(), scorer=fuzz.ratio, score_cutoff=likeness
            )
            if found and (best is None or found[1] > best[0] + 3):
                best = (found[1], ends[count - 1], rows[found[0]])
        return (best[1], best[2]) if best else None

    def _is_start(self, syllable: str) -> bool:
        return syllable in self._first or (
            len(syllable) > _SYLLABLES
            and any(Levenshtein.distance(syllable, first) == 1 for first in self._first)
        )
