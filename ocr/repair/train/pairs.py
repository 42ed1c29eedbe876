"""Pairs of printed and read words, made by showing pages to the recogniser."""

from __future__ import annotations

import io
import os
import random
import subprocess
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import Levenshtein

from models.text import strip_marks
from ocr.repair.train import pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from PIL import Image

WORDS_A_PAGE = 420
Pair = tuple[str, str]


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


def read_page(number: int, words: list[str], language: str, *, poor: bool = False) -> list[Pair]:
    """All pairs of one page; none where the lines found are not the lines printed."""
    shape = pages.look(number, poor=poor)
    lines = pages.set_lines(words, shape)
    read = recognise(pages.draw(lines, shape, number), language, shape.dpi)
    if len(read) != len(lines):
        return []
    bold = "bold" if "Bold" in shape.style else "plain"
    found = []
    for line, other in zip(lines, read, strict=True):
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
