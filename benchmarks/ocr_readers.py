"""Readers that the benchmark compares, each in a process of its own.

``python -m benchmarks.ocr_readers NAME JOBS FILE...`` prints one JSON line a file.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING, Any, NamedTuple

from ocr.runtime import runtime

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ALL = ("tesseract", "ocrmypdf", "trueocr", "ketluan", "ketluan alone")
"""``ketluan alone`` has no second reader."""
OURS = ("ketluan", "ketluan alone")
_DPI = 300
_SIDES = {"signed": "signature", "has text": "already"}


class Outcome(NamedTuple):
    """One file by one reader."""

    file: str
    pages: tuple[str, ...]
    seconds: float
    refused: str | None = None
    words: tuple[tuple[str, float, bool], ...] = ()
    """Of this project: text, confidence, flagged."""


class Run(NamedTuple):
    """All files by one reader."""

    outcomes: tuple[Outcome, ...]
    peak_mb: float
    """Of all processes of the reader together."""


def missing(name: str) -> str | None:
    """What would have to be installed for the reader; None where all is there."""
    needs = {
        "tesseract": which("tesseract"),
        "ocrmypdf": _script("ocrmypdf"),
        "trueocr": find_spec("trueocr"),
        "ketluan": find_spec("trueocr"),
        "ketluan alone": which("tesseract"),
    }
    return (
        None
        if needs[name]
        else {"ketluan": "trueocr", "ketluan alone": "tesseract"}.get(name, name)
    )


def _script(name: str) -> str | None:
    beside = Path(sys.executable).with_name(name)
    return str(beside) if beside.exists() else which(name)


def run(name: str, files: Sequence[Path], jobs: int) -> Iterator[Outcome | float]:
    """Outcomes file by file, at last the peak memory in MB."""
    command = [sys.executable, "-m", "benchmarks.ocr_readers", name, str(jobs), *map(str, files)]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": str(jobs)}
    if name in OURS:
        environment["MALLOC_MMAP_THRESHOLD_"] = "1000000"  # as pipeline.child sets it
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=environment, start_new_session=True
    ) as process:
        peak = _Peak(process.pid)
        peak.start()
        try:
            assert process.stdout is not None  # noqa: S101 - it is a pipe
            for line in process.stdout:
                shape = json.loads(line)
                words = tuple((text, sure, flagged) for text, sure, flagged in shape.pop("words"))
                yield Outcome(**{**shape, "pages": tuple(shape["pages"]), "words": words})
        finally:
            if process.poll() is None and sys.exc_info()[0] is not None:
                os.killpg(process.pid, signal.SIGTERM)
            peak.ended.set()
            peak.join()
    yield peak.mb


class _Peak(threading.Thread):
    """Adds up the resident memory of a session's processes, ten times a second."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self._session = session
        self.ended = threading.Event()
        self.mb = 0.0

    def run(self) -> None:
        """Until the reader has ended."""
        while not self.ended.wait(0.1):
            # A program that is just being started still shows the memory of its parent: once.
            self.mb = max(self.mb, sum(size for _, size in set(self._each())) / 1e6)

    def _each(self) -> Iterator[tuple[int, int]]:
        """Size of the address space and resident bytes of each process."""
        size = os.sysconf("SC_PAGE_SIZE")
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError, IndexError, ValueError):
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
                if int(fields[3]) == self._session:
                    yield int(fields[20]), int(fields[21]) * size


def _tesseract(jobs: int) -> Callable[[Path], dict[str, Any]]:
    """Plain ``tesseract -l vie --psm 4`` on pages of 300 dpi, ``jobs`` pages at a time."""

    def page(image: Path) -> str:
        command = ["tesseract", str(image), "-", "-l", "vie", "--psm", "4", "--dpi", str(_DPI)]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def read(path: Path) -> dict[str, Any]:
        with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(jobs) as pool:
            subprocess.run(
                ["pdftoppm", "-r", str(_DPI), "-gray", str(path), f"{folder}/p"], check=True
            )
            return {"pages": list(pool.map(page, sorted(Path(folder).iterdir())))}

    return read


def _ocrmypdf(jobs: int) -> Callable[[Path], dict[str, Any]]:
    """``ocrmypdf --sidecar -l vie`` with its other settings left as they are."""
    program = _script("ocrmypdf") or "ocrmypdf"

    def read(path: Path) -> dict[str, Any]:
        with tempfile.TemporaryDirectory() as folder:
            side = Path(folder, "side.txt")
            command = [program, "--sidecar", str(side), "-l", "vie", "--jobs", str(jobs), "-q"]
            done = subprocess.run(
                [*command, str(path), f"{folder}/out.pdf"],
                check=False,
                capture_output=True,
                text=True,
            )
            if done.returncode:
                said = done.stderr.lower()
                short = next((name for name, sign in _SIDES.items() if sign in said), "failed")
                return {"pages": [], "refused": short}
            return {"pages": side.read_text("utf-8").split("\f")}

    return read


def _trueocr(jobs: int) -> Callable[[Path], dict[str, Any]]:
    """The package as its page says, on pages of 300 dpi."""
    import pypdfium2  # noqa: PLC0415  each reader loads its own libraries

    runtime()  # before trueocr loads it
    import trueocr  # noqa: PLC0415

    models = [trueocr.load_model() for _ in range(jobs)]

    def read(path: Path) -> dict[str, Any]:
        with pypdfium2.PdfDocument(path) as document:
            sheets = (page.render(scale=_DPI / 72).to_pil().convert("RGB") for page in document)
            pages: list[str] = []
            with ThreadPoolExecutor(jobs) as pool:
                batch: list[Any] = []
                for sheet in sheets:
                    batch.append(sheet)
                    if len(batch) == jobs:
                        pages += pool.map(_text, models, batch)
                        batch = []
                pages += pool.map(_text, models, batch)
        return {"pages": pages}

    def _text(model: Any, sheet: Any) -> str:  # noqa: ANN401  the package has no types
        return str(model.predict(sheet).text)

    return read


def _ketluan(jobs: int, *, alone: bool) -> Callable[[Path], dict[str, Any]]:
    """This project, without the child process and the database."""
    from models.errors import KetluanError  # noqa: PLC0415
    from ocr.consensus import Consensus  # noqa: PLC0415
    from ocr.reader import ReadSettings, read  # noqa: PLC0415
    from ocr.repair import Repairer  # noqa: PLC0415

    repairer, consensus = Repairer.load(), None if alone else Consensus.load()

    def one(path: Path) -> dict[str, Any]:
        try:
            reading = read(
                path, repairer=repairer, settings=ReadSettings(jobs=jobs), consensus=consensus
            )
        except KetluanError as trouble:
            return {"pages": [], "refused": type(trouble).__name__}
        flagged = {(edit.page, edit.line, edit.word) for edit in reading.edits if edit.review}
        words = [
            (word.text, word.confidence, (page.number, row, place) in flagged)
            for page in reading.pages
            for row, line in enumerate(page.lines)
            if line.role.printed
            for place, word in enumerate(line.words)
        ]
        return {"pages": [page.text for page in reading.pages], "words": words}

    return one


def main() -> None:
    """The process of one reader."""
    name, jobs = sys.argv[1], int(sys.argv[2])
    makers: dict[str, Callable[[], Callable[[Path], dict[str, Any]]]] = {
        "tesseract": lambda: _tesseract(jobs),
        "ocrmypdf": lambda: _ocrmypdf(jobs),
        "trueocr": lambda: _trueocr(jobs),
        "ketluan": lambda: _ketluan(jobs, alone=False),
        "ketluan alone": lambda: _ketluan(jobs, alone=True),
    }
    read = makers[name]()
    for argument in sys.argv[3:]:
        began = time.perf_counter()
        shape = {"refused": None, "words": [], **read(Path(argument))}
        seconds = time.perf_counter() - began
        print(json.dumps({"file": Path(argument).name, "seconds": seconds, **shape}), flush=True)


if __name__ == "__main__":
    main()
