"""What the intake costs and how fast it is: ``python -m benchmarks.intake [PART...]``.

Parts: ``queues`` jobs a second of both adapters; ``overhead`` of the intake beside reading;
``latency`` from drop to row; ``speedup`` from one worker to two; ``many`` small documents in one
backfill with the memory of every process. All figures are of this machine now: its load is
printed with them.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from db.store import Store
from pipeline import Documents, Settings
from pipeline.folders import Folders
from pipeline.job import Job, Outcome
from pipeline.ledger import Ledger
from pipeline.office import open_custody, open_queue
from pipeline.shared_queue import SharedQueue
from pipeline.watcher import Hands as Eyes
from pipeline.watcher import Watcher
from pipeline.worker import Hands, Worker
from tests.faults.running import Running, running, small_notice
from tests.faults.server import Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pipeline.documents import Document
    from pipeline.job import Queue

SCAN = Path(__file__).parents[1] / "samples" / "notice-scan.pdf"
PAGES = 2
READ = Outcome("new", tasks=1, place="archive/2024/a.pdf")


def scans(folder: Path, number: int) -> list[Path]:
    """Copies of the sample that differ by a comment, so that each is a document of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    content = SCAN.read_bytes()
    found = []
    for one in range(number):
        path = folder / f"scan-{one:04d}.pdf"
        path.write_bytes(content + b"\n%% %d\n%%%%EOF\n" % one)
        found.append(path)
    return found


def queues(chosen: argparse.Namespace) -> None:
    """Jobs put, and jobs leased, noted and ended, a second."""
    with tempfile.TemporaryDirectory() as folder, Server() as server:
        ledger = Ledger(Path(folder), lease_seconds=30)
        shared = SharedQueue(server.url, lease_seconds=30)
        for name, queue in (("local", ledger), ("procrastinate", shared)):
            with closing(queue):
                _pace(name, queue, chosen.jobs)


def _pace(name: str, queue: Queue, number: int) -> None:
    jobs = [Job(f"{n:032d}", f"{n}.pdf", sha256=f"{n:064d}") for n in range(number)]
    began = time.perf_counter()
    for at in range(0, number, 100):
        queue.put(jobs[at : at + 100])
    put = number / (time.perf_counter() - began)
    began = time.perf_counter()
    ended = 0
    while (job := queue.lease("bench")) is not None:
        queue.book.note(job, READ)
        queue.end(job, READ)
        ended += 1
    if ended != number:
        raise SystemExit(f"{name}: {ended} of {number} jobs ended")
    print(
        f"{name}: {put:.0f} jobs/s put, {number / (time.perf_counter() - began):.0f} jobs/s ended"
    )


class Cost(NamedTuple):
    """Seconds by the clock and of processors."""

    wall: float
    cpu: float


class Timed:
    """A reader that remembers what reading cost, programs below the child included."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self.costs: list[Cost] = []
        self.inside: list[float] = []
        """Processor seconds of this process alone, in which records are validated."""

    def process(self, path: Path) -> Document:
        """Read a file."""
        began, own, below = time.perf_counter(), time.process_time(), self._below()
        try:
            return self._documents.process(path)
        finally:
            own = time.process_time() - own
            self.inside.append(own)
            self.costs.append(Cost(time.perf_counter() - began, own + self._below() - below))

    def close(self) -> None:
        """End what runs below it."""
        self._documents.close()

    @staticmethod
    def _below() -> float:
        """Processor seconds of our children and of what they waited for."""
        total = 0
        for pid in Path("/proc/self/task").glob("*/children"):
            for child in pid.read_text().split():
                fields = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
                total += sum(map(int, fields[11:15]))
        return total / os.sysconf("SC_CLK_TCK")


class Silent:
    """Hears of nothing."""

    def taken(self, name: str) -> None:
        """A file was taken."""

    def stuck(self, name: str, error: OSError) -> None:
        """A file cannot be taken."""


def overhead(chosen: argparse.Namespace) -> None:
    """All that is not reading, as a share of reading: a two-page scan, one worker."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        settings = Settings.model_validate(
            {
                "database_url": f"sqlite:///{root / 'k.db'}",
                "jobs": 1,
                "folders": {
                    name: root / name for name in ("inbox", "work", "archive", "quarantine")
                },
            }
        )
        folders = Folders(settings)
        folders.check()
        queue, custody = open_queue(settings), open_custody(settings)
        now = [1000.0]
        eyes = Eyes(folders, queue, custody)
        watcher = Watcher(settings.intake, eyes, Silent(), clock=lambda: now[0])
        with closing(queue), Documents(settings) as documents:
            reader = Timed(documents)
            opener = partial(Store.open, settings.database_url)
            worker = Worker("bench", settings, Hands(queue, custody, reader, opener))
            reader.process(SCAN)  # models are loaded once, not for each document
            reader.costs.clear()
            rest = []
            for path in scans(root / "made", chosen.documents or 5):
                shutil.move(path, folders.inbox / path.name)
                began, spent = time.perf_counter(), time.process_time()
                for _ in range(4):
                    now[0] += 1
                    watcher.look([folders.inbox / path.name])
                worker.step()
                read = reader.costs[-1]
                # What this process does with the reply is part of reading, not of the intake.
                inside = reader.inside[-1]
                cpu = time.process_time() - spent - inside
                rest.append(Cost(time.perf_counter() - began - read.wall, cpu))
            worker.run(threading.Event(), until_empty=True)
    _tell_overhead(rest, reader.costs)


def _tell_overhead(rest: list[Cost], reads: list[Cost]) -> None:
    shares = [one.cpu / read.cpu for one, read in zip(rest, reads, strict=True)]
    walls = [one.wall / read.wall for one, read in zip(rest, reads, strict=True)]
    extra = statistics.median(one.cpu for one in rest)
    read = statistics.median(one.cpu for one in reads)
    print(f"reading a {PAGES}-page scan: {read:.1f} s of a processor, {read / PAGES:.1f} s a page")
    print(
        f"intake beside it: {extra * 1000:.0f} ms of a processor, {statistics.median(shares):.1%} "
        f"(worst of {len(shares)}: {max(shares):.1%}); by the clock {statistics.median(walls):.1%}"
    )
    day = 86_400 / (read + extra) * PAGES
    print(f"an idle processor reads {day:.0f} pages a day; a million pages a day are "
          f"{1e6 / day:.0f} processors, {1e6 / day / 32:.1f} machines of 32")  # fmt: skip


def latency(chosen: argparse.Namespace) -> None:
    """From the moment a scan lies whole in the inbox to its rows in the database."""
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "office") as office:
        # What an office has: the default two seconds of standing still.
        office.settle(2.0)
        watcher = office.start("watch", "inbox")
        inbox = office.root / "inbox"
        _until(inbox.is_dir)
        seconds = []
        for number, path in enumerate(scans(Path(folder) / "made", chosen.documents or 12)):
            shutil.copyfile(path, inbox / f".{path.name}")
            began = time.time()
            (inbox / f".{path.name}").rename(inbox / path.name)
            seconds.append(_stored(office.root, number + 1) - began)
        watcher.terminate()
        watcher.wait(60)
    seconds = sorted(seconds[1:])  # the first waits for the models
    p99 = seconds[min(len(seconds) - 1, round(0.99 * len(seconds)))]
    print(f"drop to row, {PAGES}-page scan: p50 {statistics.median(seconds):.1f} s, "
          f"p99 {p99:.1f} s of {len(seconds)} (settling is 2.0 s of it)")  # fmt: skip


def _stored(root: Path, number: int) -> float:
    """When the n-th document was stored."""
    while True:
        with closing(sqlite3.connect(root / "ketluan.db", timeout=20)) as connection:
            try:
                found = connection.execute("SELECT count(*) FROM documents").fetchone()[0]
            except sqlite3.OperationalError:  # not made yet
                found = 0
        if found >= number:
            return time.time()
        time.sleep(0.05)


def _loops(together: int) -> float:
    """Bare loops a second of so many processes at once: what the machine itself can give."""
    loop = "sum(i * i & 7 for i in range(20_000_000))"
    began = time.perf_counter()
    running = [subprocess.Popen([sys.executable, "-c", loop]) for _ in range(together)]
    for one in running:
        one.wait()
    return together / (time.perf_counter() - began)


def speedup(chosen: argparse.Namespace) -> None:
    """Documents an hour with one worker and with two, each with one recogniser."""
    number = chosen.documents or 24
    bare = _loops(2) / _loops(1)
    rates = {}
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "years"
        scans(made, number)
        for workers, processors in ((1, 1), (1, 2), (2, 2)):
            name = f"{workers} of {processors}"
            with _held(processors), running(Path(folder) / name) as office:
                rates[name] = _rate(office, made, workers, number)
            print(f"workers on processors, {name}: {rates[name]:.0f} documents/h, "
                  f"{rates[name] * PAGES:.0f} pages/h", flush=True)  # fmt: skip
    bare = (bare + _loops(2) / _loops(1)) / 2
    # One worker left to itself draws the next page on the second processor while it reads.
    print(
        f"speed-up from one worker on one processor to two on two: "
        f"{rates['2 of 2'] / rates['1 of 1']:.2f}; from one on two: "
        f"{rates['2 of 2'] / rates['1 of 2']:.2f}; of bare loops, before and after: {bare:.2f}"
    )


@contextmanager
def _held(processors: int) -> Iterator[None]:
    """Start programs on so many processors only."""
    all_of_them = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(all_of_them)[:processors])
    try:
        yield
    finally:
        os.sched_setaffinity(0, all_of_them)


def _rate(office: Running, years: Path, workers: int, number: int) -> float:
    """Between the first document's end and the last one's: start-up is no part of it."""
    done = office.run("backfill", str(years), "--workers", str(workers), timeout=3600)
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    with closing(sqlite3.connect(office.root / "work" / "ledger.db")) as connection:
        rows = connection.execute("SELECT ended_at FROM intake_jobs ORDER BY ended_at").fetchall()
    if len(rows) != number:
        raise SystemExit(f"{len(rows)} of {number} documents ended")
    seconds = float(rows[-1][0]) - float(rows[workers - 1][0])
    return (number - workers) / seconds * 3600


def many(chosen: argparse.Namespace) -> None:
    """One backfill of many small texts; memory of each kind of process as it goes."""
    number = chosen.documents or 100_000
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "office") as office:
        years = Path(folder) / "years"
        for one in range(number):
            path = years / f"{one // 10_000:03d}" / f"{one // 100 % 100:02d}" / f"{one}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(small_notice(one))
        began = time.monotonic()
        run = office.start("backfill", str(years), "--workers", str(chosen.workers))
        seen: list[dict[str, float]] = []
        while run.poll() is None:
            time.sleep(2)
            seen.append(_memory(office))
        seconds = time.monotonic() - began
        print(office.said().splitlines()[-1])
        print(f"{number} documents in {seconds:.0f} s with {chosen.workers} workers: "
              f"{number / seconds * 3600:.0f} documents/h, exit code {run.returncode}")  # fmt: skip
        for kind in ("backfill", "worker_main", "child_main"):
            marks = [_at(seen, kind, share) for share in (0.2, 0.5, 0.8, 1.0)]
            print(f"  {kind}: own MiB at 20, 50, 80, 100 %: {', '.join(f'{m:.0f}' for m in marks)}")
        size = sum(p.stat().st_size for p in (office.root / "work").iterdir()) / (1 << 20)
        print(f"  ledger: {size:.1f} MiB")


def _at(seen: list[dict[str, float]], kind: str, share: float) -> float:
    """Most memory of a kind around a share of the time."""
    last = max(1, round(len(seen) * share))
    return max(
        (one.get(kind, 0.0) for one in seen[max(0, last - len(seen) // 10 - 1) : last]), default=0.0
    )


def _memory(office: Running) -> dict[str, float]:
    """MiB of its own that the largest process of each kind holds.

    Without mapped files: pages of the database are the system's, shared by all, and given back
    when it wants them.
    """
    page = os.sysconf("SC_PAGE_SIZE") / (1 << 20)
    most: dict[str, float] = {}
    for kind in ("backfill", "worker_main", "child_main"):
        for pid in office.pids(kind):
            try:
                fields = Path(f"/proc/{pid}/statm").read_text().split()
            except OSError:
                continue
            most[kind] = max(most.get(kind, 0.0), (int(fields[1]) - int(fields[2])) * page)
    return most


def _until(what: Callable[[], bool]) -> None:
    while not what():
        time.sleep(0.05)


PARTS = {
    "queues": queues,
    "overhead": overhead,
    "latency": latency,
    "speedup": speedup,
    "many": many,
}


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The command line; no part named: all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    # Not by choices: argparse holds an empty list against them.
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--documents", type=int, help="how many, in each part")
    parser.add_argument("--jobs", type=int, default=2000, help="of the queues")
    parser.add_argument("--workers", type=int, default=2, help="of the many")
    chosen = parser.parse_args(arguments)
    chosen.parts = chosen.parts or list(PARTS)
    if unknown := [part for part in chosen.parts if part not in PARTS]:
        parser.error(f"no such part: {', '.join(unknown)}")
    return chosen


def main() -> None:
    """Run the parts that are asked for."""
    chosen = parse()
    for part in chosen.parts:
        before = os.getloadavg()[0]
        print(f"== {part} (load before {before:.1f} on {os.cpu_count()} processors)", flush=True)
        PARTS[part](chosen)


if __name__ == "__main__":
    main()
