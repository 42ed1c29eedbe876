"""The changes that mutation testing makes to a module."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

from tools.mutants.changes import mutant, sites

ROOT = Path(__file__).parents[2]
MODULE = '''"""A rule: nothing here is text of the module."""

import re

_TERM = re.compile(r"\\b(?:trước|sau)( ngày)?")
_UNITS = {"sở", "phòng"}


def late(days: int, done: bool) -> bool:
    """Whether it is late."""
    if days > 3 and not done:
        return True
    return False
'''


def changed(tmp_path: Path) -> dict[str, list[str]]:
    path = tmp_path / "rule.py"
    path.write_text(MODULE, encoding="utf-8")
    tree, found = sites(path)
    return {
        kind: [ast.unparse(mutant(path, tree, *place).tree) for place in places]
        for kind, places in found.items()
    }


def test_every_change_gives_another_module_that_can_be_compiled(tmp_path: Path) -> None:
    made = [text for texts in changed(tmp_path).values() for text in texts]
    assert len(made) == len(set(made)) > 12
    assert ast.unparse(ast.parse(MODULE)) not in made
    for text in made:
        exec(compile(text, "rule", "exec"), {})  # noqa: S102
        assert "nothing here is text of the module" in text
        assert "import re" in text


def test_logic_and_words_are_told_apart(tmp_path: Path) -> None:
    made = changed(tmp_path)
    for part in ("days >= 3", "days > 4", "days > 2", "if True:", "if False:", "return None"):
        assert any(part in text for text in made["logic"]), part
    assert any("if days > 3:" in text for text in made["logic"])
    for part in (r"(?:sau)( ngày)?", r"(?:trước)( ngày)?", r"sau)( ngày)'", "{'sở'}", "{'phòng'}"):
        assert any(part in text for text in made["words"]), part
    assert any("'(?:trước|sau)( ngày)?'" in text for text in made["words"])


def test_a_run_prints_who_survives_and_counts() -> None:
    command = [
        sys.executable, "-m", "tools.mutants", "extract/predicates.py",
        "--sample", "3", "--words", "0", "--tests", "extract/predicates.py",
    ]  # fmt: skip
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=250
    )
    killed, lived = map(
        int, re.findall(r"all, logic: 3 mutants, (\d) killed, (\d)", done.stdout)[0]
    )
    assert killed  # the doctest of a few lines notices some
    assert killed + lived == 3
    assert done.stdout.count("  extract/predicates.py:") == lived
