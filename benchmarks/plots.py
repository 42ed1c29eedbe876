"""Charts of figures: bars by name, or one line a name where figures have an ``x``."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from matplotlib.axes import Axes

    from benchmarks.figures import Figure

_OURS = "#b3261e"
_OTHERS = "#5f7a94"


def draw(figures: Sequence[Figure], folder: Path, prefix: str) -> list[Path]:
    """One SVG a chart with more than one figure; none where matplotlib is not installed."""
    try:
        import matplotlib as mpl  # noqa: PLC0415  only the plots need it
    except ImportError:
        return []
    mpl.use("svg")
    # The same figures give the same file.
    mpl.rcParams.update(
        {
            "svg.hashsalt": "ketluan",
            "font.size": 9,
            "axes.spines.top": False,
            "axes.spines.right": False,
        }
    )
    from matplotlib.figure import Figure as Sheet  # noqa: PLC0415

    made = []
    for chart, group in groupby(sorted(figures, key=lambda one: one.chart), lambda one: one.chart):
        rows = list(group)
        if len(rows) < 2:
            continue
        lines = any(one.x is not None for one in rows)
        height = 3.2 if lines else 0.9 + 0.34 * len(rows)
        sheet = Sheet(figsize=(6.4, height), layout="constrained")
        axes = sheet.subplots()
        (_lines if lines else _bars)(axes, rows)
        axes.set_title(chart, loc="left", fontsize=10)
        path = folder / f"{prefix}-{_slug(chart)}.svg"
        sheet.savefig(path, metadata={"Date": None, "Creator": None})
        made.append(path)
    return made


def _bars(axes: Axes, rows: Sequence[Figure]) -> None:
    names = [one.name for one in rows][::-1]
    values = [one.value for one in rows][::-1]
    colours = [_OURS if "ketluan" in name else _OTHERS for name in names]
    bars = axes.barh(range(len(names)), values, color=colours)
    axes.set_yticks(range(len(names)), names)
    axes.bar_label(bars, [f"{value:.3g}" for value in values], padding=3)
    axes.margins(x=0.12)
    axes.set_xlabel(rows[0].unit)


def _lines(axes: Axes, rows: Sequence[Figure]) -> None:
    names = list(dict.fromkeys(one.name for one in rows))
    for name in names:
        points = sorted(
            (one.x, one.value) for one in rows if one.name == name and one.x is not None
        )
        axes.plot([x for x, _ in points], [y for _, y in points], marker="o", label=name)
    axes.set_xlabel(rows[0].x_unit or "")
    axes.set_ylabel(rows[0].unit)
    spread = [one.x for one in rows if one.x]
    if spread and max(spread) / min(spread) > 50:
        axes.set_xscale("log")
    axes.set_ylim(bottom=0)
    axes.legend(frameon=False)


def _slug(chart: str) -> str:
    """A name for a file.

    >>> _slug("Characters wrong, whole page")
    'characters-wrong-whole-page'
    """
    return re.sub(r"[^a-z0-9]+", "-", chart.lower()).strip("-")
