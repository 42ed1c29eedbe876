"""Pairs of printed and read words, made by showing pages to the recogniser."""

from __future__ import annotations

import io
import json
import os
import random
import subprocess
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import cdist

from models.text import strip_marks
from ocr.repair.train import pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from PIL import Image

WORDS_A_PAGE = 420
Pair = tuple[str, str]
_ALIKE = 40.0
"""Lines with less of their letters in common (per cent) are not readings of each other."""


def recognise(page: Image.Image, language: str, dpi: int) -> list[str]:
    """Lines that Tesseract reads on a page of one block."""
    buffer = io.BytesIO()
    page.save(buffer, "PNG")
    command = ["tesseract", "-", "-", "-l", language, "--psm", "6", "--dpi", str(dpi)]
    done = subprocess.run(
        command,
        input=buffer.getvalue(),
        capture_output=True,
        check=True,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )
    return [line for line in done.stdout.decode().split("\n") if line.strip()]


def align(printed: list[str], read: list[str]) -> list[tuple[list[str], list[str]]]:
    """Words of a line matched with the words read of it; a join or split gives lists of two.

    >>> align("nhân dân quận".split(), "nhin dan quin".split())
    [(['nhân'], ['nhin']), (['dân'], ['dan']), (['quận'], ['quin'])]
    >>> align("ngày 31/10".split(), "ngay 3 1/10".split())
    [(['ngày'], ['ngay']), (['31/10'], ['3', '1/10'])]
    """
    bare = [strip_marks(word) for word in printed]
    steps = ((1, 1, 0.0), (1, 2, 0.4), (2, 1, 0.4), (1, 0, 1.0), (0, 1, 1.0))
    cost = np.full((len(printed) + 1, len(read) + 1), np.inf)
    back: dict[tuple[int, int], tuple[int, int]] = {}
    cost[0, 0] = 0
    for i in range(len(printed) + 1):
        for j in range(len(read) + 1):
            for di, dj, extra in steps:
                if di > i or dj > j:
                    continue
                price = extra + cost[i - di, j - dj]
                if di and dj:
                    left, right = "".join(bare[i - di : i]), "".join(read[j - dj : j])
                    price += 2 * Levenshtein.normalized_distance(left, right)
                if price < cost[i, j]:
                    cost[i, j] = price
                    back[i, j] = (di, dj)
    found = []
    i, j = len(printed), len(read)
    while i or j:
        di, dj = back[i, j]
        found.append((printed[i - di : i], read[j - dj : j]))
        i, j = i - di, j - dj
    return found[::-1]


def match_lines(printed: list[str], read: list[str]) -> list[tuple[str, str]]:
    """Printed lines with the lines read of them, in order; what was lost or made up is left out.

    >>> match_lines(["Ủy ban nhân dân", "quận Gò Vấp"], ["Uy ban nhin dan", "~ .", "quin Go Vap"])
    [('Ủy ban nhân dân', 'Uy ban nhin dan'), ('quận Gò Vấp', 'quin Go Vap')]
    """
    if len(printed) == len(read):
        return list(zip(printed, read, strict=True))
    likeness = cdist([*map(strip_marks, printed)], [*map(strip_marks, read)], scorer=ratio)
    best = np.zeros((len(printed) + 1, len(read) + 1))
    for i, row in enumerate(likeness, 1):
        for j, alike in enumerate(row, 1):
            here = best[i - 1, j - 1] + (alike if alike >= _ALIKE else 0.0)
            best[i, j] = max(here, best[i - 1, j], best[i, j - 1])
    found: list[tuple[str, str]] = []
    i, j = len(printed), len(read)
    while i and j:
        if best[i, j] == best[i - 1, j]:
            i -= 1
        elif best[i, j] == best[i, j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            found.append((printed[i], read[j]))
    return found[::-1]


def read_page(
    number: int, words: list[str], language: str, *, poor: bool = False, cache: Path | None = None
) -> list[Pair]:
    """All pairs of one page; what was read of a page is kept in ``cache`` and read but once."""
    shape = pages.look(number, poor=poor)
    lines = pages.set_lines(words, shape)
    key = sha256(json.dumps([language, list(shape), number, lines]).encode()).hexdigest()[:24]
    kept = cache / f"{key}.txt" if cache is not None else None
    if kept is not None and kept.exists():
        read = [line for line in kept.read_text(encoding="utf-8").split("\n") if line]
    else:
        read = recognise(pages.draw(lines, shape, number), language, shape.dpi)
        if kept is not None:
            half = kept.with_suffix(".half")
            half.write_text("\n".join(read), encoding="utf-8")
            half.replace(kept)
    bold = "bold" if "Bold" in shape.style else "plain"
    found = []
    for line, other in match_lines(lines, read):
        for left, right in align(line.split(), other.split()):
            found.append((" ".join(left), " ".join(right)))
    return [(f"{bold}\t{left}", right) for left, right in found]


def deal(texts: Iterable[str], count: int, seed: int) -> Iterator[list[str]]:
    """The words of ``count`` pages, drawn from lines in random order."""
    drawn = list(texts)
    random.Random(seed).shuffle(drawn)
    words: list[str] = []
    for text in drawn:
        words.extend(text.split())
        while len(words) >= WORDS_A_PAGE:
            yield words[:WORDS_A_PAGE]
            words = words[WORDS_A_PAGE:]
            count -= 1
            if not count:
                return
