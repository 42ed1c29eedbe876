"""The type that notices are set in: Liberation Serif, metric-equal to Times New Roman."""

from __future__ import annotations

import os
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics, ttfonts

# ReportLab carries no types.
_metrics: Any = pdfmetrics
_read_font: Any = ttfonts.TTFontFile
_new_font: Any = ttfonts.TTFont

FOLDERS = (
    "/usr/share/fonts/truetype/liberation2",
    "/usr/share/fonts/truetype/liberation",
    "/usr/share/fonts/liberation-serif",
    "/usr/share/fonts/liberation",
)
"""Where Debian, Ubuntu, Fedora and Arch keep the family. Debian 12 has two versions: the one in
``liberation`` (1.07) knows no Vietnamese, so the folder with a 2 comes first."""


class Face(StrEnum):
    """One cut of the family; the value is the file's ending and the name in the PDF."""

    REGULAR = "Regular"
    BOLD = "Bold"
    ITALIC = "Italic"
    BOLD_ITALIC = "BoldItalic"


class FontsMissing(RuntimeError):
    """Liberation Serif with the Vietnamese letters is not installed."""


@cache
def folder() -> Path:
    """Folder of the family; ``KETLUAN_FONTS`` names another one.

    Raises:
        FontsMissing: no known folder holds it with the Vietnamese letters.
    """
    for name in (os.environ.get("KETLUAN_FONTS"), *FOLDERS):
        regular = Path(name or "", "LiberationSerif-Regular.ttf")
        if name and regular.is_file() and ord("ế") in _read_font(str(regular)).charToGlyph:
            return Path(name)
    raise FontsMissing("Liberation Serif 2 not found; on Debian: apt-get install fonts-liberation2")


def path(face: Face) -> Path:
    """The font file of a face."""
    return folder() / f"LiberationSerif-{face.value}.ttf"


@cache
def registered(face: Face) -> str:
    """Name under which ReportLab knows the face, registered on first use."""
    name = f"LiberationSerif-{face.value}"
    _metrics.registerFont(_new_font(name, str(path(face))))
    return name


def width(text: str, face: Face, size: float) -> float:
    """Set width in points."""
    return float(_metrics.stringWidth(text, registered(face), size))
