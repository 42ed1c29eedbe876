"""Files nobody should have to open, through the real intake: what became of each.

``python -m benchmarks.hostile [FOLDER...]`` drops every file of the folders (default:
``../shared/hostile/pdf`` and ``../shared/scans``) into a watched folder and looks on: memory of
every process group, time a document, processes left behind. Where a ``MANIFEST.tsv`` tells what
other engines make of a file, the reasons are compared with it.
"""

from __future__ import annotations

import argparse
import csv
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from pipeline import names

SHARED = Path(__file__).parents[2] / "shared"
_PAGE = os.sysconf("SC_PAGE_SIZE")
_MARK = "KETLUAN_HOSTILE_RUN"


def processes(mark: str) -> dict[int, tuple[int, int, str, float, str]]:
    """Of the run: parent, group, state, resident MiB, command line."""
    found = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            if mark.encode() not in (entry / "environ").read_bytes():
                continue
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except (OSError, UnicodeDecodeError):
            continue
        found[int(entry.name)] = (
            int(fields[1]), int(fields[2]), fields[0], int(fields[21]) * _PAGE / (1 << 20), command,
        )  # fmt: skip
    return found


class Watchman:
    """Remembers the worst that was seen."""

    def __init__(self, mark: str) -> None:
        self._mark = mark
        self.parent = 0.0
        """MiB of the watcher and the workers, each."""
        self.group = 0.0
        """MiB of a child with all programs below it."""
        self.zombies = 0

    def look(self) -> None:
        """Look once at every process of the run."""
        groups: Counter[int] = Counter()
        for pid, (_, group, state, memory, command) in processes(self._mark).items():
            self.zombies = max(self.zombies, int(state == "Z"))
            groups[group] += round(memory)
            if "child_main" not in command and group == pid:
                self.parent = max(self.parent, memory)
        self.group = max([self.group, *groups.values()])


def run(files: list[Path], root: Path, *, workers: int, wait: float) -> Watchman:
    """Drop them all and wait until none is left, or nothing has moved for ``wait`` seconds."""
    inbox = root / "inbox"
    inbox.mkdir(parents=True)
    for number, file in enumerate(files):
        place = inbox / f"{number:04d}" / file.name
        place.parent.mkdir()
        shutil.copyfile(file, place)
    mark = str(root)
    with (root / "log").open("wb") as log:
        watcher = subprocess.Popen(
            [sys.executable, "-c", "from cli.main import run; run()", "--lang", "en", "watch",
             "inbox", "--workers", str(workers)],
            cwd=root, stdout=log, stderr=log,
            env=os.environ | {_MARK: mark, "KETLUAN_INTAKE__PATIENCE_SECONDS": "20",
                              "PYTHONPATH": str(Path(__file__).parents[1])},
        )  # fmt: skip
        watchman = Watchman(f"{_MARK}={mark}")
        moved, last = time.monotonic(), -1
        while time.monotonic() - moved < wait:
            watchman.look()
            ended = len(reasons(root)) + len(archived(root))
            if ended != last:
                moved, last = time.monotonic(), ended
            if ended == len(files):
                break
            if watcher.poll() is not None:
                raise SystemExit(f"the watcher ended with {watcher.returncode}")
            time.sleep(0.5)
        watcher.send_signal(signal.SIGTERM)
        watcher.wait(120)
    return watchman


def reasons(root: Path) -> dict[str, str]:
    """Name and cause of every file in the quarantine."""
    found = {}
    for note in root.glob(f"quarantine/**/{names.REASON}"):
        cause = re.search(r"\(mã\): (\w+)", note.read_text(encoding="utf-8"))
        file = next((path for path in note.parent.iterdir() if path != note), None)
        if cause is not None and file is not None:
            found[file.name] = cause[1]
    return found


def archived(root: Path) -> list[str]:
    """Names of what was read."""
    files = (path for path in root.glob("archive/**/*") if path.is_file())
    return [re.sub(r"~[0-9a-f]{12}(?=\.|$)", "", path.name) for path in files]


def told_wrong(causes: dict[str, str], read: list[str], manifest: Path) -> list[str]:
    """Reasons that other engines contradict: a password denied, damage where all could read."""
    if not manifest.exists():
        return []
    wrong = []
    with manifest.open(encoding="utf-8") as table:
        for row in csv.DictReader(table, delimiter="\t"):
            engines = {row["pdfium"], row["poppler"], row["pikepdf"]}
            cause = causes.get(row["file"]) or ("archived" if row["file"] in read else None)
            if cause is None:  # it was not run
                continue
            if row["pdfium"] == "password" and cause != "PasswordNeeded":
                wrong.append(f"{row['file']}: {cause}, but a password is needed")
            if cause == "PasswordNeeded" and engines == {"ok"}:
                wrong.append(f"{row['file']}: {cause}, but every engine opens it")
            if cause == "DamagedFile" and engines == {"ok"}:
                wrong.append(f"{row['file']}: {cause}, but every engine opens it")
            if cause == "archived" and "ok" not in engines:
                wrong.append(f"{row['file']}: archived, but no engine opens it")
    return wrong


def main(arguments: list[str] | None = None) -> int:
    """Print what became of the files; 1 where a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--wait", type=float, default=1000.0, help="seconds without an end")
    parser.add_argument("--limit", type=int, default=None)
    chosen = parser.parse_args(arguments)
    folders = chosen.folders or [SHARED / "hostile" / "pdf", SHARED / "scans"]
    files = sorted(
        path for folder in folders for path in folder.iterdir() if path.suffix in {".pdf", ".png"}
    )[: chosen.limit]
    if not files:
        print("no files: ../shared is absent")
        return 0
    with tempfile.TemporaryDirectory(prefix="ketluan-hostile-") as folder:
        root = Path(folder) / "office"
        began = time.monotonic()
        watchman = run(files, root, workers=chosen.workers, wait=chosen.wait)
        seconds = time.monotonic() - began
        causes, read = reasons(root), archived(root)
        left = processes(f"{_MARK}={root}")
        log = (root / "log").read_text(encoding="utf-8")
    wrong = told_wrong(causes, read, SHARED / "hostile" / "MANIFEST.tsv")
    print(f"files {len(files)}: archived {len(read)}, refused {len(causes)}")
    for cause, count in Counter(causes.values()).most_common():
        print(f"  {cause} {count}")
    print(f"reasons that another engine contradicts: {len(wrong)}")
    for line in wrong:
        print(f"  {line}")
    faults = log.count('"fault"')
    slowest = sorted(map(float, re.findall(r'"seconds": ([0-9.]+)', log)))[-3:]
    print(f"faults of our own: {faults}")
    print(f"slowest documents: {', '.join(f'{one:.0f} s' for one in reversed(slowest))}")
    print(
        f"most memory: watcher or worker {watchman.parent:.0f} MiB, child {watchman.group:.0f} MiB"
    )
    print(f"zombies {watchman.zombies}, processes left behind {len(left)}")
    print(f"{seconds:.0f} s with {chosen.workers} workers")
    broken = wrong or left or faults or len(read) + len(causes) != len(files)
    return 1 if broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
