"""All benchmarks: ``python -m benchmarks [--quick] [NAME...]`` writes results.md and its plots.

Each runs as a process of its own, so that one that fails or is killed costs only its own section;
what it printed stands in ``benchmarks/results.md`` as it was printed, and what it drew beside it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks.figures import load
from benchmarks.plots import draw

_HERE: Final = Path(__file__).parent
_APART: Final = {"__init__", "__main__", "figures", "plots"}


class Run(NamedTuple):
    """One benchmark's outcome."""

    name: str
    about: str
    output: str
    failed: bool
    minutes: float
    plots: list[Path]


def names() -> list[str]:
    """The modules of this folder that have a ``main``."""
    return sorted(
        path.stem
        for path in _HERE.glob("*.py")
        if path.stem not in _APART and "\ndef main(" in path.read_text("utf-8")
    )


def run(name: str, arguments: list[str], plots: Path) -> Run:
    """Run one and draw what it found."""
    about = (importlib.import_module(f"benchmarks.{name}").__doc__ or "").strip()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "figures.json"
        command = [sys.executable, "-m", f"benchmarks.{name}", "--json", str(kept), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        drawn = draw(load(kept), plots, name)
    output = done.stdout if done.returncode == 0 else f"{done.stdout}\n{done.stderr[-2000:]}"
    minutes = (time.monotonic() - began) / 60
    return Run(name, about, output.rstrip(), done.returncode != 0, minutes, drawn)


def page(runs: list[Run], *, quick: bool) -> str:
    """The page of results."""
    machine = (
        f"{os.cpu_count()} processors ({platform.machine()}), Python {platform.python_version()}"
    )
    parts = [
        "# Results",
        (
            f"Written by `make bench{' QUICK=1' if quick else ''}` on {dt.datetime.now(dt.UTC):%Y-%m-%d} "
            f"on {machine}. The machine is shared and its speed drifts: compare what stands in one run, "
            "not seconds of two."
        ),
    ]
    for one in runs:
        parts.append(f"## {one.name}")
        parts.append(one.about)
        if one.failed:
            parts.append("**This benchmark failed.**")
        parts.append(f"```\n{one.output}\n```")
        parts += [f"![{plot.stem}](plots/{plot.name})" for plot in one.plots]
    return "\n\n".join(parts) + "\n"


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help=", ".join(names()))
    parser.add_argument("--quick", action="store_true", help="a run of minutes, with less data")
    parser.add_argument("--output", type=Path, default=_HERE / "results.md")
    wish = parser.parse_args()
    arguments = ["--quick"] if wish.quick else []
    plots = wish.output.parent / "plots"
    plots.mkdir(exist_ok=True)
    runs = []
    for name in wish.names or names():
        print(f"{name} …", flush=True)
        runs.append(run(name, arguments, plots))
        print(f"{name}: {'FAILED' if runs[-1].failed else 'done'}, {runs[-1].minutes:.1f} min")
        wish.output.write_text(page(runs, quick=wish.quick), encoding="utf-8")
    return int(any(one.failed for one in runs))


if __name__ == "__main__":
    sys.exit(main())
