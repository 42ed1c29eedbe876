"""The decoder: candidates of all units of a document in, the likeliest of each out."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.text import strip_marks
from ocr.repair.lattice import Lattice, wide
from ocr.repair.network import WIDE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocr.repair.candidates import Choice
    from ocr.repair.language import LanguageModel
    from ocr.repair.network import Network
    from ocr.repair.spot import Spot

Ids = NDArray[np.int64]
Floats = NDArray[np.float32]
CHANNEL: Final = 0.9
CASE: Final = 0.7
AGREEMENT: Final = 0.8
IN_CONTEXT: Final = 0.8
CONSISTENCY: Final = 1.0
"""Weights of the recogniser's faults, of case and of the rest of the document; the language model
has 1. Found on damaged text of the corpus that was held back."""
ASK: Final = 0.999
"""The network is asked about a unit whose best choice is less likely than this."""
NETWORK: Final = 0.7
"""Its weight against that of everything else."""
HIDDEN: Final = 0.9
"""A word that looks like a number is restored from this probability on."""
_UNSEEN: Final = -12.0
"""What the network would say of a choice that was not shown to it."""
_NEVER: Final = -1e4


class Solved(NamedTuple):
    """The likeliest choice of a unit, its probability, the second likeliest."""

    choice: Choice
    probability: float
    runner_up: Choice | None


class Decoder:
    """Language model and network over the choices of a document."""

    def __init__(self, model: LanguageModel, network: Network | None = None) -> None:
        self._model = model
        self._network = network
        bare_ids: dict[str, int] = {}
        self._bare = np.array(
            [bare_ids.setdefault(strip_marks(word), at) for at, word in enumerate(model.words)]
        )
        """For each word the number of the first word with the same letters."""

    def solve(
        self, spots: list[Spot], lengths: list[int], told_bold: Sequence[float | None]
    ) -> list[Solved]:
        """The likeliest choice of every unit.

        ``lengths`` has the units of each clause; ``told_bold`` the share of bold words of each
        line, None where nothing tells of it.
        """
        table = _table(spots)
        prices = self._mixed(spots, table, told_bold)
        channel = np.where(table.absent, np.float32(_NEVER), prices * np.float32(CHANNEL))
        channel += self._cases(spots, table.ids)
        lattice = Lattice(self._model, table.ids, channel, lengths)
        columns = lattice.narrow()
        odds = lattice.odds()
        few = np.take_along_axis(table.ids, columns, 1)
        forms = [spot.raw.lower() for spot in spots]
        pairs = _with_next(forms, lengths)
        bonus = agreement(forms, few, odds, AGREEMENT)
        bonus += agreement(pairs, few, odds, IN_CONTEXT)
        bonus += self._consistency(few, odds)
        odds = lattice.odds(bonus)
        if self._network is not None:
            shown = np.where(table.absent, np.float32(_NEVER), prices)
            odds = _weighed(self._network, spots, table.ids, shown, columns, odds)
        solved = [_best(*each) for each in zip(spots, columns, odds, strict=True)]
        return _revealed(spots, pairs, solved)

    def _consistency(self, ids: Ids, odds: Floats) -> Floats:
        """Bonus for the syllable that the document has oftenest among those of the same letters."""
        mass = np.bincount(ids.ravel(), odds.ravel(), len(self._model.words))
        groups = np.bincount(self._bare, mass, len(self._model.words))
        shares = mass[ids] / np.maximum(groups[self._bare[ids]], 1e-6)
        return np.asarray(CONSISTENCY * np.log(0.05 + 0.95 * shares), np.float32)

    def _cases(self, spots: list[Spot], ids: Ids) -> Floats:
        """What capitals and small letters say of the candidates."""
        shapes = np.array([spot.shape for spot in spots])[:, None]
        large, small = self._model.capital[ids], self._model.small[ids]
        told = np.where(shapes > 0, large, np.where(shapes < 0, small, 0.0))
        return np.asarray(CASE * told, np.float32)

    def _mixed(self, spots: list[Spot], table: _Table, told_bold: Sequence[float | None]) -> Floats:
        """Channel scores where each line is plain or bold by what its words look like."""
        prior = self._model.one(table.ids)
        plain, bold = table.plain, table.bold
        gain = np.logaddexp.reduce(bold + prior, 1) - np.logaddexp.reduce(plain + prior, 1)
        rows = np.array([spot.line for spot in spots])
        total = np.bincount(rows, gain, len(told_bold)) * 0.8 - 1.0
        total += [0.0 if share is None else 6.0 * (2 * share - 1) for share in told_bold]
        share = 1 / (1 + np.exp(-np.clip(total, -8, 8)))[rows][:, None]
        mixed = np.logaddexp(bold + np.log(share), plain + np.log(1 - share))
        return np.asarray(mixed, np.float32)


def _weighed(
    network: Network, spots: list[Spot], ids: Ids, prices: Floats, columns: Ids, odds: Floats
) -> Floats:
    """Odds of the trigrams with the word of the network where they leave doubt."""
    numbers = np.array([spot.raw.isdigit() for spot in spots])
    asked = np.flatnonzero((odds.max(1) < ASK) & ~numbers)
    if not len(asked):
        return odds
    marks = np.array([spot.mark for spot in spots], np.int64)
    shown = ids[:, :WIDE]
    told = network.scores(shown, prices[:, :WIDE], marks, asked)[asked]
    places = np.minimum(columns[asked], shown.shape[1] - 1)
    said = np.where(columns[asked] < WIDE, np.take_along_axis(told, places, 1), _UNSEEN)
    logs = (1 - NETWORK) * np.log(np.maximum(odds[asked], 1e-9)) + NETWORK * np.maximum(said, -20)
    mixed = odds.copy()
    mixed[asked] = np.exp(logs - np.logaddexp.reduce(logs, 1)[:, None])
    return mixed


class _Table(NamedTuple):
    """Choices of all units side by side, shape (units, choices)."""

    ids: Ids
    plain: Floats
    bold: Floats
    absent: NDArray[np.bool_]


def _table(spots: list[Spot]) -> _Table:
    count = max(min(max(len(spot.choices) for spot in spots), wide()), 1)
    ids = np.zeros((len(spots), count), np.int64)
    plain = np.full((len(spots), count), _NEVER, np.float32)
    bold = np.full((len(spots), count), _NEVER, np.float32)
    for row, spot in enumerate(spots):
        choices = spot.choices[:count]
        size = len(choices)
        ids[row, :size] = [choice.id for choice in choices]
        plain[row, :size] = [choice.plain for choice in choices]
        bold[row, :size] = [choice.bold for choice in choices]
    return _Table(ids, plain, bold, plain <= _NEVER)


def _best(spot: Spot, columns: Ids, odds: Floats) -> Solved:
    order = np.argsort(-odds)
    first, second = int(columns[order[0]]), int(columns[order[1]]) if len(order) > 1 else -1
    other = spot.choices[second] if 0 <= second < len(spot.choices) else None
    return Solved(spot.choices[first], float(odds[order[0]]), other)


def _with_next(forms: Sequence[str], lengths: Sequence[int]) -> list[str]:
    """Each form with the one behind it; a form at the end of a clause stands for itself alone.

    >>> _with_next(["16", "trinh", "16", "chi"], [2, 2])
    ['16 trinh', '1', '16 chi', '3']
    """
    pairs = [f"{form} {after}" for form, after in pairwise(forms)] + [""]
    for end in np.cumsum(lengths).tolist():
        pairs[end - 1] = f"{end - 1}"
    return pairs


def _revealed(
    spots: Sequence[Spot], pairs: Sequence[str], solved: Sequence[Solved]
) -> list[Solved]:
    """A number that is surely a word once is that word before the same next word again."""
    known = {
        pair: one
        for spot, pair, one in zip(spots, pairs, solved, strict=True)
        if spot.raw.isdigit() and not one.choice.exact and one.probability >= HIDDEN
    }
    return [
        known.get(pair, one) if spot.raw.isdigit() else one
        for spot, pair, one in zip(spots, pairs, solved, strict=True)
    ]


def agreement(forms: Sequence[str], ids: Ids, odds: Floats, weight: float) -> Floats:
    """Bonus for candidates that the same damaged form has become elsewhere in the document.

    >>> ids = np.array([[7, 8], [8, 7]])
    >>> agreement(["chi", "chi"], ids, np.array([[0.9, 0.1], [0.4, 0.6]]), 0.4).argmax(1).tolist()
    [0, 1]
    """
    numbers: dict[str, int] = {}
    rows = np.array([numbers.setdefault(form, len(numbers)) for form in forms], np.int64)
    keys, where = np.unique((rows[:, None] << 20) | ids, return_inverse=True)
    totals = np.bincount(where.ravel(), odds.ravel(), len(keys))
    times = np.bincount(rows, minlength=len(numbers))
    shares = totals[where.reshape(ids.shape)] / times[rows][:, None]
    return np.asarray(weight * np.log(0.02 + 0.98 * shares), np.float32)
