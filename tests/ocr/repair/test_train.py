"""The training command, on a corpus of composed notices and two pages of each source."""

from __future__ import annotations

import lzma
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pytest

from ocr.repair import Repairer
from ocr.repair.train import corpus
from ocr.repair.train.__main__ import clean, publish

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


TEXT = "Ủy ban nhân dân huyện giao Phòng Nội vụ chủ trì, phối hợp các xã rà soát việc số {}."


def test_a_corpus_is_cleaned_without_what_is_barred(tmp_path: Path) -> None:
    folder, barred, work = tmp_path / "corpus", tmp_path / "barred", tmp_path / "work"
    for place in (folder, barred, work):
        place.mkdir()
    lines = [TEXT.format(f"{number} và {number + 1}") for number in range(300)]
    (folder / "a.txt").write_text("\n".join([*lines, lines[0], "### a.DOC"]), "utf-8")
    with lzma.open(folder / "b.txt.xz", "wt", encoding="utf-8") as file:
        file.write("\n".join([lines[1].replace(" ", "  "), "Điều 1."]))
    shut = "Một hai ba bốn năm sáu bảy tám chín mười mười một mười hai mười ba"
    (barred / "c.txt").write_text(f"Trước. {shut}", "utf-8")
    (folder / "d.txt").write_text(f"{shut} Sau.", "utf-8")
    with ThreadPoolExecutor(2) as pool:
        clean(folder, [barred], work, pool)
    learnt, held = (
        (work / f"{name}.txt").read_text("utf-8").split("\n")[:-1] for name in ("train", "held")
    )
    assert sorted([*learnt, *held]) == sorted([*lines, "Điều 1."])
    assert 0 < len(held) < 20
    assert all(corpus.share(line) == 0 for line in held)


def test_held_lines_that_are_learnt_from_in_part_are_not_unseen() -> None:
    runs = [" ".join(f"{word}{number}" for number in range(13)) for word in ("ba", "ca", "da")]
    with ThreadPoolExecutor(2) as pool:
        learnt = [["một", f"hai {runs[1]}"], [runs[2]]]
        assert corpus.apart(runs, learnt, pool) == [runs[0]]


def test_what_was_made_takes_the_place_of_what_is_there(tmp_path: Path) -> None:
    made, out = tmp_path / "made", tmp_path / "out"
    made.mkdir()
    out.mkdir()
    for folder, name, text in (
        (made, "words.txt", "new"),
        (made, "same.npy", "same"),
        (out, "words.txt", "old"),
        (out, "same.npy", "same"),
        (out, "README", "other"),
    ):
        (folder / name).write_text(text, "utf-8")
    before = (out / "same.npy").stat().st_mtime_ns
    publish(made, out)
    assert {path.name: path.read_text("utf-8") for path in out.iterdir()} == {
        "words.txt": "new",
        "same.npy": "same",
        "README": "other",
    }
    assert (out / "same.npy").stat().st_mtime_ns == before
