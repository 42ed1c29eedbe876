"""The corpus that the language model and the channels are learnt from, cleaned line by line."""

from __future__ import annotations

import json
import lzma
import re
import unicodedata
from itertools import islice, repeat
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Executor
    from pathlib import Path

SHARES = 100
"""Lines are dealt into so many shares by a hash of their words; share 0 is held back."""
_SPOILT = re.compile(r"[\ufffd\u00b5\u00b8\u00b6\u00a8\u00ae\u00ac¹»¼½¾ÆÌ]|###|\.DOC\b")
_WORDS = re.compile(r"\w+")
_BLANKS = re.compile(r"\s+")
_SHINGLE = 12


def clean(line: str) -> str:
    r"""NFC, single blanks; empty where the line is a file mark or spoilt by a wrong encoding.

    >>> clean(" Quỹ  này gọi là\xa0Quỹ Độc lập. ")
    'Quỹ này gọi là Quỹ Độc lập.'
    >>> clean("### lvn/App/45000003.DOC"), clean("Céng hßa x· héi chñ nghÜa ViÖt Nam µ")
    ('', '')
    """
    text = _BLANKS.sub(" ", unicodedata.normalize("NFC", line)).strip()
    return "" if _SPOILT.search(text) else text


def share(line: str) -> int:
    """Which share a line falls into, whatever its punctuation, case and tone placement."""
    return crc32(" ".join(_WORDS.findall(line.lower())).encode()) % SHARES


def shingles(text: str) -> set[int]:
    """Hashes of all runs of twelve words: what tells that two texts are the same."""
    words = _WORDS.findall(text.lower())
    runs = (words[i : i + _SHINGLE] for i in range(len(words) - _SHINGLE + 1))
    return {crc32(" ".join(run).encode()) for run in runs}


def excluded(folders: Iterable[Path]) -> set[int]:
    """Shingles of the texts (.txt) and gold pages (.json) that must not be learnt from."""
    found: set[int] = set()
    for folder in folders:
        for path in sorted(folder.glob("*.txt")):
            found |= shingles(path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*.json")):
            pages = json.loads(path.read_text(encoding="utf-8")).get("pages", [])
            found |= shingles("\n".join(pages))
    return found


def shared(lines: Iterable[str], asked: set[int]) -> set[int]:
    """Those of the ``asked`` runs of words that stand in the lines."""
    return set[int]().union(*(shingles(line) & asked for line in lines))


def apart(held: Iterable[str], learnt: Iterable[list[str]], pool: Executor) -> list[str]:
    """Held-back lines that share no run of twelve words with any line that is learnt from."""
    runs = [(line, shingles(line)) for line in held]
    asked = set[int]().union(*(found for _, found in runs))
    seen = set[int]().union(*pool.map(shared, learnt, repeat(asked)))
    return [line for line, found in runs if found.isdisjoint(seen)]


def paragraphs(folder: Path) -> Iterator[str]:
    """Paragraphs of printed texts: lines joined up to the one that ends a clause."""
    for path in sorted(folder.glob("*.txt")):
        kept: list[str] = []
        for line in path.read_text(encoding="utf-8").replace("\f", "\n").split("\n"):
            kept.append(line)
            if line.rstrip().endswith((".", ";", ":")) or line.isupper():
                yield clean(" ".join(kept))
                kept = []
        if kept:
            yield clean(" ".join(kept))


def kept(lines: Iterable[str], barred: set[int]) -> list[str]:
    """Clean lines without those of barred texts.

    >>> kept(["Điều  1. ", "### a.DOC"], set())
    ['Điều 1.']
    """
    cleaned = [text for line in lines if (text := clean(line))]
    if not barred:
        return cleaned
    return [text for text in cleaned if barred.isdisjoint(shingles(text))]


def lines(folder: Path, barred: set[int], pool: Executor) -> Iterator[str]:
    """Clean lines of all ``*.txt`` and ``*.txt.xz`` of a folder, each once, without barred texts."""
    seen: set[int] = set()
    for found in pool.map(kept, chunks(_raw(folder)), repeat(barred)):
        for line in found:
            key = hash(line)
            if key not in seen:
                seen.add(key)
                yield line


def chunks(lines: Iterable[str], size: int = 10_000) -> Iterator[list[str]]:
    """Lines by the thousand, as one process takes them.

    >>> list(chunks(["a", "b", "c"], 2))
    [['a', 'b'], ['c']]
    """
    rest = iter(lines)
    while chunk := list(islice(rest, size)):
        yield chunk


def _raw(folder: Path) -> Iterator[str]:
    for path in sorted([*folder.glob("*.txt"), *folder.glob("*.txt.xz")]):
        opened = lzma.open if path.suffix == ".xz" else open
        with opened(path, "rt", encoding="utf-8", errors="replace") as file:
            yield from map(str, file)
