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
import re
import shlex
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from benchmarks.figures import load
from benchmarks.plots import draw

if TYPE_CHECKING:
    from collections.abc import Sequence

_HERE: Final = Path(__file__).parent
_HEAD: Final = """# Results

Written by `make bench` (`QUICK=1`: a run of minutes, with less data). The machine is shared and its
speed drifts: compare what stands in one run, not seconds of two."""


class Benchmark(NamedTuple):
    """How one is run."""

    name: str
    whole: tuple[str, ...] = ()
    quick: tuple[str, ...] = ("--quick",)
    figures: bool = False
    """Whether it keeps its figures for plots."""


BENCHMARKS: Final = (
    Benchmark("repair", figures=True),
    Benchmark("ocr", figures=True),
    Benchmark("extraction", ("--scans", "--ablate"), ("--count", "40"), figures=True),
    Benchmark("hostile", (), ("--limit", "20")),
    Benchmark("intake", (), ("overhead", "queues", "--documents", "4", "--jobs", "300")),
    Benchmark("database", figures=True),
    Benchmark("web", (), ("--tasks", "20000")),
    Benchmark("end_to_end", figures=True),
)


class Run(NamedTuple):
    """One benchmark's outcome."""

    name: str
    about: str
    output: str
    failed: bool
    minutes: float
    plots: list[Path]


def run(one: Benchmark, arguments: tuple[str, ...], plots: Path) -> Run:
    """Run one and draw what it found."""
    module = f"benchmarks.{one.name}"
    about = (importlib.import_module(module).__doc__ or "").strip()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "figures.json"
        keep = ("--json", str(kept)) if one.figures else ()
        command = [sys.executable, "-m", module, *keep, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        drawn = draw(load(kept), plots, one.name)
    output = done.stdout if done.returncode == 0 else f"{done.stdout}\n{done.stderr[-2000:]}"
    minutes = (time.monotonic() - began) / 60
    return Run(one.name, about, output.rstrip(), done.returncode != 0, minutes, drawn)


def section(one: Run, wish: Sequence[str]) -> str:
    """What one benchmark adds to the page of results; ``wish`` is what followed the command."""
    machine = f"{os.cpu_count()} processors ({platform.machine()}), {platform.python_version()}"
    command = shlex.join(["python", "-m", "benchmarks", *wish])
    parts = [
        f"## {one.name}",
        one.about,
        f"Run on {dt.datetime.now(dt.UTC):%Y-%m-%d} by `{command}`; {machine}.",
    ]
    if one.failed:
        parts.append("**This benchmark failed.**")
    parts.append(f"```\n{one.output}\n```")
    parts += [f"![{plot.stem}](plots/{plot.name})" for plot in one.plots]
    return "\n\n".join(parts) + "\n\n"


def page(known: str, sections: dict[str, str]) -> str:
    """The page of results: what was run now in place of what was known, the rest as it was."""
    names = "|".join(one.name for one in BENCHMARKS)
    parts = re.split(rf"^(?=## (?:{names})$)", known, flags=re.MULTILINE)[1:]
    found = {part.split("\n", 1)[0].removeprefix("## "): part for part in parts} | sections
    ordered = [found[one.name].rstrip() for one in BENCHMARKS if one.name in found]
    return "\n\n".join([_HEAD, *ordered]) + "\n"


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    known = [one.name for one in BENCHMARKS]
    parser.add_argument("names", nargs="*", help=", ".join(known))
    parser.add_argument("--quick", action="store_true", help="a run of minutes, with less data")
    parser.add_argument("--output", type=Path, default=_HERE / "results.md")
    parser.add_argument(
        "--with",
        dest="more",
        metavar="ARGUMENTS",
        default="",
        help="more for each: '--notices 600'",
    )
    wish = parser.parse_args()
    plots = wish.output.parent / "plots"
    plots.mkdir(exist_ok=True)
    before = wish.output.read_text("utf-8") if wish.output.exists() else ""
    sections, failed = dict[str, str](), False
    for one in BENCHMARKS:
        if wish.names and one.name not in wish.names:
            continue
        print(f"{one.name} …", flush=True)
        arguments = (*(one.quick if wish.quick else one.whole), *shlex.split(wish.more))
        ran = run(one, arguments, plots)
        print(
            f"{one.name}: {'FAILED' if ran.failed else 'done'}, {ran.minutes:.1f} min", flush=True
        )
        failed |= ran.failed
        asked = ["--quick"] * wish.quick + ["--with", wish.more] * bool(wish.more)
        sections[one.name] = section(ran, [*asked, one.name])
        wish.output.write_text(page(before, sections), encoding="utf-8")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
