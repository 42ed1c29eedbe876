"""Every single file operation and database call of one document's way fails once, or for good."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from models.errors import KetluanError
from pipeline import clock
from tests.faults.saboteur import SABOTEUR, Kind, PowerCut
from tests.pipeline.house import House

if TYPE_CHECKING:
    from collections.abc import Iterator

WAYS = {
    "read": b"read 1",
    "refused": b"damaged 2",
    "secret": b"secret 3",
    "crashed": b"crash 4",
}
CUT = 0
ERRORS: dict[Kind, tuple[int, ...]] = {
    "file": (CUT, errno.ENOSPC, errno.EACCES, errno.EIO),
    "database": (CUT, errno.EIO),
}


LATER = 0.0
"""Seconds that have passed since the fault: longer than any lease."""


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    monkeypatch.setattr("pipeline.worker._UNWELL", 0.0)
    real = clock.now
    monkeypatch.setattr("pipeline.clock.now", lambda: real() + LATER)


def fresh(root: Path, empty_database: Path) -> House:
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir()
    shutil.copy(empty_database, root / "ketluan.db")
    return House(root)


def attempt(house: House) -> None:
    """One document's way, from the inbox to its end, whatever fails on it."""
    try:
        house.open()
        house.watcher.recover()
        house.pass_time(5)
        worker = house.worker()
        for _ in range(3):
            worker.step()
    except PowerCut:
        return
    except (OSError, KetluanError):
        return  # the command ends with its message; systemd starts it anew


def ends_well(house: House, content: bytes) -> None:
    """After a new start all is as it must be, and nothing was done twice."""
    global LATER  # noqa: PLW0603
    LATER += 60
    house.open()
    house.watcher.recover()
    house.run()
    house.check()
    folder = "archive" if content.startswith(b"read") else "quarantine"
    assert len(house.files(folder)) == 1
    assert sum(house.queue.book.counts().ended.values()) == 1
    assert "gone" not in house.queue.book.counts().ended


def steps(root: Path, empty_database: Path, kind: Kind, content: bytes) -> int:
    """How many operations the way has when none fails."""
    house = fresh(root, empty_database)
    house.close()
    house.drop("a.txt", content)
    with SABOTEUR.at_work(kind, root, fail_at=0, errno=0):
        attempt(house)
    house.close()
    return SABOTEUR.count


def cases() -> Iterator[object]:
    """All of them with `make test-faults`; always the two worst, at every few steps."""
    for kind, errors in ERRORS.items():
        for way in WAYS:
            for error in errors:
                yield pytest.param(kind, way, error, 1, marks=pytest.mark.slow)
    yield "file", "read", CUT, 2
    yield "file", "read", errno.ENOSPC, 3
    yield "file", "secret", CUT, 3
    yield "database", "read", CUT, 9
    yield "database", "refused", errno.EIO, 5


@pytest.mark.parametrize(("kind", "way", "error", "stride"), list(cases()))
def test_each_step_may_fail(
    tmp_path: Path, empty_database: Path, kind: Kind, way: str, error: int, stride: int
) -> None:
    root, content = tmp_path / "office", WAYS[way]
    number = steps(root, empty_database, kind, content)
    assert number > 8
    for n in range(1, number + 1, stride):
        house = fresh(root, empty_database)
        house.close()
        house.drop("a.txt", content)
        with SABOTEUR.at_work(kind, root, fail_at=n, errno=error):
            attempt(house)
        assert SABOTEUR.count >= n, f"step {n} was never reached"
        house.close()
        house.open()
        house.check(ended=False)
        house.close()
        ends_well(house, content)
        house.close()


@pytest.mark.slow
def test_the_archive_on_another_disk_loses_nothing(
    tmp_path: Path, empty_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between disks a file is copied: every step of that may fail too."""
    root = tmp_path / "office"
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if "archive" in str(target) and "work" in str(self):
            raise OSError(errno.EXDEV, "another disk")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    number = steps(root, empty_database, "file", b"read 1")
    for error in (CUT, errno.ENOSPC):
        for n in range(1, number + 1):
            house = fresh(root, empty_database)
            house.close()
            house.drop("a.txt", b"read 1")
            with SABOTEUR.at_work("file", root, fail_at=n, errno=error):
                attempt(house)
            house.close()
            # Dying between copy and removal leaves the same bytes twice, for a while.
            ends_well(house, b"read 1")
            house.close()
