"""The lattice of candidates of a document and the probability of every path through it.

Two passes of forward-backward: bigrams over all candidates, then trigrams over the few that the
first pass leaves. Clauses are walked side by side, which is what makes the search fast in numpy;
no more than a few thousand words at once, so that memory does not grow with the document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ocr.repair.language import LanguageModel

Floats = NDArray[np.float32]
Ids = NDArray[np.int64]
_WIDE: Final = 24
"""Candidates a unit in the first pass."""
_NARROW: Final = 5
_LOST: Final = np.log(1e-5)
_NEVER: Final = np.float32(-1e4)
_LONGEST: Final = 400
"""Units of a clause; print has no longer ones."""
_AT_ONCE: Final = 8_000
"""Units walked side by side: more than most notices have, some 100 MB."""


def _normalise(scores: Floats, axes: tuple[int, ...]) -> Floats:
    top = scores.max(axis=axes, keepdims=True)
    return np.asarray(scores - top, np.float32)


def _logsum(scores: Floats, axis: int) -> Floats:
    top = scores.max(axis=axis, keepdims=True)
    total = np.exp(scores - top).sum(axis=axis, keepdims=True)
    return np.asarray(np.squeeze(np.log(total) + top, axis), np.float32)


class Lattice:
    """Candidates of all units of a document, clause by clause.

    ``ids`` and ``channel`` have the shape (units, candidates); absent candidates have a channel
    score of -1e4. ``lengths`` gives the units of each clause, in order.
    """

    def __init__(
        self, model: LanguageModel, ids: Ids, channel: Floats, lengths: Sequence[int]
    ) -> None:
        self._parts: list[tuple[slice, _Part]] = []
        start = 0
        for own in _side_by_side(lengths):
            rows = slice(start, start + sum(own))
            self._parts.append((rows, _Part(model, ids[rows], channel[rows], own)))
            start = rows.stop

    def narrow(self) -> NDArray[np.int64]:
        """The columns of the candidates that the first pass leaves, shape (units, few)."""
        return np.concatenate([part.narrow() for _, part in self._parts])

    def odds(self, bonus: Floats | None = None) -> Floats:
        """Probabilities of the candidates left by ``narrow``, ``bonus`` added to their scores."""
        return np.concatenate(
            [part.odds(None if bonus is None else bonus[rows]) for rows, part in self._parts]
        )


def _side_by_side(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Clauses in parts that are walked at once; those without an end in sight are cut.

    >>> [sum(part) for part in _side_by_side([3, _LONGEST + 2, _AT_ONCE])]
    [7605, 800]
    """
    part: list[int] = []
    units = 0
    for length in lengths:
        for at in range(0, length, _LONGEST):
            own = min(_LONGEST, length - at)
            if part and units + own > _AT_ONCE:
                yield part
                part, units = [], 0
            part.append(own)
            units += own
    if part:
        yield part


class _Part:
    """Clauses that are walked side by side; see ``Lattice``."""

    def __init__(
        self, model: LanguageModel, ids: Ids, channel: Floats, lengths: Sequence[int]
    ) -> None:
        self._model = model
        self._ids = ids
        self._channel = channel
        lengths_array = np.array(lengths, np.int64)
        self._order = np.argsort(-lengths_array, kind="stable")
        starts = np.concatenate([[0], np.cumsum(lengths_array)[:-1]])[self._order]
        self._steps = [
            starts[: int((lengths_array[self._order] > step).sum())] + step
            for step in range(int(lengths_array.max(initial=0)))
        ]

    def narrow(self) -> NDArray[np.int64]:
        """The columns of the candidates that the first pass leaves, shape (units, few)."""
        first = self._bigram_pass()
        count = min(_NARROW, self._ids.shape[1])
        columns = np.argpartition(-first, count - 1, axis=1)[:, :count]
        self._few = np.take_along_axis(self._ids, columns, 1)
        lost = np.take_along_axis(first, columns, 1) < _LOST
        self._few_channel = np.where(lost, _NEVER, np.take_along_axis(self._channel, columns, 1))
        self._few_links = self._trigrams(self._few)
        return columns

    def odds(self, bonus: Floats | None = None) -> Floats:
        """Probabilities of the candidates left by ``narrow``, ``bonus`` added to their scores."""
        channel = self._few_channel if bonus is None else self._few_channel + bonus
        return np.exp(self._trigram_pass(self._few_links, channel))

    def _links(self, ids: Ids) -> Floats:
        """Log P(candidate | candidate before), shape (units, before, candidates)."""
        units, wide = ids.shape
        before = np.empty_like(ids)
        before[1:] = ids[:-1]
        if self._steps:
            before[self._steps[0]] = self._model.boundary
        there = self._channel > _NEVER / 2
        there_before = np.empty_like(there)
        there_before[1:] = there[:-1]
        if self._steps:
            there_before[self._steps[0]] = np.arange(wide) == 0
        asked = np.flatnonzero(there_before[:, :, None] & there[:, None, :])
        unit, pair = np.divmod(asked, wide * wide)
        left, right = np.divmod(pair, wide)
        links = np.full(units * wide * wide, _NEVER, np.float32)
        links[asked] = self._model.two(before[unit, left], ids[unit, right])
        return links.reshape(units, wide, wide)

    def _bigram_pass(self) -> Floats:
        links = self._links(self._ids)
        forward = np.full(self._channel.shape, _NEVER, np.float32)
        backward = np.zeros(self._channel.shape, np.float32)
        for number, now in enumerate(self._steps):
            if number == 0:
                forward[now] = links[now, 0] + self._channel[now]
            else:
                scores = forward[now - 1][:, :, None] + links[now]
                forward[now] = _logsum(scores, 1) + self._channel[now]
            forward[now] = _normalise(forward[now], (1,))
        for now in self._steps[:0:-1]:
            scores = links[now] + (self._channel[now] + backward[now])[:, None, :]
            backward[now - 1] = _normalise(_logsum(scores, 2), (1,))
        total = forward + backward
        return np.asarray(total - _logsum(total, 1)[:, None], np.float32)

    def _trigrams(self, ids: Ids) -> Floats:
        """Log P(k | i j), shape (units, i, j, k); at the head of a clause i, j are boundaries."""
        units, wide = ids.shape
        boundary = self._model.boundary
        second = np.full_like(ids, boundary)
        second[1:] = ids[:-1]
        first = np.full_like(ids, boundary)
        first[2:] = ids[:-2]
        if self._steps:
            second[self._steps[0]] = boundary
            first[self._steps[0]] = boundary
        if len(self._steps) > 1:
            first[self._steps[1]] = boundary
        i = np.repeat(first, wide, axis=1).ravel()
        j = np.tile(second, (1, wide)).ravel()
        weight = np.repeat(self._model.weight(i, j), wide)
        pairs_j = np.repeat(second, wide, axis=1).ravel()
        pairs_k = np.tile(ids, (1, wide)).ravel()
        pair = self._model.two(pairs_j, pairs_k).reshape(units, 1, wide, wide)
        lower = np.broadcast_to(pair, (units, wide, wide, wide)).ravel()
        k = np.broadcast_to(ids[:, None, None, :], (units, wide, wide, wide)).ravel()
        scores = self._model.three(np.repeat(i, wide), np.repeat(j, wide), k, lower, weight)
        return scores.reshape(units, wide, wide, wide)

    def _trigram_pass(self, links: Floats, channel: Floats) -> Floats:
        units, wide = channel.shape
        forward = np.full((units, wide, wide), _NEVER, np.float32)
        backward = np.zeros((units, wide, wide), np.float32)
        for number, now in enumerate(self._steps):
            here = channel[now][:, None, :]
            if number == 0:
                forward[now, 0] = links[now, 0, 0] + channel[now]
            elif number == 1:
                # The unit before had one state: the boundary stood before it.
                forward[now] = forward[now - 1, 0][:, :, None] + links[now, 0] + here
            else:
                forward[now] = _logsum(forward[now - 1][:, :, :, None] + links[now], 1) + here
            forward[now] = _normalise(forward[now], (1, 2))
        for number in range(len(self._steps) - 1, 0, -1):
            now = self._steps[number]
            ahead = backward[now] + channel[now][:, None, :]
            scores = links[now] + ahead[:, None]
            summed = _logsum(scores, 3)
            if number == 1:
                summed = np.broadcast_to(summed[:, :1], summed.shape)
            backward[now - 1] = _normalise(np.asarray(summed, np.float32), (1, 2))
        total = _logsum(forward + backward, 1)
        return np.asarray(total - _logsum(total, 1)[:, None], np.float32)


def wide() -> int:
    """How many candidates a unit may bring."""
    return _WIDE
