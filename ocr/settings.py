"""How a file is read: resolution, languages, limits."""

from __future__ import annotations

from models.base import Record

SHEETS = "TMPDIR_IN_MEMORY"
"""Of the environment: a folder in memory for pictures handed to Tesseract; who names it clears it."""


class ReadSettings(Record):
    """Limits and choices of one reading; the defaults suit A4 notices."""

    dpi: int = 300
    """Resolution a page is rendered at where its own scan cannot be taken."""
    languages: str = "vie"
    """Tesseract's ``-l``."""
    jobs: int = 2
    """Recognisers running side by side, one thread each."""
    max_pages: int = 1000
    max_pixels: int = 60_000_000
    """Of one page; A3 at 400 dpi has 31 million."""
    max_bytes: int = 500_000_000
    page_timeout: float = 90.0
    """Seconds that one call of an outside program may take."""
    total_timeout: float = 3600.0
    """Seconds after which no further page is begun."""
    second_reading: bool = True
    """Read the crops of dates, percentages and numbers again and compare."""
