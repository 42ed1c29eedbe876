"""The peers that the benchmark of the repair runs beside ours."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

from benchmarks import restorers
from benchmarks.figures import Figures
from benchmarks.repair import peers

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

TOLD = """@(#) International Ispell Version 3.2.06 (but really Hunspell 1.7.1)
*

& quyet 2 1: quyết, quyệt

& VIET 1 1: VIẾT

# xyzq 1
"""


def test_the_first_suggestion_of_each_unknown_word_counts() -> None:
    assert restorers.suggestions(TOLD) == {"quyet": "quyết", "VIET": "VIẾT"}


def test_hunspell_is_asked_once_for_each_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = tmp_path / "asked"
    program = tmp_path / "hunspell"
    program.write_text(f"#!/bin/sh\n/bin/cat >>{asked}\n/bin/cat <<'END'\n{TOLD}END\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    text = "(quyet) dinh, VIET\nquyet 12 xyzq."
    assert restorers.hunspell()(text) == "(quyết) dinh, VIẾT\nquyết 12 xyzq."
    assert asked.read_text("utf-8").split("\n") == ["^VIET", "^dinh", "^quyet", "^xyzq", ""]


def test_a_line_on_which_pyvi_breaks_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    def add_accents(line: str) -> str:
        return {"toi": "tôi"}[line]

    package, inside = ModuleType("pyvi"), ModuleType("pyvi.ViUtils")
    inside.add_accents = add_accents  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pyvi", package)
    monkeypatch.setitem(sys.modules, "pyvi.ViUtils", inside)
    assert restorers.pyvi()("toi\nBrazil") == "tôi\nBrazil"


def test_peers_that_are_not_installed_are_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    for package in ("pyvi.ViUtils", "nom.text"):
        monkeypatch.setitem(sys.modules, package, None)
    peers([("viec", "việc")], Figures())
    told = capsys.readouterr().out
    for name in restorers.ALL:
        assert f"peer {name}: not installed" in told
    for name, why in restorers.LEFT_OUT.items():
        assert f"{name}, looked at and left out: {why}" in told
