"""The drawn pages show what the reading says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from models import Box, Line, Page, PageKind, Reading, Word
from ocr.debug import draw_pages

if TYPE_CHECKING:
    from pathlib import Path


def test_doubtful_words_are_red_and_sure_ones_green(tmp_path: Path) -> None:
    Image.new("L", (827, 1169), 255).save(tmp_path / "a.png", dpi=(110, 110))
    words = (
        Word(raw="sure", text="sure", start=0, box=Box(left=100, top=100, right=200, bottom=140)),
        Word(
            raw="so",
            text="so",
            start=5,
            box=Box(left=300, top=100, right=400, bottom=140),
            confidence=0.2,
        ),
    )
    line = Line(raw="sure so", text="sure so", words=words)
    page = Page(number=1, kind=PageKind.SCAN, width=827, height=1169, dpi=110, lines=(line,))
    reading = Reading(file="a.png", sha256="0", media_type="image/png", pages=(page,), version="0")
    (target,) = draw_pages(tmp_path / "a.png", reading, tmp_path / "out")
    drawn = np.asarray(Image.open(target))
    sure, doubtful = drawn[120, 150], drawn[120, 350]
    assert sure[1] > sure[0]
    assert doubtful[0] > doubtful[1]
