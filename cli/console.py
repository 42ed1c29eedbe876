"""Printing to people: tables as wide as the window, errors to standard error."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.errors import KetluanError

_PIPE_WIDTH = 150
"""Columns of a table that goes into a file or another program."""


def output() -> Console:
    """Standard output."""
    return Console(
        width=None if sys.stdout.isatty() else _PIPE_WIDTH, highlight=False, markup=False
    )


def complain(error: KetluanError, lang: str) -> None:
    """Tell what is wrong on standard error."""
    sys.stderr.write(f"ketluan: {error.message(lang)}\n")


def table(headings: Sequence[tuple[str, int]], rows: Sequence[Sequence[str]]) -> Table:
    """A table; each heading comes with the share of the width its column gets (0: as needed)."""
    made = Table(show_lines=True, expand=True)
    for heading, ratio in headings:
        made.add_column(heading, ratio=ratio or None, no_wrap=not ratio, overflow="fold")
    for row in rows:
        made.add_row(*(Text(cell) for cell in row))
    return made
