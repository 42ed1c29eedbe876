"""No document hangs, floods, kills or fools the parent."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest

from models import errors
from pipeline.child import Child
from pipeline.settings import Limits, Settings

ROOT = Path(__file__).parents[2]


def child(stall_seconds: float) -> Child:
    limits = Limits(seconds=60, stall_seconds=stall_seconds, memory_mb=256, output_mb=1)
    return Child(Settings(limits=limits), module="tests.pipeline.rogue_child")


@pytest.fixture(autouse=True)
def reachable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


@pytest.fixture
def rogue() -> Child:
    """A busy machine takes seconds to start it."""
    return child(30)


@pytest.fixture
def hanging() -> Child:
    return child(1.5)


@pytest.mark.parametrize(
    ("deed", "error"),
    [
        ("hoard", errors.LimitExceeded),
        ("die", errors.ReaderCrashed),
        ("babble", errors.LimitExceeded),
        ("garble", errors.ReaderCrashed),
        ("lie", errors.ReaderCrashed),
        ("pretend", errors.ReaderCrashed),
        ("refuse", errors.PasswordNeeded),
    ],
)
def test_each_misdeed_ends_in_its_error(
    rogue: Child, deed: str, error: type[errors.KetluanError]
) -> None:
    with rogue, pytest.raises(error) as caught:
        rogue.read(Path(f"{deed}.pdf"))
    assert f"{deed}.pdf" in caught.value.message("vi")


def test_programs_below_a_hanging_child_end_with_it(hanging: Child) -> None:
    with hanging, pytest.raises(errors.LimitExceeded):
        hanging.read(Path("hang.pdf"))
    time.sleep(0.2)
    running = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True)
    assert "sleep 600" not in running.stdout


def test_a_fresh_child_follows_a_dead_one(rogue: Child) -> None:
    with rogue:
        with pytest.raises(errors.ReaderCrashed):
            rogue.read(Path("die.pdf"))
        with pytest.raises(errors.PasswordNeeded):
            rogue.read(Path("refuse.pdf"))


def test_the_child_leaves_no_temporary_files(rogue: Child, tmp_path: Path) -> None:
    with rogue:
        with pytest.raises(errors.PasswordNeeded):
            rogue.read(tmp_path / "refuse.pdf")
        folders = [scratch.path for scratch in rogue._scratch]
        assert all(folder.is_dir() for folder in folders)
        (folders[-1] / "page.pgm").write_bytes(b"P5")
    assert not any(folder.exists() for folder in folders)
