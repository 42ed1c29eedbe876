"""Mutants of rules: which small changes to a module do its tests not notice?

``python -m tools.mutants extract/roles.py --sample 20 --tests tests/extract extract``

A mutant is one change: a comparison turned, an operand or an `if` taken away, a number moved by
one, a word taken from a list, an alternative or a quantifier from a pattern, a statement left
out. Most of what our rules know stands in patterns and lists at the top of modules, which
mutmut, working function by function, leaves alone. Each mutant runs in a fork of its own in
which only the import of that module is changed; no file is written.

Prints the mutants that survive, then the counts.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.abc
import importlib.machinery
import os
import random
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tools.mutants.changes import mutant, sites

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

    from tools.mutants.changes import Mutant

ROOT = Path(__file__).parents[2]
_HEAVY = ("numpy", "spacy", "rapidfuzz", "pydantic", "PIL.Image")
"""Libraries loaded once, before the forks."""


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module from a changed tree."""

    def __init__(self, changed: Mutant) -> None:
        self._mutant = changed
        self._name = ".".join(changed.path.relative_to(ROOT).with_suffix("").parts)

    def pytest_sessionstart(self) -> None:
        """Stand before pytest's own importer, which came in front of us."""
        sys.meta_path.remove(self)
        sys.meta_path.insert(0, self)

    def find_spec(
        self, fullname: str, _path: object = None, _target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self._name:
            return None
        origin = str(self._mutant.path)
        spec = importlib.machinery.ModuleSpec(fullname, self, origin=origin)
        spec.has_location = True
        return spec

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self._mutant.tree, str(self._mutant.path), "exec"), module.__dict__)  # noqa: S102


def survives(changed: Mutant | None, tests: Sequence[str], *, seconds: float) -> bool | None:
    """Whether the tests pass all the same; without a mutant, whether they pass at all.

    None where the tests ended neither way (they were collected in vain).
    """
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        os.setsid()
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        finders = [] if changed is None else [_Changed(changed)]
        sys.meta_path[:0] = finders
        code = 70
        try:
            code = int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", *tests], plugins=finders))
        finally:
            os._exit(code)
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            code = os.waitstatus_to_exitcode(status)
            return None if code == 5 else code == 0  # 5: no test ran
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


def main() -> int:
    """Sample, run, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("modules", nargs="+", type=Path)
    parser.add_argument("--tests", nargs="+", required=True)
    parser.add_argument("--sample", type=int, default=20, help="mutants of a module's logic")
    parser.add_argument("--words", type=int, default=5, help="and of its words and patterns")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=600, help="for the tests of one mutant")
    chosen = parser.parse_args()
    os.chdir(ROOT)
    for name in _HEAVY:
        importlib.import_module(name)
    if not survives(None, chosen.tests, seconds=chosen.seconds):
        print("the tests fail without any mutant")
        return 1
    counts: dict[str, list[int]] = {"logic": [0, 0], "words": [0, 0]}
    for module in chosen.modules:
        tree, found = sites(ROOT / module)
        for kind, places in found.items():
            random.Random(f"{chosen.seed} {module}").shuffle(places)
            sample = places[: chosen.sample if kind == "logic" else chosen.words]
            lived = 0
            for place, number in sample:
                one = mutant(ROOT / module, tree, place, number)
                if survives(one, chosen.tests, seconds=chosen.seconds):
                    lived += 1
                    print(f"  {module}:{one.line}: {one.what}", flush=True)
            print(
                f"{module}: {kind}: {len(sample)} of {len(places)} mutants, {lived} survive",
                flush=True,
            )
            counts[kind][0] += len(sample)
            counts[kind][1] += lived
    for kind, (made, lived) in counts.items():
        print(f"all, {kind}: {made} mutants, {made - lived} killed, {lived} survive")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
