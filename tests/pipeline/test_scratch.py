"""Temporary folders of killed processes go, those of living ones and of others stay."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import scratch
from pipeline.scratch import Scratch, sweep

MAKES_ONE = """
from pipeline.scratch import Scratch
folder = Scratch().path
(folder / "notice.pdf").write_bytes(b"%PDF")
print(folder, flush=True)
input()
"""


@pytest.fixture(autouse=True)
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    monkeypatch.setattr(scratch, "MEMORY", tmp_path / "memory")


def test_the_folder_of_a_killed_process_goes(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", MAKES_ONE],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with process:
        assert process.stdout is not None
        folder = Path(process.stdout.readline().strip())
        assert folder.parent == tmp_path
        sweep()
        assert (folder / "notice.pdf").exists(), "its process lives"
        process.kill()
        process.wait()
        sweep()
        assert not folder.exists()


def test_folders_in_use_and_of_others_stay(tmp_path: Path) -> None:
    foreign = tmp_path / "ketluan-other"
    foreign.mkdir()
    (foreign / "kept").touch()
    with Scratch() as folder:
        (tmp_path / "ketluan-link").symlink_to(folder)
        sweep()
        assert folder.is_dir()
    sweep()
    assert not folder.exists()
    assert (foreign / "kept").exists()


def test_memory_is_used_only_where_there_is_some(tmp_path: Path) -> None:
    assert Scratch.in_memory() is None
    (tmp_path / "memory").mkdir()
    made = Scratch.in_memory()
    assert made is not None
    assert made.path.parent == tmp_path / "memory"
    made.remove()
    made.remove()
    assert list((tmp_path / "memory").iterdir()) == []
