"""The training command, on a corpus of composed notices and two pages of each source."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from ocr.repair import Repairer

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
def test_everything_shipped_is_rebuilt(tmp_path: Path) -> None:
    notices, made = tmp_path / "notices", tmp_path / "made"
    compose = ["samples.compose", "--count", "40", "--seed", "3", "--out", str(notices)]
    train = ["ocr.repair.train", "--corpus", str(notices), "--out", str(made), "--quick"]
    for command in (compose, [*train, "--work", str(tmp_path / "work")]):
        subprocess.run([sys.executable, "-m", *command], check=True, capture_output=True)
    held = (tmp_path / "work" / "held.txt").read_text(encoding="utf-8").splitlines()
    learnt = (tmp_path / "work" / "train.txt").read_text(encoding="utf-8").splitlines()
    assert held
    assert not set(held) & set(learnt)
    assert len(np.load(tmp_path / "work" / "network.npz")["ids"]) > 1000
    repairer = Repairer.load(made)
    repaired = repairer.repair_text("Uy ban nhan dan yeu cau cac co quan, don vi bao cao ket qua")
    assert "Ủy ban nhân dân" in repaired
