"""Figures that a benchmark prints, kept for ``benchmarks/results.md`` and its plots.

A benchmark adds what it prints and, where ``--json FILE`` is given, writes it there. Figures of one
chart are drawn together: as bars by name, or, where they have an ``x``, as one line a name.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from models.base import Record

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Figure(Record):
    """One number.

    ``chart`` is the title of the plot it belongs to ("Characters wrong, whole page"), ``name`` the
    bar or line ("ketluan", "tesseract vie"), ``x`` the place on a line (tasks stored), ``unit`` what
    the value counts ("share", "pages/s", "ms").
    """

    chart: str
    name: str
    value: float
    unit: str
    x: float | None = None
    x_unit: str | None = None


class Figures:
    """What one run found."""

    def __init__(self) -> None:
        self._found: list[Figure] = []

    def add(
        self,
        chart: str,
        name: str,
        value: float,
        unit: str,
        x: float | None = None,
        x_unit: str | None = None,
    ) -> None:
        """Keep one figure."""
        figure = Figure(chart=chart, name=name, value=value, unit=unit, x=x, x_unit=x_unit)
        self._found.append(figure)

    def write(self, path: Path | None) -> None:
        """Write all, where a file was asked for."""
        if path is not None:
            rows = [figure.model_dump(exclude_none=True) for figure in self._found]
            path.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")


def load(path: Path) -> list[Figure]:
    """What ``Figures.write`` wrote; nothing where there is no file."""
    if not path.exists():
        return []
    return [Figure.model_validate(row) for row in json.loads(path.read_text("utf-8"))]


def json_option(parser: ArgumentParser) -> None:
    """The option that all benchmarks share."""
    parser.add_argument("--json", type=Path, help="keep the figures in this file")
