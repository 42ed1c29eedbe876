"""Every single program that reading one scan starts fails to start: once, or from then on."""

from __future__ import annotations

import errno
import threading
import time
from functools import partial
from pathlib import Path

import pytest

from db.store import Store
from pipeline.documents import Documents
from pipeline.worker import Hands, Worker
from tests.faults.saboteur import SABOTEUR
from tests.pipeline.house import House

SCAN = Path(__file__).parents[2] / "samples" / "notice-scan.pdf"
IN_THE_CHILD = """
import errno, os, pathlib, sys

folder = pathlib.Path({folder!r})
fail_at, once = {fail_at}, {once}


def hear(name, _arguments):
    if name != "subprocess.Popen" or (once and (folder / "failed").exists()):
        return
    with (folder / "started").open("a") as started:
        started.write("x")
        started.flush()
        number = started.tell()
    if fail_at and number >= fail_at:
        (folder / "failed").touch()
        raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))


if any("child_main" in part for part in sys.orig_argv):
    sys.addaudithook(hear)
"""


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.worker._UNWELL", 0.0)


def work(house: House, stop: threading.Event | None = None) -> None:
    if not house.dropped:
        house.drop("scan.pdf", SCAN.read_bytes())
        house.pass_time(house.settings.intake.rescan_seconds + 4)
    with Documents(house.settings) as documents:
        opener = partial(Store.open, house.settings.database_url)
        hands = Hands(house.queue, house.custody, documents, opener)
        Worker("worker", house.settings, hands).run(stop or threading.Event(), until_empty=True)


def sabotage(monkeypatch: pytest.MonkeyPatch, folder: Path, *, fail_at: int, once: bool) -> Path:
    """Have the children count the programs that they start, in a file that is returned."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(
        IN_THE_CHILD.format(folder=str(folder), fail_at=fail_at, once=once), encoding="utf-8"
    )
    monkeypatch.setenv("PYTHONPATH", str(folder))
    return folder / "started"


def stored(house: House) -> int:
    """That the scan is archived, and its rows are there once; how many programs the child began."""
    assert [path.read_bytes() for _, path in house.everything()] == house.dropped
    assert len(house.files("archive")) == 1
    assert list(house.documents().values()) == [str(house.files("archive")[0])]
    return house.tasks()


@pytest.fixture(scope="session")
def truth(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, int]:
    """Tasks of the scan, and programs that its reading starts, when nothing fails."""
    with pytest.MonkeyPatch.context() as patch:
        root = tmp_path_factory.mktemp("truth")
        started = sabotage(patch, root / "hook", fail_at=0, once=True)
        house = House(root / "office")
        work(house)
        tasks = stored(house)
        house.close()
        return tasks, len(started.read_text())


def test_the_child_itself_does_not_start(house: House, truth: tuple[int, int]) -> None:
    """Too many processes on the machine: it is tried again, and nothing is lost."""
    with SABOTEUR.at_work("program", house.root, fail_at=1, errno=errno.EAGAIN):
        work(house)
    assert SABOTEUR.count > 1
    assert stored(house) == truth[0]


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_each_program_fails_once(
    tmp_path: Path, truth: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks, programs = truth
    assert programs > 2
    for n in range(1, programs + 1):
        sabotage(monkeypatch, tmp_path / f"hook-{n}", fail_at=n, once=True)
        house = House(tmp_path / f"office-{n}")
        work(house)
        assert (tmp_path / f"hook-{n}" / "failed").exists(), n
        assert stored(house) == tasks, n
        house.close()


def test_programs_fail_for_good(
    house: House, tmp_path: Path, truth: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is the machine that is ill, not the scan: it waits, and is read when the machine is well."""
    sabotage(monkeypatch, tmp_path / "hook", fail_at=2, once=False)
    monkeypatch.setattr("pipeline.worker._UNWELL", 0.2)
    stop = threading.Event()
    watch = threading.Thread(target=stop_after_failure, args=(tmp_path / "hook" / "failed", stop))
    watch.start()
    work(house, stop)
    watch.join()
    assert [path.read_bytes() for _, path in house.everything()] == [SCAN.read_bytes()]
    assert house.documents() == {}
    assert house.queue.book.counts().ended == {}
    monkeypatch.delenv("PYTHONPATH")
    work(house)
    assert stored(house) == truth[0]


def stop_after_failure(failed: Path, stop: threading.Event) -> None:
    while not failed.exists():
        time.sleep(0.1)
    time.sleep(2)
    stop.set()
