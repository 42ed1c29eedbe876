"""Phrases of the domain, looked up over the syllables of a text, the longest first."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Generic, TypeVar

from extract.tokenizer import pieces, syllable_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

V = TypeVar("V")


def phrase_key(phrase: str) -> tuple[str, ...]:
    """The syllables of a phrase as they are compared.

    >>> phrase_key("Uỷ ban nhân dân")
    ('ủy', 'ban', 'nhân', 'dân')
    """
    return tuple(syllable_key(p.text) for p in pieces(phrase))


class Phrases(Generic[V]):
    """A trie of phrases, each with a value."""

    def __init__(self, entries: Iterable[tuple[str, V]] = ()) -> None:
        self._root: dict[str, _Node[V]] = {}
        self.first = self._root.keys()
        """The first syllables of all phrases."""
        for phrase, value in entries:
            self.add(phrase_key(phrase), value)

    def add(self, key: Sequence[str], value: V) -> None:
        """Add a phrase; the first value of a phrase stays."""
        children, node = self._root, None
        for syllable in key:
            node = children.setdefault(syllable, _Node())
            children = node.children
        if node is not None and not node.values:
            node.values.append(value)

    def longest(self, keys: Sequence[str], start: int) -> tuple[int, V] | None:
        """End and value of the longest phrase that begins at ``start``.

        >>> phrases = Phrases([("Sở Tài chính", 1), ("Sở", 2)])
        >>> phrases.longest(["sở", "tài", "chính", "chủ", "trì"], 0)
        (3, 1)
        """
        children, best, at = self._root, None, start
        while at < len(keys):
            node = children.get(keys[at])
            if node is None:
                break
            at += 1
            if node.values:
                best = (at, node.values[0])
            children = node.children
        return best

    def end(self, keys: Sequence[str], start: int) -> int:
        """End of the longest phrase at ``start``, or ``start`` itself."""
        found = self.longest(keys, start)
        return found[0] if found else start


class _Node(Generic[V]):
    __slots__ = ("children", "values")

    def __init__(self) -> None:
        self.children: dict[str, _Node[V]] = {}
        self.values: list[V] = []


def load_phrases(path: Path) -> dict[str, Phrases[str]]:
    """The lists of a TOML file, each a string of phrases between bars or line ends."""
    lists = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        name: Phrases((p, p) for part in re.split(r"[|\n]", text) if (p := part.strip()))
        for name, text in lists.items()
    }
