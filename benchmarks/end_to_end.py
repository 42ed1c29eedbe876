"""Scanned notices with known truth, from the folder to the rows.

``python -m benchmarks.end_to_end [--notices 2000] [--shared DIR]`` composes notices, draws and scans
them with all that scanners and offices do to paper (into ``--scans``, once), and sends half of them through the watched folder
into SQLite and half through ``ketluan backfill`` on PostgreSQL with two worker processes, each with the
commands a user runs. What is in the database is then scored against the truth, and every file is
looked for: in the archive or where it lay, in the quarantine, nowhere, twice.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from multiprocessing import Pool
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import select

from benchmarks.extraction import load_scorer, scored
from benchmarks.figures import Figures, json_option
from db import Store, load_notice, load_reading
from db.tables import Document
from models.shape import to_json
from samples.compose import write
from tests.postgres import server

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import ModuleType

_KETLUAN: Final = str(Path(sys.executable).with_name("ketluan"))
_PATIENCE: Final = 300.0
"""Seconds without a file ended after which a way is taken for stuck."""


class Way(NamedTuple):
    """How the files went in, and what is there afterwards."""

    name: str
    seconds: float
    read: dict[str, dict[str, Any]]
    """By name of the file, as ``ketluan read --json`` would print it."""
    doubled: int
    refused: int
    lost: int


def made(job: tuple[Path, int, str]) -> None:
    """One notice, in a process of its own."""
    folder, number, seed = job
    # The truth of the scan is written last.
    if not (folder / f"{number:05d}-scan.json").exists():
        write(folder, f"{number:05d}", f"{seed}/{number}", pdf=False, picture=True)


def compose_all(folder: Path, count: int, seed: str) -> list[Path]:
    """The scans; their truths lie beside them. Those of an earlier run are taken as they are."""
    folder.mkdir(parents=True, exist_ok=True)
    with Pool(os.cpu_count()) as pool:
        pool.map(made, [(folder, number, seed) for number in range(count)], chunksize=4)
    return [folder / f"{number:05d}-scan.pdf" for number in range(count)]


class House:
    """A folder with settings of its own, in which commands are run."""

    def __init__(self, root: Path, database: str, queue: str) -> None:
        self.root, self.database = root, database
        root.mkdir()
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith("KETLUAN_")} | {
            "KETLUAN_DATABASE_URL": database,
            "KETLUAN_QUEUE__KIND": queue,
            "KETLUAN_JOBS": "1",
            "KETLUAN_LOG_FILE": str(root / "log"),
            "PYTHONPATH": str(Path(__file__).parents[1]),
        }

    def start(self, *words: object) -> subprocess.Popen[bytes]:
        """A command that goes on."""
        return subprocess.Popen(
            [_KETLUAN, *map(str, words)],
            cwd=self.root, env=self.environment,
            stdout=subprocess.DEVNULL, stderr=(self.root / "errors").open("ab"),
        )  # fmt: skip

    def status(self) -> dict[str, Any]:
        """What ``ketluan status --json`` says."""
        done = subprocess.run(
            [_KETLUAN, "status", "--json"],
            cwd=self.root, env=self.environment, capture_output=True, check=True,
        )  # fmt: skip
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    @contextmanager
    def running(self, *commands: Sequence[object]) -> Iterator[None]:
        """Commands that are told to stop at the end, as an operator would."""
        processes = [self.start(*words) for words in commands]
        try:
            yield
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait(timeout=120)

    def ended(self) -> int:
        """How many files have come to an end."""
        return sum(self.status()["ended"].values())

    def wait_for(self, count: int) -> None:
        """Until so many files have ended, or none has for long."""
        last, since = -1, time.monotonic()
        while (now := self.ended()) < count:
            if now != last:
                last, since = now, time.monotonic()
            if time.monotonic() - since > _PATIENCE:
                return
            time.sleep(2)

    def stored(self) -> tuple[dict[str, dict[str, Any]], int]:
        """What the database holds, by name of the file; and how many files it holds twice."""
        found: dict[str, dict[str, Any]] = {}
        doubled = 0
        with Store.open(self.database) as store, store.session() as session:
            for row in session.execute(select(Document.id, Document.file)):
                name = Path(row.file).name
                doubled += name in found
                found[name] = to_json(load_reading(session, row.id), load_notice(session, row.id))
        return found, doubled


def watched(root: Path, scans: Sequence[Path]) -> Way:
    """Drop the files into a watched folder."""
    house = House(root, f"sqlite:///{root}/ketluan.db", "local")
    inbox = root / "inbox"
    inbox.mkdir()
    began = time.monotonic()
    with house.running(("watch", "--workers", os.cpu_count())):
        for scan in scans:
            shutil.copy(scan, inbox)
        house.wait_for(len(scans))
    seconds = time.monotonic() - began
    read, doubled = house.stored()
    lying = {
        name: {path.name for path in (root / name).rglob("*.pdf")}
        for name in ("inbox", "work", "archive", "quarantine")
    }
    lost = sum(
        sum(any(scan.stem in name for name in names) for names in lying.values()) != 1
        for scan in scans
    )
    return Way("watched folder", seconds, read, doubled, len(lying["quarantine"]), lost)


def backfilled(root: Path, scans: Sequence[Path], database: str) -> Way:
    """Read a folder of past notices with two workers of the shared queue."""
    house = House(root, database, "procrastinate")
    years = root / "years"
    for number, scan in enumerate(scans):
        folder = years / str(2015 + number % 10)
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(scan, folder)
    began = time.monotonic()
    with house.running(("worker",), ("worker",)):
        house.start("backfill", years, "--workers", 0).wait()
        house.wait_for(len(scans))
    seconds = time.monotonic() - began
    read, doubled = house.stored()
    lost = len(scans) - len(list(years.rglob("*.pdf")))
    return Way("backfill", seconds, read, doubled, house.status()["quarantine"], lost)


def score(scorer: ModuleType, way: Way, scans: Sequence[Path]) -> dict[str, float]:
    """The scorer's figures over all files of a way; one that is missing counts as empty."""
    return scored(
        scorer,
        (
            (json.loads(scan.with_suffix(".json").read_text("utf-8")), way.read.get(scan.name, {}))
            for scan in scans
        ),
    )


def show(way: Way, figures: dict[str, float], files: int, kept: Figures) -> None:
    """Print one way."""
    scores = " ".join(f"{name} {value:.3f}" for name, value in figures.items())
    print(f"{way.name:15} {files} notices, {3600 * files / way.seconds:.0f} an hour")
    print(f"{'':15} {scores}")
    print(
        f"{'':15} in the database {len(way.read)}, twice {way.doubled}, refused {way.refused}, "
        f"lost {way.lost}",
        flush=True,
    )
    for name, value in figures.items():
        kept.add(f"Scans to rows: {way.name}", f"ketluan: {name}", value, "F1 or share")
    kept.add("Files lost or doubled", f"ketluan: {way.name}", way.lost + way.doubled, "files")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--notices", type=int, default=2000)
    parser.add_argument("--seed", default="end-to-end")
    parser.add_argument("--quick", action="store_true", help="24 notices")
    parser.add_argument(
        "--scans", type=Path, default=Path("build/end-to-end"), help="where they are composed"
    )
    json_option(parser)
    wish = parser.parse_args()
    kept = Figures()
    scorer = load_scorer(wish.shared)
    with tempfile.TemporaryDirectory(prefix="ketluan-") as folder, server() as database:
        root = Path(folder)
        count = 24 if wish.quick else wish.notices
        scans = compose_all(wish.scans / wish.seed, count, wish.seed)
        dropped, past = scans[: len(scans) // 2], scans[len(scans) // 2 :]
        way = watched(root / "office", dropped)
        show(way, score(scorer, way, dropped), len(dropped), kept)
        way = backfilled(root / "past", past, database)
        show(way, score(scorer, way, past), len(past), kept)
    kept.write(wish.json)


if __name__ == "__main__":
    main()
