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


@pytest.fixture
def settings() -> Settings:
    limits = Limits(seconds=20, stall_seconds=1.5, memory_mb=256, output_mb=1)
    return Settings(limits=limits)


@pytest.fixture
def rogue(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Child:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return Child(settings, module="tests.pipeline.rogue_child")


@pytest.mark.parametrize(
    ("deed", "error"),
    [
        ("hang", errors.LimitExceeded),
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


def test_programs_below_a_hanging_child_end_with_it(rogue: Child) -> None:
    with rogue, pytest.raises(errors.LimitExceeded):
        rogue.read(Path("hang.pdf"))
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
        assert rogue._folder is not None
        folder = Path(rogue._folder.name)
        assert folder.is_dir()
    assert not folder.exists()
